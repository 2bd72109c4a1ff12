"""Tests of the rules for a number that belongs to another cell, without a database."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.warning_rules.figure_warning import FigureAmount, FigureWarning, OtherNumber, WarningGrade, WarningKind
from reports.warning_rules.misplaced_numbers import is_near, shifted_number, total_as_period


def people(value: str | Decimal) -> FigureAmount:
    return FigureAmount("numerator", "Việc làm mới", "người", Decimal(value))


def number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


@pytest.mark.parametrize(
    ("value", "earlier", "usual", "suggestion"),
    [
        ("81850", ["25800", "30100"], "27200", "25950"),  # budget of quarter III, typed to date
        ("55900", ["25800"], "28500", "30100"),
        ("25950", ["25800", "30100"], "27200", None),
        ("90000", ["25800", "30100"], "88000", None),  # a quarter that is always that large
        ("120000", ["25800", "30100"], "27200", None),  # less the earlier ones it is not usual either
        ("27.5", ["11.2", "16.3"], None, "0"),  # nothing new, typed to date
        ("27.5", ["27.5"], None, None),  # the same as the quarter before
        ("27.5", ["27.5", "0"], "0", None),
        ("8", ["4", "4"], "5", None),  # small numbers
    ],
)
def test_the_total_to_date_typed_as_the_quarters_own(value, earlier, usual, suggestion):
    warning = total_as_period(
        people(value), [Decimal(one) for one in earlier], number(usual), "Quý III/2021", noun="quý"
    )
    assert (warning and warning.suggestion) == number(suggestion)
    assert warning is None or (warning.kind, warning.grade) == (WarningKind.TO_DATE, WarningGrade.EXPLAIN)


@pytest.mark.parametrize(
    ("value", "own", "fires"),
    [
        ("7437", "2465", True),
        ("7437", None, True),
        ("7437.000000", "2465", True),
        ("7437", "7437", False),  # its own
        ("7437", "7000", False),  # near its own
        ("7438", "2465", False),
        ("120", "9", False),  # the same by chance
    ],
)
def test_the_number_of_another_row(value, own, fires):
    others = [OtherNumber("“Dân số” Quý II", Decimal(7437)), OtherNumber("“Diện tích” Quý II", Decimal(120))]
    warning = shifted_number(people(value), number(own), others)
    assert bool(warning) == fires
    assert warning is None or "bằng đúng số của “Dân số” Quý II" in warning.text


def test_a_number_of_another_row_that_is_out_of_scale_keeps_the_stronger_grade_and_offers_nothing():
    """Which of the two is wrong nobody can tell, so no other reading is offered."""
    scale = FigureWarning(WarningKind.CHANGE, "numerator", "Gấp 300 lần Quý II", WarningGrade.CONFIRM, Decimal(25))
    warning = shifted_number(people("7437"), Decimal(25), [OtherNumber("“Dân số” Quý II", Decimal(7437))], scale)
    assert (warning.kind, warning.grade, warning.suggestion) == (WarningKind.MOVED, WarningGrade.CONFIRM, None)
    assert warning.text == ("Gấp 300 lần Quý II; bằng đúng số của “Dân số” Quý II, có thể đã dán lệch dòng, lệch cột")


@pytest.mark.parametrize(
    ("value", "other", "expected"),
    [("100", "100", True), ("150", "100", True), ("151", "100", False), ("0", "0", False), ("-5", "-5", False)],
)
def test_numbers_near_each_other(value, other, expected):
    assert is_near(Decimal(value), Decimal(other)) == expected
    assert is_near(Decimal(other), Decimal(value)) == expected


AMOUNTS = st.decimals("100", "100000", places=0)


@pytest.mark.parametrize("noun", ["quý", "tháng", "kỳ"])
@pytest.mark.parametrize(("value", "earlier"), [("55900", ["25800"]), ("27.5", ["11.2", "16.3"])])
def test_it_calls_the_periods_by_the_word_of_the_plan(value, earlier, noun):
    warning = total_as_period(people(value), list(map(Decimal, earlier)), Decimal(28500), "kỳ này/2021", noun=noun)
    assert f"các {noun} trước" in warning.text


@given(st.lists(AMOUNTS, min_size=1, max_size=3), AMOUNTS)
def test_a_total_to_date_is_taken_back_to_the_quarters_own_number(earlier, own):
    """Whoever types the total to date of a usual quarter is asked, and offered the quarter alone."""
    total = sum(earlier, own)
    warning = total_as_period(people(total), earlier, own, "Quý III/2021", noun="quý")
    assert warning is None if 2 * total <= 3 * own else warning.suggestion == own


@given(AMOUNTS, st.lists(AMOUNTS, max_size=4))
def test_the_rows_own_number_is_never_taken_for_anothers(own, others):
    assert shifted_number(people(own), own, [OtherNumber("dòng khác", other) for other in others]) is None
