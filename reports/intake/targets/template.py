"""The workbook of targets and allocations to fill in: every indicator of a plan with the units that it asks."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone
from openpyxl.utils import get_column_letter

from reports.excel import styles, text_metrics
from reports.intake.figures.layout import InputKind
from reports.intake.kit.cell_rules import NUMBER_FORMAT, TEXT_FORMAT, add_number_rule, add_rule, validation
from reports.intake.kit.form_workbook import GUIDE, FormWorkbook, allow_viewing, set_print_layout
from reports.intake.targets import layout as layout
from reports.intake.targets.layout import COLUMNS, DATA, FIRST_ROW, HEADING_ROW, NO, PLACES, SIGNS, YES
from targets.selectors.allocations import UnitTarget
from targets.selectors.plan_views import PlanView

WRAPPED = ("name", "unit", "measure")
CHOICES = {"comparator": tuple(SIGNS), "reports": (YES, NO)}
HOW = (
    f"1. Chỉ nhập vào ô nền vàng ở trang “{DATA}”.",
    "2. Dòng “Chỉ tiêu chung” là chỉ tiêu của cả kế hoạch; các dòng dưới là mức giao cho từng đơn vị.",
    "3. Để trống giá trị: đơn vị chỉ nhập số liệu, không có mức phải đạt. Trống giá trị và “Không” nhập: bỏ giao.",
    "4. Có giá trị thì phải có phép so sánh, chọn trong danh sách.",
    "5. Đơn vị chưa được giao chỉ tiêu thì thêm ở trang của chỉ tiêu, không chèn dòng ở đây.",
    "6. Đổi mức của đơn vị đã được duyệt số liệu thì phải ghi lý do khi gửi tệp.",
    "7. Nhập bằng số, không kèm chữ. Không dùng công thức: dán bằng Paste Special › Values.",
    "8. Không chèn, đổi chỗ dòng, cột, trang. Lưu dạng .xlsx, không đặt mật khẩu, rồi gửi ở trang đã tải mẫu.",
    "9. Phần mềm cho xem mọi thay đổi trước khi ghi; ghi tất cả hoặc không ghi gì.",
)


def target_template(view: PlanView, rows: Sequence[UnitTarget], *, by: str, at: datetime) -> bytes:
    """The workbook as it is downloaded. Queries: none of its own."""
    book = FormWorkbook(f"Chỉ tiêu giao năm {view.years}")
    _write_data(book, view, rows, f"Tải lúc {timezone.localtime(at):%H:%M ngày %d/%m/%Y}, {by}.")
    book.write_guide([("CÁCH ĐIỀN", styles.PLAIN_TITLE), *((line, styles.PLAIN) for line in HOW)])
    book.write_stamp(layout.LAYOUT.stamp(view))
    return book.file_bytes(at)


def _write_data(book: FormWorkbook, view: PlanView, rows: Sequence[UnitTarget], download_note: str) -> None:
    worksheet = book.sheet(DATA)
    _set_up(worksheet, HEADING_ROW + len(rows))
    heads = (
        (book.title.upper(), styles.PLAIN_TITLE),
        (f"Kế hoạch {view.plan.document_number}, {view.plan.owner.name}. {download_note}", styles.PLAIN_LINE),
        ("Chỉ nhập vào ô nền vàng. Để trống giá trị: đơn vị chỉ nhập số liệu.", styles.PLAIN_LINE),
        (f"Cách ghi: xem trang “{GUIDE}”.", styles.PLAIN_LINE),
    )
    for text, cell_style in heads:
        worksheet.append([None, book.cell(worksheet, text, cell_style)])
    worksheet.row_dimensions[HEADING_ROW].height = text_metrics.row_height(2, styles.SIZE)
    worksheet.append([book.cell(worksheet, column.heading, styles.HEADING) for column in COLUMNS])
    cell_styles = {
        InputKind.NUMBER: (styles.INPUT_NUMBER, NUMBER_FORMAT),
        InputKind.TEXT: (styles.INPUT_TEXT, TEXT_FORMAT),
    }
    for number, row in enumerate(rows, FIRST_ROW):
        values: dict[str, Any] = {
            "key": str(layout.key_of(row)),
            **dict(layout.label_texts(row)),
            **layout.input_values(row.values),
        }
        lines = (text_metrics.line_count(values[key], COLUMNS[PLACES[key]].width, styles.SIZE) for key in WRAPPED)
        worksheet.row_dimensions[number].height = text_metrics.row_height(max(lines), styles.SIZE)
        cells = (cell_styles.get(column.kind, (styles.SHUT_TEXT, styles.GENERAL)) for column in COLUMNS)
        worksheet.append(
            [
                book.cell(worksheet, values[column.key], *cell_style)
                for column, cell_style in zip(COLUMNS, cells, strict=True)
            ]
        )


def _set_up(worksheet: Any, last: int) -> None:
    for place, column in enumerate(COLUMNS, 1):
        dimension = worksheet.column_dimensions[get_column_letter(place)]
        dimension.width, dimension.hidden = column.width, column.key == "key"
    worksheet.freeze_panes = f"{get_column_letter(PLACES['unit'] + 2)}{FIRST_ROW}"
    worksheet.auto_filter.ref = f"B{HEADING_ROW}:{get_column_letter(len(COLUMNS))}{last}"
    worksheet.print_title_rows = f"{HEADING_ROW}:{HEADING_ROW}"
    allow_viewing(worksheet)
    set_print_layout(worksheet)
    if last < FIRST_ROW:
        return
    add_number_rule(worksheet, get_column_letter(PLACES["value"] + 1), FIRST_ROW, last)
    for key, choices in CHOICES.items():
        letter = get_column_letter(PLACES[key] + 1)
        error_texts = "Chọn trong danh sách", f"Chọn một trong: {' '.join(choices)}."
        add_rule(
            worksheet,
            validation(error_texts, type="list", formula1=f'"{",".join(choices)}"'),
            f"{letter}{FIRST_ROW}:{letter}{last}",
        )
