"""A filled-in workbook of figures: every error with its cell, or every change beside what is stored."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import prefetch_related_objects

from chodon_thidua.lib import clock
from chodon_thidua.lib.files.workbook_cells import WorkbookCell
from chodon_thidua.lib.refusals import InvalidInput
from chodon_thidua.lib.text import quote
from reports.intake.figures import layout, row_contents
from reports.intake.figures.earlier_figures import EarlierFigures
from reports.intake.figures.entry_sheet import EntrySheet
from reports.intake.figures.layout import ALL_UNITS
from reports.intake.figures.proposals import FigureIntake, FilledFigure, ProposedFigure, proposed_figure
from reports.intake.figures.row_values import column_of, locked_value, requested_values
from reports.intake.figures.template_line import TemplateLine
from reports.intake.kit.cells import is_empty, read_cell
from reports.intake.kit.checks import text_of
from reports.intake.kit.columns import TemplateColumn, same_value
from reports.intake.kit.faults import CellFault, WorkbookFault
from reports.intake.kit.reading import IntakeReader
from reports.intake.kit.template_layout import RowKey
from reports.intake.kit.unread_part import UnreadPart
from reports.intake.kit.unread_parts import absent_rows, unread_columns
from reports.selectors.reference_figures import reference_figures
from reports.services.figure_checks import figure_validate
from reports.services.figure_values import figure_values


class FigureReader(IntakeReader[TemplateLine, ProposedFigure]):
    """Reads the workbook of one unit, or of all units, in one period."""

    duplicate_note = "cùng đơn vị, cùng chỉ tiêu"
    unknown_row = "Dòng không có mã ẩn: dòng chèn thêm, hoặc mã đã bị xóa."
    counts_mixed_rows = False
    intake_class = FigureIntake

    def __init__(self, sheet: EntrySheet) -> None:
        self.sheet = sheet
        rows = {layout.identity_of(line): line for line in sheet.lines}
        super().__init__(layout.layout_of(sheet), layout.stamp_of(sheet), rows, str(sheet.view.plan))

    def mismatch(self, name: str, value: str) -> str:
        if name == "period":
            names = {str(ordinal): period_name for ordinal, period_name in self.sheet.view.period_names.items()}
            return f"Tệp là mẫu của {names.get(value, 'kỳ khác')}, không phải {names[self.stamp['period']]}."
        if name == "scope" and self.sheet.scope is None:
            return "Tệp là mẫu của một đơn vị, không phải mẫu của tất cả đơn vị."
        if name == "scope" and self.sheet.scope:
            other = "tất cả đơn vị" if value == ALL_UNITS else "đơn vị khác"
            return f"Tệp là mẫu của {other}, không phải của {self.sheet.scope.name}."
        return super().mismatch(name, value)

    def labels(self, row: TemplateLine) -> Iterable[tuple[str, str]]:
        yield "code", row.indicator.code
        yield "unit", row.unit.name

    def label_mismatch(self, key: str, label: str, text: str) -> str:
        if key == "code":
            return f"Dòng ghi mã {quote(label)} nhưng thuộc chỉ tiêu {text}."
        return f"Dòng ghi đơn vị {quote(label)} nhưng thuộc {text}."

    def unknown_row_problem(self, cells: Mapping[str, WorkbookCell], key: RowKey | None) -> str:
        if key is None:
            return self.unknown_row
        return f"Chỉ tiêu {text_of(cells['code'])[:20]} không có trong mẫu của kỳ này."

    def read_input(self, row: TemplateLine, column: TemplateColumn, cell: WorkbookCell) -> Any:
        if column.key not in row_contents.locked_inputs(row, is_final=self.sheet.is_final):
            return read_cell(cell, row.column_as_read(column), row.unit_of(column.key), row.states_of(column.key))
        return locked_value(cell, row, column)

    def further_unread_parts(self, rows: Sequence[FilledFigure], *, is_complete: bool) -> Iterable[UnreadPart]:
        rows = [row for row in rows if row.is_matched]
        yield from unread_columns(self.layout.sheet, self._changed_comparisons(rows))
        if is_complete:  # a row with a fault may be the row that seems to be missing
            yield from absent_rows(self.layout.sheet, self._absent_row_names(rows))

    def read_changes(self, groups: Iterable[Sequence[FilledFigure]]) -> Iterator[ProposedFigure | WorkbookFault]:
        """The changes. Queries: 1 for what they are compared with; 1 more where figures have changed meanwhile."""
        sheet, outdated = self.sheet, []
        references = reference_figures(
            sheet.plan_data, sheet.report_data, sheet.period, sheet.units.values(), in_rows=sheet.scope is None
        )
        for (row,) in groups:
            line = row.template_row
            try:
                values = figure_validate(
                    requested_values(row.contents, line, is_final=sheet.is_final),
                    line.indicator,
                    sheet.period,
                    line.figure,
                )
            except InvalidInput as refusal:
                for name, sentence in refusal.errors.items():
                    yield self.layout.fault_at(column_of(line, name), row.number, sentence, "")
                continue
            except CellFault as fault:
                yield self.layout.fault_at("situation", row.number, fault.problem, fault.remedy)
                continue
            if values == figure_values(line.figure):
                continue
            if closing_reason := sheet.closing_reasons.get(line.unit.pk):
                problem = f"{line.unit.name}, chỉ tiêu {line.indicator.code}: {closing_reason}"
                yield self.layout.fault_at("code", row.number, problem, "Để dòng này như cũ.")
            elif row.key.state != str(line.version):
                outdated.append(row)
            else:
                yield proposed_figure(row, values, references)
        yield from self._outdated_faults(outdated)

    def _outdated_faults(self, rows: Sequence[FilledFigure]) -> Iterator[WorkbookFault]:
        """Names who changed the figures after the template was made; they are not overwritten."""
        prefetch_related_objects([row.template_row.figure for row in rows if row.template_row.figure], "changed_by")
        for row in rows:
            line, figure = row.template_row, row.template_row.figure
            who = "đã bị xóa"
            if figure:
                who = f"đã được {figure.author_text} sửa lúc {clock.in_a_sentence(figure.changed_at)}"
            problem = f"{line.unit.name}, chỉ tiêu {line.indicator.code}: số này {who}, sau khi mẫu được tải."
            remedy = "Số mới không bị ghi đè. Tải mẫu mới, hoặc sửa chỉ tiêu này trên trang nhập số liệu."
            yield self.layout.fault_at("code", row.number, problem, remedy)

    def _changed_comparisons(self, rows: Sequence[FilledFigure]) -> dict[tuple[int, str], list[int]]:
        """The columns to compare with in which somebody has typed, with the rows where."""
        changed_rows: dict[tuple[int, str], list[int]] = {}
        earlier = EarlierFigures(self.sheet)
        for row in rows:
            numbers = row_contents.comparison_numbers(earlier, row.template_row)
            for key, number in row_contents.in_words(row.template_row, numbers).items():
                value, place = row.cells[key].value, self.layout.places[key]
                if not is_empty(row.cells[key]) and not (isinstance(value, type(number)) and same_value(value, number)):
                    changed_rows.setdefault((place + 1, self.layout.headings[place]), []).append(row.number)
        return changed_rows

    def _absent_row_names(self, rows: Sequence[FilledFigure]) -> list[str]:
        identities = {row.key.identity for row in rows}
        absent = [line for identity, line in self.template_rows.items() if identity not in identities]
        codes_only = self.sheet.scope is not None
        return [line.indicator.code if codes_only else f"{line.unit.name}, {line.indicator.code}" for line in absent]
