"""Parts of a workbook that are passed over, however many sheets and rows it has."""

from time import process_time

import pytest

from chodon_thidua.lib.files.workbook_cells import WorkbookCell, WorkbookFile, WorkbookSheet
from reports.intake.kit.columns import TemplateColumn
from reports.intake.kit.sheet_copies import MOST_COPIES
from reports.intake.kit.template_layout import TemplateLayout
from reports.intake.kit.unread_parts import unread_parts

COLUMNS = tuple(TemplateColumn(f"c{place}", f"Cột {place}", 10) for place in range(1, 20))
TABLE = TemplateLayout("", "1", "", "Số liệu", COLUMNS, "", "c1", heading_row=3)
HEADINGS = {place: WorkbookCell("s", heading) for place, heading in enumerate(TABLE.headings, 1)}


def sheet(title: str, rows: dict[int, dict[int, WorkbookCell]]) -> WorkbookSheet:
    return WorkbookSheet(title, False, {3: HEADINGS, **rows})


def filled(count: int) -> dict[int, dict[int, WorkbookCell]]:
    return {row: {place: WorkbookCell("s", "x") for place in range(1, 19)} for row in range(4, count)}


def test_many_copies_are_compared_in_no_time() -> None:
    copies = [sheet(f"Bản sao {n}", {row: {1: WorkbookCell("s", "y")} for row in range(4, 44)}) for n in range(490)]
    same = [sheet(f"Bản sao {n}", {}) for n in range(490)]
    for others, read in ((copies, filled(19_500)), (same, {19_500: {30: WorkbookCell("s", "x")}})):
        start = process_time()
        parts = unread_parts(WorkbookFile((sheet("Số liệu", read), *others)), TABLE)
        assert process_time() - start < 1
        copy_parts = [part for part in parts if "bản sao" in part.text]
        assert len(copy_parts) == MOST_COPIES + 1
        assert copy_parts[-1].place.startswith("485 trang khác (“Bản sao 5”, “Bản sao 6”, ")


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        ({}, "không có ô nào khác"),
        ({5: {2: WorkbookCell("n", 5)}}, "có 1 ô khác (B5)"),
        ({row: {2: WorkbookCell("n", 5)} for row in range(4, 9)}, "có 5 ô khác (B4, B5, B6, B7, B8)"),
        ({row: {2: WorkbookCell("n", 5)} for row in range(4, 40)}, "có hơn 5 ô khác (B4, B5, B6, B7, B8…)"),
        ({2: {2: WorkbookCell("n", 5)}, 5: {20: WorkbookCell("n", 5)}}, "không có ô nào khác"),
    ],
)
def test_the_cells_of_a_copy_that_differ_are_counted_up_to_a_few(rows, text: str) -> None:
    for own, other in ((rows, {}), ({}, rows)):
        workbook = WorkbookFile((sheet("Số liệu", own), sheet("Bản sao", other)))
        assert f"; {text}." in unread_parts(workbook, TABLE)[0].text
