"""The copies of a template's sheet in the same workbook, compared with it cell by cell."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from openpyxl.utils import get_column_letter

from chodon_thidua.lib.files.workbook_cells import EMPTY_CELL, WorkbookCell, WorkbookSheet
from chodon_thidua.lib.text import label_key
from reports.intake.kit.template_layout import TemplateLayout
from reports.intake.kit.unread_part import LONGEST_LIST, UnreadPart, joined_list, place_of, title_of

MOST_COPIES = 5  # sheets compared cell by cell


def copy_sheet(sheet: WorkbookSheet, layout: TemplateLayout, main_sheet: WorkbookSheet | None) -> UnreadPart:
    different_cells = list(islice(_differences(sheet, main_sheet, layout), LONGEST_LIST + 1)) if main_sheet else []
    count = f"hơn {LONGEST_LIST}" if len(different_cells) > LONGEST_LIST else len(different_cells)
    differences = f"có {count} ô khác ({joined_list(different_cells)})" if different_cells else "không có ô nào khác"
    text = f"Trang này là bản sao của trang “{layout.sheet}” nên không được đọc; {differences}."
    return UnreadPart(place_of(sheet), text, _copy_remedy(layout))


def further_copies(copies: Sequence[WorkbookSheet], layout: TemplateLayout) -> UnreadPart:
    """The copies beyond those compared, in one line."""
    text = f"Các trang này cũng là bản sao của trang “{layout.sheet}” nên không được đọc và không được so sánh."
    return UnreadPart(
        f"{len(copies)} trang khác ({joined_list([title_of(copy) for copy in copies])})", text, _copy_remedy(layout)
    )


def _copy_remedy(layout: TemplateLayout) -> str:
    return f"Chép số đã điền sang trang “{layout.sheet}” rồi tải tệp lên lại."


def is_copy(sheet: WorkbookSheet, layout: TemplateLayout) -> bool:
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
