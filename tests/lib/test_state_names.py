"""Named states: their names, their numbers, and the field that takes either."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from chodon_thidua.lib.fields import StateField
from chodon_thidua.lib.state_names import (
    StateNameError,
    is_state,
    state_name,
    state_number,
    states_listing,
    value_text,
)

STATES = ("Chưa lập", "Đã lập", "Đã trình")
LISTING = "0 (Chưa lập), 1 (Đã lập), 2 (Đã trình)"


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("Chưa lập", 0),
        ("đã  LẬP", 1),
        (" Đã trình\n", 2),
        ("Đa\u0303 tri\u0300nh", 2),
        ("0", 0),
        ("2", 2),
        ("02", 2),
    ],
)
def test_a_state_is_read_by_its_name_or_its_number(typed: str, number: int) -> None:
    assert state_number(STATES, typed) == number
    assert StateField(STATES).clean(typed) == number


@pytest.mark.parametrize("typed", ["3", "-1", "1,5", "1.0", "Đã", "Đã trình rồi", "²", "x" * 300])
def test_anything_else_is_refused_with_the_names(typed: str) -> None:
    with pytest.raises(StateNameError) as refusal:
        state_number(STATES, typed)
    assert refusal.value.advice == f"Chọn một trong: {LISTING}."
    with pytest.raises(ValidationError) as invalid:
        StateField(STATES).clean(typed)
    assert invalid.value.messages == [str(refusal.value)]


def test_numbers_may_be_names() -> None:
    """A name that is a number itself comes before the number."""
    assert state_number(("1", "0"), "1") == 0


@pytest.mark.parametrize(
    ("value", "is_one", "text"),
    [
        ("0", True, "Chưa lập"),
        ("2.000", True, "Đã trình"),
        ("3", False, "3"),
        ("-1", False, "−1"),
        ("1.5", False, "1,5"),
    ],
)
def test_only_numbers_of_states_have_a_name(value: str, is_one: bool, text: str) -> None:
    number = Decimal(value)
    assert (is_state(STATES, number), state_name(STATES, number), value_text(number, STATES)) == (is_one, text, text)


def test_a_value_without_states_is_its_number() -> None:
    assert (value_text(Decimal("1234.50")), value_text(None), value_text(None, STATES)) == ("1.234,5", "", "")
    assert states_listing(STATES) == LISTING


def test_the_field_offers_the_states_and_reads_them_back() -> None:
    field = StateField(STATES, required=False)
    assert field.choices == [("", "– chọn –"), ("0", "Chưa lập"), ("1", "Đã lập"), ("2", "Đã trình")]
    assert (field.clean(""), field.clean(None), field.clean(Decimal(1))) == (None, None, 1)
    assert (field.prepare_value(Decimal("1.000000")), field.prepare_value("xong")) == ("1", "xong")
    assert field.read_back(Decimal(1)) == "Đã lập, bước 1/2"


def test_a_percent_sign_in_a_name_is_no_placeholder() -> None:
    with pytest.raises(ValidationError, match="Không có trạng thái “50%”"):
        StateField(STATES).clean("50%")
