"""A chart of bars as a spreadsheet reads it: its numbers, its labels, its axis, and its place beside the table."""

from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from reports.excel.cell_values import CellValue, text_value
from reports.excel.sheet_writer import SheetWriter
from reports.excel.style_registry import StyleRegistry
from reports.excel.styles import TEXT
from reports.meeting.workbook.bar_chart import draw_bars
from reports.meeting.workbook.chart_columns import WIDTHS, ChartBar

STATUS = text_value("")


def bar(number: str | int, label: str = "CT01") -> ChartBar:
    return ChartBar(label, label, CellValue(Decimal(number), str(number)), STATUS)


def chart_of(bars: Sequence[ChartBar], *, across: bool = True, height: float = 200) -> Any:
    """The chart that was drawn beside the rows from the fifth on, as openpyxl reads it back."""
    workbook = Workbook(write_only=True)
    writer = SheetWriter(workbook.create_sheet("Biểu đồ"), StyleRegistry(workbook), WIDTHS, 1)
    writer.add_cell_row([STATUS] * len(WIDTHS), [TEXT] * len(WIDTHS))
    draw_bars(writer, "Phần trăm kế hoạch", bars, (5, 4 + len(bars)), height, across=across)
    writer.write()
    file = BytesIO()
    workbook.save(file)
    [chart] = load_workbook(file).worksheets[0]._charts  # type: ignore[attr-defined]
    return chart


def test_a_chart_keeps_its_numbers_for_programs_that_do_not_calculate() -> None:
    series = chart_of([bar("101.2"), bar(0, "CT02"), bar("99.9", "CT03")]).series[0]
    assert [point.v for point in series.val.numRef.numCache.pt] == [101.2, 0, 99.9]
    assert [point.v for point in series.cat.strRef.strCache.pt] == ["CT01", "CT02", "CT03"]


def test_it_points_to_the_cells_of_the_table() -> None:
    series = chart_of([bar(1), bar(2), bar(3)]).series[0]
    assert series.val.numRef.f == "'Biểu đồ'!$C$5:$C$7"
    assert series.cat.strRef.f == "'Biểu đồ'!$A$5:$A$7"


def test_it_stands_beside_its_heading_in_the_last_column() -> None:
    anchor = chart_of([bar(1)]).anchor._from
    assert (anchor.row, anchor.col) == (3, 5)  # counted from 0


@pytest.mark.parametrize(
    ("numbers", "lowest", "highest"),
    [
        ((50, 120), 0, None),
        ((0, 0), 0, None),
        ((-5, 20), None, None),
        ((-5, -1), None, 0),
    ],
)
def test_the_axis_always_holds_zero(numbers: tuple[int, ...], lowest: int | None, highest: int | None) -> None:
    scaling = chart_of([bar(number) for number in numbers]).y_axis.scaling
    assert (scaling.min, scaling.max) == (lowest, highest)


@pytest.mark.parametrize(("most", "step"), [(0, 1), (1, 1), (5, 1), (6, 2), (15, 3), (16, 4), (100, 20)])
def test_counts_have_at_most_five_whole_steps(most: int, step: int) -> None:
    axis = chart_of([bar(most, "Đạt"), bar(0, "Vượt")], across=False).y_axis
    assert axis.majorUnit == step
    assert step * 5 >= most


def test_bars_across_run_from_top_to_bottom_and_columns_from_left_to_right() -> None:
    across, upright = chart_of([bar(1)]), chart_of([bar(1)], across=False)
    assert (across.type, across.x_axis.scaling.orientation) == ("bar", "maxMin")
    assert (upright.type, upright.x_axis.scaling.orientation) == ("col", "minMax")


def test_it_prints_in_black_and_says_its_numbers() -> None:
    chart = chart_of([bar(-3)])
    series = chart.series[0]
    assert chart.legend is None
    assert series.dLbls.showVal
    assert not series.dLbls.showSerName
    assert series.invertIfNegative is False  # a white bar would not be seen
    assert series.graphicalProperties.solidFill.srgbClr == "6B1216"


@pytest.mark.parametrize("label", ["=1+1", "<b>CT01</b>", "A & B", "-"])
def test_labels_are_text(label: str) -> None:
    [name] = chart_of([bar(1, label)]).series[0].cat.strRef.strCache.pt
    assert name.v == ("'=1+1" if label.startswith("=") else label)


@pytest.mark.parametrize("height", [100, 400])
def test_it_is_as_high_as_its_table(height: float) -> None:
    extent = chart_of([bar(1)], height=height).anchor.ext
    assert extent.height == pytest.approx(height * 12_700, rel=0.01)  # EMU in a point
