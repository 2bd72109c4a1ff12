"""The order of units by one column of the matrix."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.dashboard.matrix.matrix_cells import MatrixCell
from reports.dashboard.matrix.matrix_order import sort_rows
from reports.dashboard.matrix.matrix_rows import MatrixRow
from targets.calculation.assessment import Assessment
from targets.enums import OverTime, Status
from targets.models import Indicator
from tests.targets.calculation_builders import amount, assess_readings, goal, open_moment, reading
from units.models import Unit

LEVEL = amount(OverTime.LAST)
numbers = st.one_of(st.none(), st.integers(0, 200))


def cell(assessment: Assessment, source: str = "") -> MatrixCell:
    return MatrixCell(Indicator(), assessment, "", source)


def matrix_row(pk: int, *cells: MatrixCell | None) -> MatrixRow:
    return MatrixRow(Unit(pk=pk, name=f"Xã {pk}"), str(pk), cells)


def rows_of(sign: str, target: int, *values: int | None) -> list[MatrixRow]:
    """Rows with the ids 1, 2 … whose only cell has the value in quarter II; None is a unit that is silent."""
    return [
        matrix_row(pk, cell(assess_readings(LEVEL, figures, open_moment(2), goal(sign, target), [pk])))
        for pk, value in enumerate(values, 1)
        for figures in ([] if value is None else [reading(pk, 2, value)],)
    ]


def order(rows: list[MatrixRow], at: int = 0) -> list[int]:
    return [row.unit.pk for row in sort_rows(rows, at)]


@pytest.mark.parametrize(
    ("sign", "values", "expected"),
    [
        (">=", (5, 9, 7), [2, 3, 1]),
        ("<=", (5, 9, 7), [1, 3, 2]),  # of a ceiling the lower value is the better one
        (">=", (5, None, 7), [3, 1, 2]),
        ("<=", (None, 5, 4), [3, 2, 1]),
        (">=", (0, None), [1, 2]),  # nothing done is a number, silence is none
        (">=", (7, 7, 9), [3, 1, 2]),
    ],
)
def test_best_first_and_silence_last(sign: str, values: tuple[int | None, ...], expected: list[int]) -> None:
    assert order(rows_of(sign, 10, *values)) == expected


def test_who_has_nothing_to_do_with_the_indicator_comes_after_who_is_silent() -> None:
    rows = [matrix_row(9, None), *rows_of(">=", 10, None, 3)]
    assert order(rows) == [2, 1, 9]


def test_an_older_number_stands_behind_the_new_ones() -> None:
    older = cell(assess_readings(LEVEL, [reading(3, 1, 99)], open_moment(2), goal(">=", 10), [3]))
    rows = [matrix_row(3, older), *rows_of(">=", 10, 4, None)]
    assert order(rows) == [1, 3, 2]


def test_only_the_chosen_column_decides() -> None:
    best, worst = (row.cells[0] for row in rows_of(">=", 10, 9, 1))
    rows = [matrix_row(1, worst, best), matrix_row(2, best, worst)]
    assert order(rows, at=0) == [2, 1]
    assert order(rows, at=1) == [1, 2]


@given(st.sampled_from([">=", "<="]), st.lists(numbers, max_size=8))
def test_sorting_loses_nobody_and_is_stable(sign: str, values: list[int | None]) -> None:
    rows = rows_of(sign, 10, *values)
    sorted_rows = sort_rows(rows, 0)
    assert sorted(row.unit.pk for row in sorted_rows) == list(range(1, len(values) + 1))
    assert sort_rows(sorted_rows, 0) == sorted_rows
    shown = [value for row in sorted_rows if (value := values[row.unit.pk - 1]) is not None]
    assert shown == sorted(shown, reverse=sign == ">=")
    silent = [values[row.unit.pk - 1] is None for row in sorted_rows]
    assert silent == sorted(silent)


def test_a_cell_reads_as_its_percentage_or_else_its_value() -> None:
    floor, ceiling = rows_of(">=", 10, 5)[0].cells[0], rows_of("<=", 10, 5)[0].cells[0]
    assert floor
    assert ceiling
    assert (floor.text, floor.order) == ("50,0 %", Decimal(50))
    assert (ceiling.text, ceiling.order) == ("5", Decimal(5))
    assert (floor.status, floor.status_label) == (Status.BEHIND, "Chậm tiến độ")


def test_a_row_counts_its_statuses_in_their_fixed_order_and_its_older_numbers() -> None:
    met, behind, silent = (row.cells[0] for row in rows_of(">=", 10, 12, 5, None))
    assert behind
    older = cell(behind.assessment, "số Quý I")
    row = matrix_row(1, behind, silent, None, met, older)
    assert row.counts == [
        (Status.ON_TRACK, "Đúng tiến độ", 1),
        (Status.BEHIND, "Chậm tiến độ", 2),
        (Status.NO_DATA, "Chưa đủ số liệu", 1),
    ]
    assert row.older == 1
