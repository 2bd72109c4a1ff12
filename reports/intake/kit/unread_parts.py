"""The parts of a filled-in workbook that are not read, listed so that nobody believes that they were sent."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from openpyxl.utils import get_column_letter

from chodon_thidua.lib.files.workbook_cells import EMPTY_CELL, WorkbookCell, WorkbookFile, WorkbookSheet
from chodon_thidua.lib.text import label_key, normalise_line
from reports.intake.kit.cells import is_empty
from reports.intake.kit.columns import TemplateLayout
from reports.intake.kit.form_workbook import GUIDE, STAMP

LONGEST_LIST = 5  # cells named in one sentence
LONGEST_TITLE = 40
MOST_COPIES = 5  # sheets compared cell by cell


@dataclass(frozen=True, slots=True)
class UnreadPart:
    """Something with content that no figure came from: where it is, what it is, and what to do."""

    place: str
    text: str
    remedy: str


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
        if not _is_copy(sheet, layout):
            parts.append(_other_sheet(sheet, layout))
            continue
        copies.append(sheet)
        if len(copies) <= MOST_COPIES:
            parts.append(_copy_sheet(sheet, layout, main_sheet))
    if further := copies[MOST_COPIES:]:
        parts.append(_further_copies(further, layout))
    return parts + (list(_cells_outside(main_sheet, layout)) if main_sheet else [])


def absent_rows(sheet: str, names: Sequence[str]) -> list[UnreadPart]:
    """The rows of the template that the file no longer has, by the names of what they are about."""
    if not names:
        return []
    text = f"Tệp không còn dòng của {_joined_list(names)} ({len(names)} dòng của mẫu)."
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


def _title(sheet: WorkbookSheet) -> str:
    return f"“{normalise_line(sheet.title)[:LONGEST_TITLE]}”"


def _other_sheet(sheet: WorkbookSheet, layout: TemplateLayout) -> UnreadPart:
    text = f"Trang này không thuộc mẫu nên không được đọc ({_filled_row_count(sheet)} dòng có nội dung)."
    return UnreadPart(_place(sheet), text, f"Nếu có số liệu ở đó, chép sang trang “{layout.sheet}” rồi gửi lại.")


def _copy_sheet(sheet: WorkbookSheet, layout: TemplateLayout, main_sheet: WorkbookSheet | None) -> UnreadPart:
    different_cells = list(islice(_differences(sheet, main_sheet, layout), LONGEST_LIST + 1)) if main_sheet else []
    count = f"hơn {LONGEST_LIST}" if len(different_cells) > LONGEST_LIST else len(different_cells)
    differences = f"có {count} ô khác ({_joined_list(different_cells)})" if different_cells else "không có ô nào khác"
    text = f"Trang này là bản sao của trang “{layout.sheet}” nên không được đọc; {differences}."
    return UnreadPart(_place(sheet), text, _copy_remedy(layout))


def _further_copies(copies: Sequence[WorkbookSheet], layout: TemplateLayout) -> UnreadPart:
    """The copies beyond those compared, in one line."""
    text = f"Các trang này cũng là bản sao của trang “{layout.sheet}” nên không được đọc và không được so sánh."
    return UnreadPart(
        f"{len(copies)} trang khác ({_joined_list([_title(copy) for copy in copies])})", text, _copy_remedy(layout)
    )


def _copy_remedy(layout: TemplateLayout) -> str:
    return f"Chép số đã điền sang trang “{layout.sheet}” rồi gửi lại."


def _place(sheet: WorkbookSheet) -> str:
    return f"Trang {_title(sheet)}" + (" (đang ẩn)" if sheet.is_hidden else "")


def _is_copy(sheet: WorkbookSheet, layout: TemplateLayout) -> bool:
    """Most headings of the table stand in one of its first rows."""
    heading_keys = {label_key(heading) for heading in layout.headings}
    first = (sheet.rows.get(number, {}) for number in range(1, layout.heading_row + LONGEST_LIST + 1))
    # No heading is longer, so that no longer text is looked at.
    longest = 2 * max(map(len, layout.headings), default=0)
    return any(len(heading_keys & set(_keys(row, longest))) * 2 > len(heading_keys) for row in first)


def _keys(row: Mapping[int, WorkbookCell], longest: int) -> Iterator[str]:
    texts = (str(cell.value) for cell in row.values())
    return (label_key(text) for text in texts if len(text) <= longest)


def _differences(copy: WorkbookSheet, main_sheet: WorkbookSheet, layout: TemplateLayout) -> Iterator[str]:
    """The cells of the copy's table that say something else, row by row."""
    for number in sorted(copy.rows.keys() | main_sheet.rows.keys()):
        copied_row, main_row = copy.rows.get(number, {}), main_sheet.rows.get(number, {})
        if number <= layout.heading_row or copied_row == main_row:
            continue
        for column in sorted(copied_row.keys() | main_row.keys()):
            differs = copied_row.get(column, EMPTY_CELL).value != main_row.get(column, EMPTY_CELL).value
            if differs and column <= len(layout.headings):
                yield f"{get_column_letter(column)}{number}"


def _cells_outside(page: WorkbookSheet, layout: TemplateLayout) -> Iterator[UnreadPart]:
    """Cells beside the table and beside the lines above it."""
    beside: dict[int, list[int]] = {}
    for number, row in page.rows.items():
        own = [column for column in sorted(row) if not is_empty(row[column])]
        extra = own[1:] if number < layout.heading_row else [c for c in own if c > len(layout.headings)]
        for column in extra:
            beside.setdefault(column, []).append(number)
    for column, rows in sorted(beside.items()):
        text = f"Ô {_cell_list(column, rows)} nằm ngoài bảng nên không được đọc."
        yield UnreadPart(
            f"{layout.sheet}, cột {get_column_letter(column)}", text, "Chuyển nội dung cần gửi vào cột của mẫu."
        )


def _cell_list(column: int, rows: Iterable[int]) -> str:
    return _joined_list([f"{get_column_letter(column)}{row}" for row in rows])


def _joined_list(places: Sequence[str]) -> str:
    return ", ".join(places[:LONGEST_LIST]) + ("…" if len(places) > LONGEST_LIST else "")
