"""Tests of how a warning names its number, without a database."""

from decimal import Decimal

import pytest

from reports.warning_rules.figure_warning import GRADE_LABELS, FigureAmount, WarningGrade, WarningKind


@pytest.mark.parametrize(
    ("one_of_two", "text"),
    [(False, "Cao hơn 60 % so với Quý II"), (True, "Dân số: cao hơn 60 % so với Quý II")],
)
def test_one_of_two_numbers_is_named(one_of_two, text):
    amount = FigureAmount("denominator", "Dân số", "người", Decimal(16), one_of_two)
    warning = amount.warning(WarningKind.CHANGE, "Cao hơn 60 % so với Quý II")
    assert (warning.text, warning.field, warning.is_extraordinary) == (text, "denominator", False)


@pytest.mark.parametrize(
    ("unit", "value", "text", "is_count"),
    [
        ("người", "2465", "2.465 người", True),
        ("nghìn người", "2.465", "2,465 nghìn người", False),
        ("ha", "16.3", "16,3 ha", False),
        ("%", "0", "0 %", False),
    ],
)
def test_a_number_is_written_with_its_unit(unit, value, text, is_count):
    amount = FigureAmount("numerator", "Số", unit, Decimal(value))
    assert (str(amount), amount.is_count) == (text, is_count)


@pytest.mark.parametrize(("suggestion", "text"), [(None, ""), (Decimal("25.95"), "25,95"), (Decimal(0), "0")])
def test_another_reading_as_text(suggestion, text):
    warning = FigureAmount("numerator", "Số", "ha", Decimal(1)).warning(
        WarningKind.LIMIT, "Vượt mức", WarningGrade.CONFIRM, suggestion
    )
    assert (warning.suggestion_text, warning.grade_label) == (text, "Rất khác thường")


def test_every_grade_has_its_words():
    assert GRADE_LABELS.keys() == set(WarningGrade)
