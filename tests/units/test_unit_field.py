"""Choosing a unit: from a list, or by typing where the list would be too long."""

import pytest
from django.core.exceptions import ValidationError

from units.forms.unit_field import UnitField
from units.models import Unit

MANY = [Unit(pk=n, code=f"X{n}", name=f"Xã Số {n}") for n in range(1, 202)]


def field_of(units: list[Unit]) -> UnitField:
    field = UnitField(error_messages={"required": "Hãy chọn.", "invalid_choice": "Không có."})
    field.offer(units)
    return field


def test_few_are_chosen_from_a_list() -> None:
    field = field_of(MANY[:200])
    assert not field.is_typed
    assert len(list(field.choices)) == 201
    assert field.clean("7") == MANY[6]


@pytest.mark.parametrize("text", ["X7", "Xã Số 7", "  xa so 7 "])
def test_many_are_typed_by_code_or_name(text: str) -> None:
    field = field_of(MANY)
    assert field.is_typed
    assert list(field.choices) == [("", "– chọn –")]
    assert field.clean(text) == MANY[6]


@pytest.mark.parametrize(("text", "code"), [("", "required"), ("7", "invalid_choice"), ("Xã", "invalid_choice")])
def test_what_names_no_unit_is_refused(text: str, code: str) -> None:
    with pytest.raises(ValidationError) as refused:
        field_of(MANY).clean(text)
    assert refused.value.code == code


def test_a_name_that_several_have_needs_the_code() -> None:
    field = field_of([*MANY, Unit(pk=999, code="Y7", name="Xã Số 7")])
    with pytest.raises(ValidationError):
        field.clean("Xã Số 7")
    assert field.clean("Y7").pk == 999
