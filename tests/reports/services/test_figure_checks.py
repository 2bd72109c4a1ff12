"""Tests of the checks of a figure's values, and of how a change of them is written down; without a database."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chodon_thidua.lib import clock
from chodon_thidua.lib.refusals import InvalidInput
from reports.models import Figure
from reports.services.figure_checks import figure_validate
from reports.services.figure_rows import apply_values
from reports.services.figure_values import FIELDS, FigureValues, conflict_of, field_changes, figure_values
from targets.enums import Measure
from targets.models import Indicator, Period
from tests.reports.builders import moment
from units.models import User

QUARTER = Period(ordinal=3, name="Quý III", starts_on=date(2022, 6, 15), ends_on=date(2022, 9, 14))
AMOUNT, RATIO = Indicator(code="CT01", measure=Measure.AMOUNT), Indicator(code="CT02", measure=Measure.RATIO)
LIST, COMPOSITE = Indicator(code="CT03", measure=Measure.RECOGNITION), Indicator(code="CT04", measure=Measure.ALL_OF)
ONE, TWO = Decimal(1), Decimal(2)
BOTH = "Đang có số liệu {}: “không áp dụng” thì xóa số liệu, có số liệu thì bỏ chọn ô này."


def checked(indicator: Indicator, **values: object) -> FigureValues:
    with clock.at(moment()):
        return figure_validate(FigureValues(**values), indicator, QUARTER, None)


@pytest.mark.parametrize(
    ("indicator", "values", "errors"),
    [
        (
            AMOUNT,
            {"numerator": ONE, "not_applicable": True, "note": "Xã không có rừng."},
            {"not_applicable": BOTH.format(1)},
        ),
        (
            RATIO,
            {"numerator": ONE, "denominator": TWO, "not_applicable": True, "note": "Không trồng."},
            {"not_applicable": BOTH.format("1 và 2")},
        ),
        (AMOUNT, {"not_applicable": True}, {"note": "“Không áp dụng” phải ghi chú lý do."}),
        (AMOUNT, {"not_applicable": True, "note": " \n\u00a0"}, {"note": "“Không áp dụng” phải ghi chú lý do."}),
        (AMOUNT, {"denominator": TWO}, {"denominator": "Chỉ tiêu này không có mẫu số."}),
        (COMPOSITE, {"numerator": ONE}, {"numerator": "Chỉ tiêu gộp không nhập số; hãy nhập các chỉ tiêu con."}),
        (
            LIST,
            {"numerator": ONE},
            {"numerator": "Số được công nhận tính theo danh sách quyết định; hãy ghi từng quyết định."},
        ),
        (AMOUNT, {"numerator": ONE, "as_of": date(2022, 9, 16)}, {"as_of": "Ngày số liệu không thể sau hôm nay."}),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(indicator, values, errors):
    with pytest.raises(InvalidInput) as refusal:
        checked(indicator, **values)
    assert refusal.value.errors == errors


def test_every_fault_is_told_at_once():
    with pytest.raises(InvalidInput) as refusal:
        checked(AMOUNT, denominator=TWO, not_applicable=True, as_of=date(2022, 9, 16))
    assert set(refusal.value.errors) == {"denominator", "not_applicable", "note", "as_of"}


@pytest.mark.parametrize(
    ("values", "as_of"),
    [
        ({"numerator": ONE}, date(2022, 9, 14)),
        ({"numerator": Decimal(0)}, date(2022, 9, 14)),
        ({"numerator": ONE, "as_of": date(2022, 8, 1)}, date(2022, 8, 1)),
        ({}, None),
        ({"as_of": date(2022, 8, 1)}, date(2022, 8, 1)),
        ({"not_applicable": True, "note": "Xã không có rừng."}, None),
    ],
)
def test_a_number_is_dated_by_the_end_of_its_period(values, as_of):
    assert checked(AMOUNT, **values).as_of == as_of


def test_before_the_end_of_the_period_a_number_is_of_today():
    with clock.at(moment(1, 8)):
        assert figure_validate(FigureValues(ONE), AMOUNT, QUARTER, None).as_of == date(2022, 8, 1)


def test_texts_are_stored_as_they_are_compared():
    values = checked(AMOUNT, numerator=ONE, source="  Báo cáo\u00a0của\n xã ", note="  Dòng một \n\n Dòng hai ")
    assert (values.source, values.note.split()) == ("Báo cáo của xã", ["Dòng", "một", "Dòng", "hai"])


NUMBERS = st.none() | st.decimals(min_value=0, max_value=10**6, places=2)
VALUES = st.builds(
    FigureValues,
    numerator=NUMBERS,
    denominator=NUMBERS,
    full_year_estimate=NUMBERS,
    as_of=st.none() | st.dates(min_value=date(2022, 6, 15), max_value=date(2022, 9, 14)),
    source=st.sampled_from(["", "Báo cáo của xã"]),
    note=st.sampled_from(["", "Mưa lũ"]),
)


@given(VALUES)
def test_checked_values_pass_the_check_again_unchanged(values):
    with clock.at(moment()):
        once = figure_validate(values, RATIO, QUARTER, None)
        assert figure_validate(once, RATIO, QUARTER, None) == once


@given(VALUES, VALUES)
def test_a_change_names_exactly_the_fields_that_differ(before, after):
    changes = field_changes(before, after)
    assert set(changes) == {name for name in FIELDS if getattr(before, name) != getattr(after, name)}
    assert field_changes(after, after) == {}


@given(VALUES, VALUES)
def test_values_are_copied_and_the_stored_figure_is_left_alone(before, after):
    stored = apply_values(before, RATIO, None)
    assert figure_values(apply_values(after, RATIO, stored)) == after
    assert figure_values(stored) == before


def test_a_change_is_written_as_people_read_it():
    before = FigureValues(Decimal("1234.5"), as_of=date(2022, 9, 4))
    after = replace(before, numerator=None, not_applicable=True, as_of=None, note="Xã không có rừng.")
    assert field_changes(before, after) == {
        "numerator": ["1.234,5", None],
        "not_applicable": [False, True],
        "as_of": ["04/09/2022", None],
        "note": ["", "Xã không có rừng."],
    }


@pytest.mark.parametrize(
    ("before", "after", "options", "is_confirmed"),
    [
        # The note answers a warning that its author has seen: the numbers were there before it.
        (FigureValues(ONE), FigureValues(ONE, note="Đúng."), {}, True),
        (FigureValues(ONE), FigureValues(TWO, note="Đúng."), {}, False),
        (FigureValues(ONE), FigureValues(TWO, note="Đúng."), {"after_preview": True}, True),
        (FigureValues(ONE, note="Đúng."), FigureValues(ONE), {}, False),
        (FigureValues(ONE), FigureValues(ONE, source="Xã"), {}, False),
    ],
)
def test_which_note_confirms_a_number(before, after, options, is_confirmed):
    stored = apply_values(before, AMOUNT, None)
    assert apply_values(after, AMOUNT, stored, **options).is_confirmed == is_confirmed


def test_a_confirmation_ends_with_the_numbers_that_it_confirmed():
    stored = apply_values(FigureValues(ONE), AMOUNT, None)
    noted = apply_values(FigureValues(ONE, note="Đúng."), AMOUNT, stored)
    other = apply_values(FigureValues(TWO, note="Đúng."), AMOUNT, noted)
    assert (noted.is_confirmed, other.is_confirmed) == (True, False)


def test_a_conflict_names_the_other_person_and_both_values():
    figure = Figure(numerator=TWO, changed_by=User(full_name="Lý Thị Ba"))
    conflict = conflict_of(figure, FigureValues(ONE))
    assert str(conflict).startswith("Lý Thị Ba vừa sửa số này")
    assert (conflict.theirs["numerator"], conflict.mine["numerator"]) == ("2", "1")


def test_a_figure_deleted_meanwhile_is_told_as_such():
    conflict = conflict_of(None, FigureValues(ONE))
    assert str(conflict).startswith("Số này vừa bị xóa")
    assert conflict.theirs["numerator"] is None
