"""The parts of a filled-in workbook that are not read, listed so that nobody believes that they were sent."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from openpyxl.utils import get_column_letter

from chodon_thidua.lib.files.workbook_cells import WorkbookFile, WorkbookSheet
from reports.intake.kit.cells import is_empty
from reports.intake.kit.form_workbook import GUIDE, STAMP
from reports.intake.kit.sheet_copies import MOST_COPIES, copy_sheet, further_copies, is_copy
from reports.intake.kit.template_layout import TemplateLayout
from reports.intake.kit.unread_part import UnreadPart, joined_list, place_of


def unread_parts(workbook: WorkbookFile, layout: TemplateLayout) -> list[UnreadPart]:
    """The other sheets, and the cells outside the table; nothing for a workbook whose headings are wrong."""
    main_sheet = workbook.sheet(layout.sheet)
    others = [
        sheet
        for sheet in workbook.sheets
        if sheet.title not in (layout.sheet, GUIDE, STAMP) and _filled_row_count(sheet)
    ]
    parts, copies = [], []
    for sheet in others:
        if not is_copy(sheet, layout):
            parts.append(_other_sheet(sheet, layout))
            continue
        copies.append(sheet)
        if len(copies) <= MOST_COPIES:
            parts.append(copy_sheet(sheet, layout, main_sheet))
    if further := copies[MOST_COPIES:]:
        parts.append(further_copies(further, layout))
    return parts + (list(_cells_outside(main_sheet, layout)) if main_sheet else [])


def absent_rows(sheet: str, names: Sequence[str]) -> list[UnreadPart]:
    """The rows of the template that the file no longer has, by the names of what they are about."""
    if not names:
        return []
    text = f"Tệp không còn dòng của {joined_list(names)} ({len(names)} dòng của mẫu)."
    return [UnreadPart(sheet, text, "Số đã có trong phần mềm giữ nguyên; muốn nhập những dòng đó thì tải mẫu mới.")]


def unread_columns(sheet: str, cells: Mapping[tuple[int, str], Iterable[int]]) -> list[UnreadPart]:
    """Columns that are there to compare with, changed by somebody; the rows by the number and the heading of each."""
    remedy = "Số cần sửa phải nhập vào ô nền vàng; sửa số của kỳ khác thì dùng tệp của kỳ đó."
    return [
        UnreadPart(
            f"{sheet}, cột {get_column_letter(column)}",
            f"Cột “{heading}” chỉ để đối chiếu, không được đọc; ô {_cell_list(column, rows)} khác số trong phần mềm.",
            remedy,
        )
        for (column, heading), rows in cells.items()
    ]


def _filled_row_count(sheet: WorkbookSheet) -> int:
    """Counts the rows that hold something."""
    return sum(1 for row in sheet.rows.values() if not all(map(is_empty, row.values())))


def _other_sheet(sheet: WorkbookSheet, layout: TemplateLayout) -> UnreadPart:
    text = f"Trang này không thuộc mẫu nên không được đọc ({_filled_row_count(sheet)} dòng có nội dung)."
    return UnreadPart(
        place_of(sheet), text, f"Nếu có số liệu ở đó, chép sang trang “{layout.sheet}” rồi tải tệp lên lại."
    )


def _cells_outside(page: WorkbookSheet, layout: TemplateLayout) -> Iterator[UnreadPart]:
    """Cells beside the table and beside the lines above it."""
    beside: dict[int, list[int]] = {}
    for number, row in page.rows.items():
        is_above = number < layout.heading_row
        # The cells of the table itself are many, and none of them is outside.
        columns = [column for column in sorted(row) if is_above or column > len(layout.headings)]
        own = [column for column in columns if not is_empty(row[column])]
        for column in own[1:] if is_above else own:
            beside.setdefault(column, []).append(number)
    for column, rows in sorted(beside.items()):
        text = f"Ô {_cell_list(column, rows)} nằm ngoài bảng nên không được đọc."
        yield UnreadPart(
            f"{layout.sheet}, cột {get_column_letter(column)}", text, "Chuyển nội dung cần gửi vào cột của mẫu."
        )


def _cell_list(column: int, rows: Iterable[int]) -> str:
    return joined_list([f"{get_column_letter(column)}{row}" for row in rows])
