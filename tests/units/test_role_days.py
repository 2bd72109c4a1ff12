"""The days of a role in words, first passwords, and typed units: what holds without a database."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from units.audit_actions import AuditAction, NumberEffect, audit_actions
from units.forms.unit_field import unit_by_text
from units.models import Membership, Unit
from units.passwords import LETTERS, LengthValidator, one_time_password
from units.selectors.role_lines import RoleLine

TODAY = date(2024, 2, 29)
YESTERDAY, TOMORROW = TODAY - timedelta(1), TODAY + timedelta(1)


def role(first: date | None = None, last: date | None = None) -> RoleLine:
    return RoleLine(Membership(valid_from=first, valid_to=last), TODAY)


@pytest.mark.parametrize(
    ("first", "last", "when"),
    [
        (None, None, ""),
        (TODAY, None, "từ 29/02/2024"),
        (None, TODAY, "đến 29/02/2024"),
        (TODAY, TODAY, "từ 29/02/2024 đến 29/02/2024"),
        (None, YESTERDAY, "đến 28/02/2024, đã hết"),
        (TOMORROW, None, "từ 01/03/2024, chưa đến"),
        (TOMORROW, TOMORROW, "từ 01/03/2024 đến 01/03/2024, chưa đến"),
        (YESTERDAY, YESTERDAY, "từ 28/02/2024 đến 28/02/2024, đã hết"),
    ],
)
def test_when_a_role_counts_in_words(first: date | None, last: date | None, when: str) -> None:
    assert role(first, last).when == when


days = st.none() | st.dates(date(2024, 1, 1), date(2024, 12, 31))


@given(days, days)
def test_a_role_is_over_to_come_or_in_force(first: date | None, last: date | None) -> None:
    line = role(first, last)
    if first and last and first > last:
        return
    in_force = (first or date.min) <= TODAY <= (last or date.max)
    assert [line.is_over, line.is_to_come, in_force].count(True) == 1


def test_first_passwords_can_be_read_out_and_differ() -> None:
    passwords = {one_time_password() for _ in range(50)}
    assert len(passwords) == 50
    for password in passwords:
        groups = password.split("-")
        assert [len(group) for group in groups] == [4, 4, 4, 4]
        assert set("".join(groups)) <= set(LETTERS)


def test_no_letter_of_a_first_password_looks_like_another() -> None:
    assert not set("lo01") & set(LETTERS)
    assert LETTERS.lower() == LETTERS
    assert len(set(LETTERS)) == len(LETTERS)


def test_a_short_password_is_refused_with_the_length_in_vietnamese() -> None:
    assert LengthValidator(min_length=12).get_error_message() == "Mật khẩu quá ngắn, phải có ít nhất 12 ký tự."


# Typed units

UNITS = [
    Unit(pk=pk, code=code, name=name)
    for pk, code, name in (
        (1, "02053", "Xã Ngọc Phái"),
        (2, "02038", "Xã Quảng Bạch"),
        (3, "02041", "Xã Đồng Lạc"),
        (4, "02042", "Xã Đồng Lạc"),
        (5, "TCKH", "Phòng TC-KH"),
    )
]


@pytest.mark.parametrize(
    ("text", "pk"),
    [
        ("02053", 1),
        (" 02053\u00a0", 1),
        ("Xã Ngọc Phái", 1),
        ("xa ngoc phai", 1),
        ("XÃ  NGỌC\tPHÁI", 1),
        ("Xa\u0303 Ngo\u0323c Pha\u0301i", 1),
        ("phong tc-kh", 5),
        ("02041", 3),
        ("Xã Đồng Lạc", None),  # two have the name: the code is needed
        ("Ngọc Phái", None),
        ("02", None),
        ("tckh", None),  # codes are as they are written
        ("", None),
        ("%", None),
    ],
)
def test_a_unit_is_meant_by_its_code_or_by_a_name_that_it_alone_has(text: str, pk: int | None) -> None:
    unit = unit_by_text(text, UNITS)
    assert (unit and unit.pk) == pk


def test_a_code_comes_before_a_name_that_reads_the_same() -> None:
    by_code, by_name = Unit(pk=1, code="A", name="B"), Unit(pk=2, code="C", name="A")
    assert unit_by_text("A", [by_name, by_code]) is by_code


# Audit actions


def test_every_action_of_every_app_has_a_code_and_words_of_its_own() -> None:
    actions = list(audit_actions())
    assert len({str(action) for action in actions}) == len(actions)
    for action in actions:
        assert action.label.strip() == action.label
        assert action.label
        assert action == action.value == str(action)


@pytest.mark.parametrize(
    ("effect", "changes", "outdates"),
    [(NumberEffect.NONE, False, False), (NumberEffect.SHOWN, True, False), (NumberEffect.TOTALS, True, True)],
)
def test_an_action_says_what_it_does_to_numbers(effect: NumberEffect, changes: bool, outdates: bool) -> None:
    actions = [action for action in audit_actions() if action.effect is effect]
    assert actions
    for action in actions:
        assert isinstance(action, AuditAction)
        assert (action.changes_numbers, action.outdates_totals) == (changes, outdates)
