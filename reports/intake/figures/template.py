"""A workbook to fill in: the indicators of one unit, or of all units, in one period."""

from datetime import datetime
from typing import Any

from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter

from chodon_thidua.lib import clock
from reports.excel import styles, text_metrics
from reports.intake.figures import layout as layout
from reports.intake.figures.guide import guide_of
from reports.intake.figures.layout import COLUMNS, DATA, FIRST_ROW, HEADING_ROW, PLACES, InputKind
from reports.intake.figures.lines import EarlierFigures, EntrySheet, TemplateLine
from reports.intake.kit.cell_rules import DATE_FORMAT, NUMBER_FORMAT, TEXT_FORMAT, add_rules
from reports.intake.kit.form_workbook import GUIDE, FormWorkbook, allow_viewing, set_print_layout
from targets.enums import FINAL_ORDINAL

INPUT_LOOKS = {
    InputKind.NUMBER: (styles.INPUT_NUMBER, styles.SHUT_NUMBER),
    InputKind.DATE: (styles.INPUT_CENTRED, styles.SHUT_CENTRED),
    InputKind.SITUATION: (styles.INPUT_CENTRED, styles.SHUT_CENTRED),
    InputKind.TEXT: (styles.INPUT_TEXT, styles.SHUT_TEXT),
}
FORMATS = {
    InputKind.NUMBER: NUMBER_FORMAT,
    InputKind.DATE: DATE_FORMAT,
    InputKind.TEXT: TEXT_FORMAT,
    InputKind.SITUATION: TEXT_FORMAT,
}
WRAPPED = ("unit", "name", "measure", "numerator_label", "denominator_label", "source", "note")
NOT_DUE = "(không bắt buộc kỳ này)"


def figure_template(sheet: EntrySheet, *, by: str, at: datetime) -> bytes:
    """The workbook as it is downloaded. Queries: none of its own."""
    scope_name = sheet.scope.name if sheet.scope else "tất cả đơn vị"
    book = FormWorkbook(f"Số liệu báo cáo {sheet.period.title} – {scope_name}")
    _TemplateWriter(book, sheet).write_data(f"Tải lúc {clock.in_a_sentence(at)}, {by}.")
    book.write_guide(guide_of(sheet))
    book.write_stamp(layout.stamp_of(sheet))
    return book.file_bytes(at)


class _TemplateWriter:
    def __init__(self, book: FormWorkbook, sheet: EntrySheet) -> None:
        self.book, self.sheet = book, sheet
        self.is_final = sheet.period.ordinal == FINAL_ORDINAL
        self.earlier = EarlierFigures(sheet)

    def write_data(self, download_note: str) -> None:
        worksheet = self.book.sheet(DATA)
        last = HEADING_ROW + len(self.sheet.lines)
        self._set_up(worksheet, last)
        plan, period = self.sheet.view.plan, self.sheet.period
        first = PLACES["code"] if self.sheet.scope else PLACES["unit"]
        dates = f"số liệu đến {period.ends_on:%d/%m/%Y}, hạn gửi {period.due_on:%d/%m/%Y}."
        heads = (
            (self.book.title.upper(), styles.PLAIN_TITLE),
            (
                f"Kế hoạch {plan.document_number} năm {self.sheet.view.years}, {dates} {download_note}",
                styles.PLAIN_LINE,
            ),
            ("Chỉ nhập vào ô nền vàng. Ô trống là chưa có số; 0 là bằng không.", styles.PLAIN_LINE),
            (f"Cách ghi: xem trang “{GUIDE}”. Lưu tệp rồi gửi lên ở trang “Nhập từ Excel”.", styles.PLAIN_LINE),
        )
        for text, cell_style in heads:
            worksheet.append([None] * first + [self.book.cell(worksheet, text, cell_style)])
        worksheet.row_dimensions[HEADING_ROW].height = text_metrics.row_height(3, styles.SIZE)
        worksheet.append([self.book.cell(worksheet, text, styles.HEADING) for text in layout.headings(self.sheet)])
        for number, line in enumerate(self.sheet.lines, FIRST_ROW):
            values = self._values(line)
            worksheet.row_dimensions[number].height = _row_height(values)
            worksheet.append([self._line_cell(worksheet, line, key, values.get(key)) for key in PLACES])

    def _set_up(self, worksheet: Any, last: int) -> None:
        hidden_columns = {"key"} | ({"unit", "report"} if self.sheet.scope else set())
        hidden_columns |= {"full_year_estimate"} if self.is_final else set()
        hidden_columns |= {"before_numerator", "before_denominator"} if self.sheet.period.ordinal == 1 else set()
        for place, column in enumerate(COLUMNS, 1):
            dimension = worksheet.column_dimensions[get_column_letter(place)]
            dimension.width, dimension.hidden = column.width, column.key in hidden_columns
        worksheet.freeze_panes = f"{get_column_letter(PLACES['numerator_label'] + 1)}{FIRST_ROW}"
        worksheet.auto_filter.ref = f"B{HEADING_ROW}:{get_column_letter(len(COLUMNS))}{last}"
        allow_viewing(worksheet)
        worksheet.print_title_rows = f"{HEADING_ROW}:{HEADING_ROW}"
        set_print_layout(worksheet)
        if last >= FIRST_ROW:
            add_rules(worksheet, last, year=self.sheet.view.plan.year)

    def _values(self, line: TemplateLine) -> dict[str, Any]:
        contents = layout.contents_of(line, is_final=self.is_final)
        labels = layout.part_labels(line, is_final=self.is_final)
        return {
            "key": layout.key_text(line, contents),
            "unit": line.unit.name,
            "report": self.sheet.state_label(line.unit),
            "code": line.indicator.code,
            "name": line.name if line.due else f"{line.name} {NOT_DUE}",
            "measure": line.indicator.unit_of_measure,
            "numerator_label": labels.get("numerator"),
            "denominator_label": labels.get("denominator"),
            **{column.key: getattr(contents, column.key) for column in layout.INPUTS},
            **layout.comparison_numbers(self.earlier, line),
        }

    def _line_cell(self, worksheet: Any, line: TemplateLine, key: str, value: Any) -> Cell:
        column = COLUMNS[PLACES[key]]
        if column.kind == InputKind.LOCKED:
            cell_style = styles.SHUT_NUMBER if column.is_number else styles.SHUT_TEXT
            return self.book.cell(worksheet, value, cell_style, NUMBER_FORMAT if column.is_number else styles.GENERAL)
        input_style, locked_style = INPUT_LOOKS[column.kind]
        is_open = line.unit.pk not in self.sheet.closing_reasons and layout.takes_input(
            line, key, is_final=self.is_final
        )
        return self.book.cell(worksheet, value, input_style if is_open else locked_style, FORMATS[column.kind])


def _row_height(values: dict[str, Any]) -> float:
    texts = ((values[key], COLUMNS[PLACES[key]].width) for key in WRAPPED)
    lines = (text_metrics.line_count(text, width, styles.SIZE) for text, width in texts if isinstance(text, str))
    return text_metrics.row_height(max(lines, default=1), styles.SIZE)
