"""The contents of one cell: what a program reads of it, and what people read."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.excel.cell_values import NOTHING, CellValue, cell_value, count_value, day_value, number_value, text_value
from reports.progress.texts.number_cells import NumberCell


@pytest.mark.parametrize(
    ("entry", "value", "text", "data"),
    [
        (count_value(0), Decimal(0), "0", "0"),
        (count_value(12), Decimal(12), "12", "12"),
        (day_value(date(2022, 9, 5)), date(2022, 9, 5), "05/09/2022", ""),
        (text_value("Xã Ngọc Phái"), "Xã Ngọc Phái", "Xã Ngọc Phái", ""),
        (number_value(NumberCell("≥ 80,5", Decimal("80.500000"))), Decimal("80.5"), "≥ 80,5", "80.5"),
        (number_value(NumberCell("80,5", Decimal("80.5")), "khoảng 80"), Decimal("80.5"), "khoảng 80", "80.5"),
        (cell_value("2/3 đạt"), "2/3 đạt", "2/3 đạt", ""),
        (cell_value(NumberCell("giảm")), "giảm", "giảm", ""),
        (cell_value(NumberCell("7", Decimal(7))), Decimal(7), "7", "7"),
    ],
)
def test_each_kind_of_cell_keeps_value_and_words(entry: CellValue, value: object, text: str, data: str) -> None:
    assert (entry.value, entry.text, entry.data) == (value, text, data)


def test_what_is_missing_is_nothing_and_not_zero() -> None:
    for entry in (
        count_value(None),
        day_value(None),
        text_value(""),
        number_value(NumberCell()),
        cell_value(NumberCell()),
    ):
        assert entry == NOTHING
        assert (entry.safe, entry.data) == (None, "")
    assert count_value(0) != NOTHING


def test_the_dash_of_a_child_is_no_formula() -> None:
    assert text_value("-").safe == "-"
    assert text_value("-1").safe == "'-1"


@given(st.text(max_size=30))
def test_no_text_begins_as_a_formula(text: str) -> None:
    safe_text = text_value(text).safe
    assert safe_text in (None, "-") or not str(safe_text).startswith(("=", "+", "-", "@"))
