"""Fields that take Vietnamese text and numbers."""

import unicodedata
from datetime import date
from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.template.loader import render_to_string

from chodon_thidua.lib.fields import (
    AmountField,
    CalendarDayField,
    DayField,
    NormalisedCharField,
    NormalisedTextField,
    NumberField,
    suggestion_of,
)

DECOMPOSED = unicodedata.normalize("NFD", " \u00d0ồng Lạc ")
COMPOSED = "Đồng Lạc"


@pytest.fixture(params=[NormalisedCharField, NormalisedTextField])
def text_field(request: pytest.FixtureRequest) -> "models.Field[str, str]":
    field: models.Field[str, str] = request.param(max_length=8)
    field.set_attributes_from_name("name")
    return field


def test_model_fields_normalise_on_every_way_in(text_field: "models.Field[str, str]") -> None:
    assert text_field.to_python(DECOMPOSED) == COMPOSED
    assert text_field.get_prep_value(DECOMPOSED) == COMPOSED
    assert text_field.clean(DECOMPOSED, None) == COMPOSED


def test_model_fields_leave_null_alone(text_field: "models.Field[str, str]") -> None:
    assert text_field.to_python(None) is None
    assert text_field.get_prep_value(None) is None


def test_text_of_control_characters_alone_is_blank(text_field: "models.Field[str, str]") -> None:
    with pytest.raises(ValidationError):
        text_field.clean("\x07\u00a0", None)


def test_the_length_that_counts_is_the_composed_one() -> None:
    field = NormalisedCharField(max_length=8)
    assert len(DECOMPOSED) > 8
    assert field.clean(DECOMPOSED, None) == COMPOSED


def test_migrations_name_the_field_by_its_public_path(text_field: "models.Field[str, str]") -> None:
    _, path, _, options = text_field.deconstruct()
    assert path == f"chodon_thidua.lib.fields.{type(text_field).__name__}"
    assert options == {"max_length": 8}


@pytest.mark.parametrize(
    ("text", "value"), [("116.000", Decimal(116000)), (" 80,5\u00a0", Decimal("80.5")), ("\u22125", Decimal(-5))]
)
def test_number_field_reads_vietnamese_numbers(text: str, value: Decimal) -> None:
    assert NumberField().clean(text) == value


@pytest.mark.parametrize("value", [Decimal("80.5"), 80])
def test_number_field_takes_a_number_as_it_is(value: Decimal | int) -> None:
    """A disabled field is cleaned with its initial value."""
    assert NumberField().clean(value) == value


def test_blank_is_none_and_zero_is_zero() -> None:
    field = NumberField(required=False)
    assert field.clean("") is None
    assert field.clean(None) is None
    assert field.clean("\u00a0") is None
    assert field.clean("0") == 0


def test_blank_is_refused_where_a_number_is_required() -> None:
    with pytest.raises(ValidationError) as refusal:
        NumberField().clean(" ")
    assert refusal.value.code == "required"


def test_the_error_carries_the_suggestion() -> None:
    with pytest.raises(ValidationError) as refusal:
        NumberField().clean("80.5")
    assert refusal.value.messages == ["Không hiểu số “80.5”. Có phải 80,5?"]
    assert refusal.value.code == "invalid"


@pytest.mark.parametrize(
    "text",
    ["99.999.999.999.999,9", "-99999999999999", "99.999.999.999.998,999999", "0,000001", "1,5000000"],
)
def test_numbers_that_the_database_can_hold(text: str) -> None:
    value = NumberField().clean(text)
    assert value is not None
    assert AmountField().clean(value.normalize(), None) == value


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("100.000.000.000.000", "Số có quá 14 chữ số trước dấu phẩy."),
        ("-100.000.000.000.000", "Số có quá 14 chữ số trước dấu phẩy."),
        ("9" * 45, "Số có quá 14 chữ số trước dấu phẩy."),
        ("0,1234567", "Số có quá 6 chữ số sau dấu phẩy."),
        ("0," + "3" * 40, "Số có quá 6 chữ số sau dấu phẩy."),
        ("99.999.999.999.999,999999", "Số quá lớn, nhiều nhất là 99.999.999.999.999,9."),
        ("-99.999.999.999.999,95", "Số quá lớn, nhiều nhất là 99.999.999.999.999,9."),
    ],
)
def test_numbers_that_the_database_cannot_hold(text: str, message: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        NumberField().clean(text)
    assert refusal.value.messages == [message]


@pytest.mark.parametrize("value", ["99999999999999.999999", "-99999999999999.95"])
def test_nor_can_a_models_field(value: str) -> None:
    with pytest.raises(ValidationError, match="Số quá lớn"):
        AmountField().clean(Decimal(value), None)


def test_digits_are_limited_by_the_field() -> None:
    field = NumberField(max_digits=5, decimal_places=2)
    assert field.clean("999,99") == Decimal("999.99")
    with pytest.raises(ValidationError, match="quá 3 chữ số trước"):
        field.clean("1.000")
    with pytest.raises(ValidationError, match="quá 2 chữ số sau"):
        field.clean("0,001")


class AmountTestForm(forms.Form):
    number = NumberField(required=False)


def test_the_input_shows_a_vietnamese_number_and_a_decimal_keyboard() -> None:
    html = str(AmountTestForm(initial={"number": Decimal("116000.500000")})["number"])
    assert 'value="116.000,5"' in html
    assert 'inputmode="decimal"' in html
    assert 'type="text"' in html


def test_a_refused_entry_is_shown_again_as_typed() -> None:
    form = AmountTestForm({"number": "80.5"})
    assert not form.is_valid()
    assert 'value="80.5"' in str(form["number"])


@pytest.mark.parametrize(
    ("initial", "data", "changed"),
    [
        (Decimal("80.500000"), "80,5", False),
        (Decimal("116000"), "116.000", False),
        (None, "", False),
        (None, "0", True),
        (Decimal(0), "", True),
        (Decimal("80.5"), "80,6", True),
        (Decimal("80.5"), "80.5", True),
    ],
)
def test_a_number_written_otherwise_is_no_change(initial: Decimal | None, data: str, changed: bool) -> None:
    assert AmountTestForm({"number": data}, initial={"number": initial}).has_changed() is changed


@pytest.mark.parametrize("field", [DayField(), CalendarDayField()])
@pytest.mark.parametrize("text", ["28/04/2022", "2022-04-28", " 28/04/2022\u00a0", "28/4/2022"])
def test_a_day_is_understood_as_people_write_it_and_as_a_calendar_sends_it(field: DayField, text: str) -> None:
    assert field.clean(text) == date(2022, 4, 28)


@pytest.mark.parametrize("text", ["04/28/2022", "31/02/2022", "2022-02-31", "28.04.2022", "hôm nay", "2022"])
def test_what_is_no_day_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(ValidationError, match="Nhập ngày/tháng/năm, ví dụ 28/04/2022"):
        CalendarDayField().clean(text)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (date(2022, 4, 28), "2022-04-28"),
        ("28/04/2022", "2022-04-28"),  # typed where the browser has no calendar
        ("2022-04-28", "2022-04-28"),
        ("31/02/2022", "31/02/2022"),  # given back to be corrected
        ("", ""),
        (None, None),
    ],
)
def test_a_calendar_gets_its_own_form_of_a_day(value: object, shown: object) -> None:
    assert CalendarDayField().prepare_value(value) == shown


def test_a_day_that_is_none_is_given_back_as_text() -> None:
    """An input of type date would show nothing of it."""

    class Form(forms.Form):
        day = CalendarDayField(label="Ngày")

    for text, kind in (("31/02/2022", "text"), ("28/04/2022", "date"), ("", "date")):
        html = render_to_string("partials/field.html", {"field": Form({"day": text})["day"], "type": "date"})
        assert f'type="{kind}"' in html
        assert f'value="{CalendarDayField().prepare_value(text)}"' in html


def test_the_first_other_reading_is_offered():
    refusals = [
        ValidationError("Không đọc được."),
        ValidationError("Có phải 1,5?", params={"suggestion": "1,5"}),
        ValidationError("Có phải 15?", params={"suggestion": "15"}),
    ]
    assert suggestion_of(refusals) == "1,5"


@pytest.mark.parametrize("refusals", [[], [ValidationError("Sai.")], [ValidationError("Sai.", params={"limit": 3})]])
def test_without_another_reading_nothing_is_offered(refusals):
    assert suggestion_of(refusals) == ""
