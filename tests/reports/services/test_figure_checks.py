"""The rules of an entered figure: a sentence for each field that breaks one, and what is stored of the others."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chodon_thidua.lib import clock
from chodon_thidua.lib.refusals import InvalidInput
from reports.services.figure_checks import figure_validate
from reports.services.figure_values import FigureValues, field_changes
from targets.enums import Measure
from targets.models import Indicator, Period
from tests.reports.builders import moment

PERIOD = Period(ends_on=date(2022, 9, 14))
AMOUNT, RATIO = Indicator(measure=Measure.AMOUNT), Indicator(measure=Measure.RATIO)
COMPOSITE = Indicator(measure=Measure.ALL_OF)
FIVE = Decimal(5)

values = st.builds(
    FigureValues,
    st.none() | st.decimals(0, 99, places=1),
    st.none(),
    st.booleans(),
    st.none() | st.decimals(0, 99, places=1),
    st.none() | st.dates(date(2022, 1, 1), date(2022, 9, 1)),
    st.text(max_size=5),
    st.text(max_size=5),
)


def errors_of(entered: FigureValues, indicator: Indicator = AMOUNT) -> dict[str, str]:
    with clock.at(moment(15, 9)), pytest.raises(InvalidInput) as refused:
        figure_validate(entered, indicator, PERIOD, None)
    return dict(refused.value.errors)


@pytest.mark.parametrize(
    ("entered", "indicator", "errors"),
    [
        (FigureValues(not_applicable=True), AMOUNT, {"note": "“Không áp dụng” phải ghi chú lý do."}),
        (
            FigureValues(FIVE, not_applicable=True, note="Không có rừng"),
            AMOUNT,
            {
                "not_applicable": "Đang có số liệu 5: “không áp dụng” thì xóa số liệu, có số liệu thì bỏ chọn ô này.",
            },
        ),
        (FigureValues(FIVE, FIVE), AMOUNT, {"denominator": "Chỉ tiêu này không có mẫu số."}),
        (FigureValues(FIVE), COMPOSITE, {"numerator": "Chỉ tiêu gộp không nhập số; hãy nhập các chỉ tiêu con."}),
        (FigureValues(FIVE, as_of=date(2022, 9, 16)), AMOUNT, {"as_of": "Ngày số liệu không thể sau hôm nay."}),
    ],
)
def test_each_broken_rule_has_a_sentence_at_its_field(
    entered: FigureValues, indicator: Indicator, errors: dict[str, str]
) -> None:
    assert errors_of(entered, indicator) == errors


def test_both_numbers_of_a_ratio_are_named_where_it_does_not_apply() -> None:
    entered = FigureValues(FIVE, Decimal("7.5"), not_applicable=True)
    errors = errors_of(entered, RATIO)
    assert errors.keys() == {"not_applicable", "note"}
    assert "5 và 7,5" in errors["not_applicable"]


@pytest.mark.parametrize(
    ("day", "entered", "as_of"),
    [
        (15, FigureValues(FIVE), date(2022, 9, 14)),
        (10, FigureValues(FIVE), date(2022, 9, 10)),
        (15, FigureValues(), None),
        (15, FigureValues(as_of=date(2022, 9, 1)), date(2022, 9, 1)),
        (15, FigureValues(FIVE, as_of=date(2022, 9, 1)), date(2022, 9, 1)),
    ],
)
def test_the_cut_off_day_is_the_periods_last_or_today(day: int, entered: FigureValues, as_of: date | None) -> None:
    with clock.at(moment(day, 9)):
        assert figure_validate(entered, AMOUNT, PERIOD, None).as_of == as_of


def test_texts_are_stored_without_the_blanks_around_them() -> None:
    with clock.at(moment(15, 9)):
        stored = figure_validate(
            FigureValues(FIVE, source="  Kiểm lâm \n huyện ", note=" Mưa lũ "), AMOUNT, PERIOD, None
        )
    assert (stored.source, stored.note) == ("Kiểm lâm huyện", "Mưa lũ")


@given(values)
def test_what_was_stored_passes_again_unchanged(entered: FigureValues) -> None:
    with clock.at(moment(15, 9)):
        try:
            stored = figure_validate(entered, AMOUNT, PERIOD, None)
        except InvalidInput:
            return
        assert figure_validate(stored, AMOUNT, PERIOD, None) == stored


@given(values, values)
def test_changes_name_exactly_the_fields_that_differ(before: FigureValues, after: FigureValues) -> None:
    changes = field_changes(before, after)
    assert set(changes) == {name for name in FigureValues.__slots__ if getattr(before, name) != getattr(after, name)}
    assert field_changes(before, before) == {}


def test_changes_are_written_as_people_type_them() -> None:
    before = FigureValues(Decimal("1234.50"), as_of=date(2022, 9, 1))
    after = FigureValues(None, not_applicable=True, note="Không có rừng")
    assert field_changes(before, after) == {
        "numerator": ["1.234,5", None],
        "not_applicable": [False, True],
        "as_of": ["01/09/2022", None],
        "note": ["", "Không có rừng"],
    }
