"""The workbook of last year's figures to fill in: every indicator and unit of a plan."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter

from chodon_thidua.lib import clock
from reports.excel import styles, text_metrics
from reports.excel.styles import PLAIN, PLAIN_TITLE
from reports.intake.baselines import layout as layout
from reports.intake.baselines.layout import (
    COLUMNS,
    DATA,
    FIRST_ROW,
    HEADING_ROW,
    LONGEST_LABEL,
    PLACES,
    BaselineTemplateRow,
)
from reports.intake.figures.layout import LONGEST_SOURCE, InputKind
from reports.intake.kit.cell_rules import NUMBER_FORMAT, TEXT_FORMAT, add_number_rule, add_rule, validation
from reports.intake.kit.form_workbook import GUIDE, FormWorkbook, allow_viewing, set_print_layout
from targets.selectors.baselines import BaselinePage
from targets.selectors.plan_views import PlanView

WRAPPED = ("name", "unit", "what", "label", "source")
LENGTHS = {"label": LONGEST_LABEL, "source": LONGEST_SOURCE}
LOOKS = {
    InputKind.NUMBER: (styles.INPUT_NUMBER, styles.SHUT_NUMBER, NUMBER_FORMAT),
    InputKind.TEXT: (styles.INPUT_TEXT, styles.SHUT_TEXT, TEXT_FORMAT),
}
HOW = (
    f"1. Chỉ nhập vào ô nền vàng ở trang “{DATA}”.",
    "2. Mỗi cột là số đến hết quý đó. Số “lũy kế từ đầu năm” gồm cả các quý trước; không nhập số của riêng từng quý.",
    "3. Ô trống là không có số. Số 0 là bằng không. Xóa trắng ô là bỏ số đang lưu.",
    "4. Tỷ lệ: mỗi quý nhập đủ tử số và mẫu số; nếu chỉ biết mức đã công bố thì nhập riêng ở dòng “Hoặc chỉ mức…”.",
    "5. Định nghĩa và nguồn ghi ở dòng đầu của mỗi đơn vị, chung cho mọi quý; không sửa thì giữ như đang lưu.",
    "6. Số theo định nghĩa khác định nghĩa của chỉ tiêu thì được giữ nhưng không so sánh.",
    "7. Nhập bằng số, không kèm chữ. Không dùng công thức: dán bằng Paste Special › Values.",
    "8. Không chèn, đổi chỗ dòng, cột, trang. Lưu dạng .xlsx, không đặt mật khẩu, rồi gửi ở trang đã tải mẫu.",
    "9. Phần mềm cho xem mọi thay đổi trước khi ghi; ghi tất cả hoặc không ghi gì.",
)


def baseline_template(view: PlanView, pages: Sequence[BaselinePage], *, by: str, at: datetime) -> bytes:
    """The workbook as it is downloaded. Queries: none of its own."""
    book = FormWorkbook(f"Số liệu năm {view.last_years}")
    _write_data(book, view, list(layout.rows_of(pages)), f"Tải lúc {clock.in_a_sentence(at)}, {by}.")
    book.write_guide([("CÁCH ĐIỀN", PLAIN_TITLE), *((line, PLAIN) for line in HOW)])
    book.write_stamp(layout.LAYOUT.stamp(view))
    return book.file_bytes(at)


def _write_data(book: FormWorkbook, view: PlanView, rows: Sequence[BaselineTemplateRow], download_note: str) -> None:
    page, last = book.sheet(DATA), HEADING_ROW + len(rows)
    _set_up(page, last)
    heads = (
        (book.title.upper(), styles.PLAIN_TITLE),
        (f"Để so sánh trong kế hoạch {view.plan.document_number} năm {view.years}. {download_note}", styles.PLAIN_LINE),
        ("Nhập số đến hết từng quý (lũy kế), không phải số của riêng quý. Chỉ nhập vào ô nền vàng.", styles.PLAIN_LINE),
        (f"Ô trống là không có số; 0 là bằng không. Cách ghi: xem trang “{GUIDE}”.", styles.PLAIN_LINE),
    )
    for text, cell_style in heads:
        page.append([None, book.cell(page, text, cell_style)])
    page.row_dimensions[HEADING_ROW].height = text_metrics.row_height(2, styles.SIZE)
    page.append([book.cell(page, column.heading, styles.HEADING) for column in layout.layout_of(view).columns])
    for number, row in enumerate(rows, FIRST_ROW):
        values = _values(row)
        page.row_dimensions[number].height = _row_height(values)
        page.append([_cell(book, page, row, key, values[key]) for key in PLACES])


def _set_up(page: Any, last: int) -> None:
    for place, column in enumerate(COLUMNS, 1):
        dimension = page.column_dimensions[get_column_letter(place)]
        dimension.width, dimension.hidden = column.width, column.key == "key"
    page.freeze_panes = f"{get_column_letter(PLACES['what'] + 2)}{FIRST_ROW}"
    page.auto_filter.ref = f"B{HEADING_ROW}:{get_column_letter(len(COLUMNS))}{last}"
    page.print_title_rows = f"{HEADING_ROW}:{HEADING_ROW}"
    allow_viewing(page)
    set_print_layout(page)
    if last < FIRST_ROW:
        return
    for column in layout.INPUTS:
        letter = get_column_letter(PLACES[column.key] + 1)
        if column.kind == InputKind.NUMBER:
            add_number_rule(page, letter, FIRST_ROW, last)
        else:
            longest = LENGTHS[column.key]
            error_texts = "Nội dung quá dài", f"Ô này không quá {longest} ký tự."
            rule = validation(error_texts, type="textLength", operator="lessThanOrEqual", formula1=str(longest))
            add_rule(page, rule, f"{letter}{FIRST_ROW}:{letter}{last}")


def _values(row: BaselineTemplateRow) -> dict[str, Any]:
    return row.input_values | {
        "key": str(layout.key_of(row)),
        "code": row.page.indicator.code,
        "name": row.page.name,
        "unit": row.line.unit.name,
        "what": row.page.numbers[row.number],
    }


def _cell(book: FormWorkbook, page: Any, row: BaselineTemplateRow, key: str, value: Any) -> Cell:
    column = COLUMNS[PLACES[key]]
    if column.kind == InputKind.LOCKED:
        return book.cell(page, value, styles.SHUT_TEXT)
    input_style, locked_style, number_format = LOOKS[column.kind]
    is_open = column.kind == InputKind.NUMBER or row.is_first
    return book.cell(page, value, input_style if is_open else locked_style, number_format)


def _row_height(values: dict[str, Any]) -> float:
    lines = (text_metrics.line_count(values[key] or "", COLUMNS[PLACES[key]].width, styles.SIZE) for key in WRAPPED)
    return text_metrics.row_height(max(lines), styles.SIZE)
