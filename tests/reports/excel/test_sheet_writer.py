"""A sheet laid out row by row: widths, heights, merged cells and shared styles, read from the file that was written."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from reports.excel.cell_style import CellStyle
from reports.excel.cell_values import NOTHING, CellValue, count_value, day_value, text_value
from reports.excel.sheet_writer import EMPTY_ROW_HEIGHT, SheetWriter
from reports.excel.style_registry import StyleRegistry
from reports.excel.styles import (
    CENTRED,
    FIELD,
    HEAD_BOLD,
    HEADING,
    INPUT_NUMBER,
    NUMBER,
    PLAIN,
    PLAIN_LINE,
    STATUS_COLOURS,
    STATUSES,
    TEXT,
    TITLE,
    TYPEFACE,
)
from reports.excel.text_metrics import row_height
from targets.enums import Status

WIDTHS = (6.0, 30.0, 12.0)
LONG = "Diện tích rừng trồng mới trên địa bàn xã"


def written(lay_out: Callable[[SheetWriter], None], scale: float = 1) -> Worksheet:
    """The sheet that a program reads after rows were laid out."""
    workbook = Workbook(write_only=True)
    writer = SheetWriter(workbook.create_sheet("Biểu"), StyleRegistry(workbook), WIDTHS, scale)
    lay_out(writer)
    writer.write()
    file = BytesIO()
    workbook.save(file)
    return load_workbook(file).worksheets[0]


def measured(entries: list[CellValue], cell_styles: list[CellStyle], spans: list[tuple[int, int]]) -> float:
    workbook = Workbook(write_only=True)
    writer = SheetWriter(workbook.create_sheet("Biểu"), StyleRegistry(workbook), WIDTHS, 1)
    return writer.height_of(entries, cell_styles, spans)


def test_columns_are_as_wide_as_they_were_declared() -> None:
    sheet = written(lambda writer: writer.add_cell_row([NOTHING] * 3, [TEXT] * 3))
    assert [sheet.column_dimensions[letter].width for letter in "ABC"] == list(WIDTHS)


def test_every_kind_of_value_comes_back_as_it_was_given() -> None:
    row = [text_value("=1+1"), CellValue(Decimal("80.5"), "≥ 80,5"), day_value(date(2022, 9, 14))]
    cells = next(written(lambda writer: writer.add_cell_row(row, [TEXT, NUMBER, CENTRED])).rows)
    assert [cell.value for cell in cells[:2]] == ["'=1+1", 80.5]
    assert cells[0].data_type == "s"
    assert cells[1].number_format.startswith('[$-42A]"≥ "#,##0.0')
    assert (cells[2].value.date(), cells[2].number_format) == (date(2022, 9, 14), "dd/mm/yyyy")


def test_nothing_is_an_empty_cell_and_zero_is_not() -> None:
    cells = next(written(lambda writer: writer.add_cell_row([NOTHING, count_value(0), NOTHING], [NUMBER] * 3)).rows)
    assert [cell.value for cell in cells] == [None, 0, None]
    assert all(cell.border.left.style == "thin" for cell in cells)


@pytest.mark.parametrize(
    ("text", "style", "span", "lines"),
    [
        ("ngắn", TEXT, (2, 2), 1),
        (LONG, TEXT, (2, 2), 2),
        (LONG, TEXT, (1, 3), 1),  # merged columns hold more
        ("một\nhai\nba", TEXT, (2, 2), 3),
        ("một\nhai\nba", NUMBER, (2, 2), 0),  # numbers do not wrap
        (LONG, PLAIN_LINE, (2, 2), 0),  # a line that overflows
        ("", TEXT, (2, 2), 0),
    ],
)
def test_a_row_is_as_high_as_its_text_needs(text: str, style: CellStyle, span: tuple[int, int], lines: int) -> None:
    expected = max(EMPTY_ROW_HEIGHT, row_height(lines, style.size) if lines else 0)
    assert measured([text_value(text)], [style], [span]) == expected


def test_the_highest_cell_decides() -> None:
    tall, flat = text_value("một\nhai\nba\nbốn"), text_value("một")
    assert measured([flat, tall, flat], [TEXT] * 3, [(1, 1), (2, 2), (3, 3)]) == row_height(4, TEXT.size)


def test_a_number_never_makes_its_row_higher() -> None:
    number = CellValue(Decimal(10) ** 14, "100.000.000.000.000")
    assert measured([number], [TEXT], [(1, 1)]) == EMPTY_ROW_HEIGHT


def test_heights_in_the_file_are_those_that_were_counted() -> None:
    def lay_out(writer: SheetWriter) -> None:
        writer.add_cell_row([NOTHING, text_value("một\nhai"), NOTHING], [TEXT] * 3)
        writer.add_text_row((LONG, PLAIN, (1, 3)))
        writer.add_text_row(("Kẻ ngang", TITLE, (1, 3)), height=5)
        assert writer.last_row == 3
        heights.extend(writer.heights)

    heights: list[float] = []
    sheet = written(lay_out)
    assert [sheet.row_dimensions[row].height for row in (1, 2, 3)] == heights
    assert heights[2] == 5


def test_merged_cells_keep_their_border_on_every_side() -> None:
    sheet = written(lambda writer: writer.add_cell_row([text_value("Kinh tế")], [FIELD], [(1, 3)]))
    assert [str(cells) for cells in sheet.merged_cells.ranges] == ["A1:C1"]
    assert sheet["A1"].value == "Kinh tế"
    assert sheet["C1"].border.right.style == "thin"


def test_merging_downwards_covers_the_rows_and_columns_named() -> None:
    def lay_out(writer: SheetWriter) -> None:
        for _ in range(2):
            writer.add_cell_row([text_value("TT"), NOTHING, NOTHING], [HEADING] * 3)
        writer.merge_cells((1, 2), (1, 1))
        writer.merge_cells((1, 2), (2, 3))

    assert sorted(str(cells) for cells in written(lay_out).merged_cells.ranges) == ["A1:A2", "B1:C2"]


@pytest.mark.parametrize(("scale", "size"), [(1, 12), (0.8, 15), (0.5, 24), (0.77, 15.5)])
def test_the_frame_of_a_paper_prints_in_its_own_size_and_the_table_does_not(scale: float, size: float) -> None:
    def lay_out(writer: SheetWriter) -> None:
        writer.add_text_row(("ỦY BAN NHÂN DÂN", HEAD_BOLD, (1, 2)))
        writer.add_text_row(("Ghi chú", PLAIN, (1, 2)))

    sheet = written(lay_out, scale)
    assert (sheet["A1"].font.size, sheet["A2"].font.size) == (size, PLAIN.size)
    assert sheet["A1"].font.bold


def test_a_style_at_a_scale_is_made_once_and_leaves_the_first_alone() -> None:
    assert HEAD_BOLD.at_scale(0.8) is HEAD_BOLD.at_scale(0.8)
    assert HEAD_BOLD.at_scale(0.8).size == 15
    assert HEAD_BOLD.size == 12


def test_a_style_is_built_once_for_all_its_cells() -> None:
    workbook = Workbook(write_only=True)
    registry = StyleRegistry(workbook)
    sheet = workbook.create_sheet("Biểu")
    writer = SheetWriter(sheet, registry, WIDTHS, 1)
    for n in range(50):
        writer.add_cell_row([count_value(n), text_value(f"Xã {n}"), count_value(n)], [CENTRED, TEXT, NUMBER])
    assert len(registry._style_arrays) <= 5
    assert len(workbook._cell_styles) <= 6  # type: ignore[attr-defined]


def test_a_cell_that_somebody_adds_has_the_font_of_the_paper() -> None:
    sheet = written(lambda writer: writer.add_cell_row([NOTHING] * 3, [TEXT] * 3))
    assert sheet["F9"].font.name == TYPEFACE


def test_only_cells_to_type_into_are_unlocked() -> None:
    cells = next(written(lambda writer: writer.add_cell_row([NOTHING] * 3, [TEXT, INPUT_NUMBER, NUMBER])).rows)
    assert [cell.protection.locked for cell in cells] == [True, False, True]


def luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    linear = [value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("status", Status)
def test_a_status_is_read_on_its_ground_and_in_black_and_white(status: Status) -> None:
    """Source: WCAG 2.2, 1.4.3: at least 4,5 to 1; the ground stays light where a printer has no colours."""
    ink, ground = map(luminance, STATUS_COLOURS[status])
    assert (ground + 0.05) / (ink + 0.05) >= 4.5
    assert ground > 0.7
    style = STATUSES[status]
    assert style.fill
    assert (style.font.color.rgb[-6:], style.fill.start_color.rgb[-6:]) == STATUS_COLOURS[status]
