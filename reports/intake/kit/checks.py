"""Checks that a workbook is the template as it was made; one check, one function."""

from collections.abc import Callable, Iterator, Mapping

from openpyxl.utils import get_column_letter

from chodon_thidua.lib.files.workbook_cells import WorkbookCell, WorkbookFile, WorkbookSheet
from chodon_thidua.lib.text import label_key, normalise_line
from reports.intake.kit.cells import is_empty
from reports.intake.kit.faults import WorkbookFault, file_fault
from reports.intake.kit.form_workbook import STAMP
from reports.intake.kit.template_layout import TemplateLayout

NEW_TEMPLATE = "Tải mẫu mới ở trang này rồi chép số liệu sang."
OR_NEW_TEMPLATE = "Hoặc tải mẫu mới ở trang này rồi chép số liệu sang."
RIGHT_PAGE = "Tải tệp lên ở đúng trang của tệp, hoặc tải mẫu ở trang này."


def check_stamp(
    workbook: WorkbookFile, layout: TemplateLayout, stamp: Mapping[str, str], mismatch: Callable[[str, str], str]
) -> list[WorkbookFault]:
    """Returns the faults that show that this is another workbook; with any of them, rows are not read.

    `stamp` is what the workbook must be for; `mismatch` words it, for the name of a field and its other value.
    """
    file_stamp = read_stamp(workbook)
    if file_stamp is None:
        return [file_fault("Tệp không phải mẫu tải từ phần mềm, hoặc trang ẩn của mẫu đã bị xóa.", NEW_TEMPLATE)]
    if not file_stamp.get("layout", "").startswith(layout.kind):
        return [file_fault(f"Tệp là mẫu của việc khác, không phải mẫu {layout.subject}.", RIGHT_PAGE)]
    if file_stamp.get("layout") != stamp["layout"]:
        return [file_fault("Mẫu này của phiên bản khác, không còn dùng được.", NEW_TEMPLATE)]
    if different_names := [name for name, value in stamp.items() if file_stamp.get(name) != value]:
        return [file_fault(mismatch(name, file_stamp.get(name, "")), RIGHT_PAGE) for name in different_names]
    if workbook.sheet(layout.sheet) is None:
        problem = f"Không có trang “{layout.sheet}” (đã bị xóa hoặc đổi tên)."
        return [file_fault(problem, f"Đổi lại tên trang. {OR_NEW_TEMPLATE}")]
    return []


def check_headings(worksheet: WorkbookSheet, layout: TemplateLayout) -> list[WorkbookFault]:
    """Returns the columns that are not at their place, those that moved together once; then rows are not looked at."""
    own = {column: label_key(str(cell.value)) for column, cell in worksheet.rows.get(layout.heading_row, {}).items()}
    columns = {key: column for column, key in reversed(own.items())}
    faults, last_offset = [], 0
    for column, heading in enumerate(layout.headings, 1):
        key = label_key(heading)
        offset = 0 if own.get(column) == key else columns.get(key, column) - column
        problem = remedy = ""
        if offset == 0 and own.get(column) != key:
            problem, remedy = f"Tiêu đề cột phải là “{heading}”.", "Cột đã bị đổi hoặc bị xóa."
        elif offset != 0 and offset != last_offset:
            side = "sang phải" if offset > 0 else "sang trái"
            problem = f"Từ cột “{heading}” trở đi, bảng bị lệch {abs(offset)} cột {side}"
            problem = f"{problem} (nay ở cột {get_column_letter(column + offset)})."
            remedy = "Xóa cột chèn thêm." if offset > 0 else "Trả lại cột đã xóa."
        if problem:
            cell = f"{get_column_letter(column)}{layout.heading_row}"
            faults.append(WorkbookFault(layout.sheet, cell, problem, f"{remedy} {OR_NEW_TEMPLATE}"))
        last_offset = offset
    return faults


def filled_rows(worksheet: WorkbookSheet, layout: TemplateLayout) -> Iterator[tuple[int, dict[str, WorkbookCell]]]:
    """The rows below the headings in which anything stands, with their cells by the key of the column."""
    for number in worksheet.rows:
        cells = worksheet.cells(number, len(layout.columns))
        if number > layout.heading_row and not all(map(is_empty, cells)):
            yield number, dict(zip(layout.places, cells, strict=True))


def read_stamp(workbook: WorkbookFile) -> dict[str, str] | None:
    """Returns the purpose of the workbook, from its hidden sheet; None where it has none."""
    worksheet = workbook.sheet(STAMP)
    if worksheet is None:
        return None
    pairs = (worksheet.cells(number, 2) for number in worksheet.rows)
    return {text_of(name): text_of(value) for name, value in pairs}


def text_of(cell: WorkbookCell) -> str:
    """The text of the cell, as it is compared; empty where the cell is."""
    return "" if cell.value is None else normalise_line(str(cell.value))
