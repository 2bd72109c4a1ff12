"""Last year's figures of a unit as a row of inputs, without a database: what is stored, refused, and left as it was."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chodon_thidua.lib.numbers import input_text
from targets.baseline_values import UnitBaseline, baseline_hash
from targets.forms.periods import UNSEEN, PeriodDaysForm
from targets.forms.unit_baseline import FIGURELESS, NOTHING, UnitBaselineForm
from targets.models import Indicator, IndicatorPart, Period, Plan
from targets.plan_rows import BaselineRow
from targets.selectors import PlanView
from targets.selectors.baselines.page import BaselinePage, BaselineUnitLine
from targets.services.period_days import PeriodDays
from tests.targets.test_plan_goals import DAYS
from units.models import Unit, User

UNIT = Unit(pk=4, code="02053", name="Xã Ngọc Phái")
GRAIN = IndicatorPart(role="NUMERATOR", label="Sản lượng", unit_of_measure="tấn", over_time="SUM", minimum=Decimal(0))
PEOPLE = IndicatorPart(
    role="DENOMINATOR", label="Dân số", unit_of_measure="người", over_time="LAST", minimum=Decimal(1)
)
ORDINALS, SEEN = range(1, 6), {"seen": NOTHING}


def row(ordinal: int, value: str | None, source: str = "Niên giám", label: str = "") -> BaselineRow:
    return BaselineRow("02053", ordinal, None if value is None else Decimal(value), None, None, label, source)


def form(
    data: dict[str, str] | None = None,
    *rows: BaselineRow,
    parts: tuple[IndicatorPart, ...] = (GRAIN,),
    label: str = "",
    within: bool = False,
) -> UnitBaselineForm:
    indicator = Indicator(
        measure="RATIO" if len(parts) > 1 else "AMOUNT",
        unit_of_measure="kg/người",
        definition_label=label,
        numerator_within_denominator=within,
    )
    line = BaselineUnitLine(UNIT, UnitBaseline("02053", {own.ordinal: own for own in rows}), False)
    view = PlanView(Plan(year=2022), [])
    page: Any = BaselinePage(view, indicator, list(parts), [line], SimpleNamespace())
    return UnitBaselineForm(page, line, None if data is None else {f"4-{name}": text for name, text in data.items()})


def errors(own: UnitBaselineForm) -> dict[str, list[str]]:
    own.is_valid()
    return {name: list(map(str, messages)) for name, messages in own.errors.items()}


def test_numbers_are_stored_by_quarter_and_blank_ones_are_none() -> None:
    own = form(SEEN | {"1-value": "10,5", "2-value": "", "3-value": "0", "source": "Niên giám"})
    assert own.is_valid()
    assert own.rows == {1: row(1, "10.5"), 3: row(3, "0")}
    assert own.has_changed_rows


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        ({"1-value": "10.5"}, "1-value", "Có phải 10,5?"),
        ({"1-value": "-1"}, "1-value", "Số phải từ 0 trở lên"),
        ({"5-value": "1" * 15}, "5-value", "14 chữ số"),
        ({"label": "x" * 121, "1-value": "1"}, "label", "120"),
        ({"source": "Niên giám"}, "source", FIGURELESS),
        ({"label": "chuẩn mới"}, "label", FIGURELESS),
    ],
)
def test_what_is_wrong_is_said_at_its_input(data: dict[str, str], name: str, words: str) -> None:
    told = errors(form(SEEN | data))
    assert list(told) == [name]
    assert words in told[name][0]


RATIO = (GRAIN, PEOPLE)


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        ({"2-numerator": "5"}, "2-denominator", "Mới có tử số"),
        ({"2-denominator": "5"}, "2-numerator", "Mới có mẫu số"),
        ({"2-numerator": "5", "2-denominator": "9", "2-value": "480"}, "2-value", "không nhập cả hai"),
        ({"2-numerator": "0", "2-denominator": "0"}, "2-denominator", "từ 1 trở lên"),
        ({"2-numerator": "9", "2-denominator": "5"}, "2-numerator", "không được lớn hơn mẫu số"),
    ],
)
def test_both_parts_of_a_ratio_or_only_its_level(data: dict[str, str], name: str, words: str) -> None:
    told = errors(form(SEEN | data, parts=RATIO, within=True))
    assert list(told) == [name]
    assert words in told[name][0]


@pytest.mark.parametrize("data", [{"2-numerator": "5", "2-denominator": "9"}, {"2-value": "480"}, {"2-value": "0"}])
def test_a_ratio_is_known_by_its_parts_or_as_it_was_published(data: dict[str, str]) -> None:
    assert errors(form(SEEN | data, parts=RATIO, within=True)) == {}


def test_a_number_that_was_not_understood_is_told_once() -> None:
    told = errors(form(SEEN | {"2-numerator": "abc", "2-denominator": "0"}, parts=RATIO))
    assert list(told) == ["2-numerator"]


# What is stored already

STORED = (row(1, "10"), row(3, "30", "Báo cáo quý", "chuẩn cũ"))


def stored_inputs(*rows: BaselineRow, **changes: str) -> dict[str, str]:
    """The inputs as a browser sends them untouched."""
    own = form(None, *rows)
    inputs = {f"{ordinal}-value": input_text(own.initial[f"{ordinal}-value"]) for ordinal in ORDINALS}
    return inputs | {name: own.initial[name] for name in ("label", "source")} | {"seen": own.stamp} | changes


def test_an_untouched_row_changes_nothing() -> None:
    own = form(stored_inputs(*STORED), *STORED)
    assert own.is_valid()
    assert not own.has_changed_rows
    assert own.rows == {stored.ordinal: stored for stored in STORED}


numbers = st.none() | st.decimals(0, 10**10, places=3)


@settings(max_examples=25)
@given(st.dictionaries(st.sampled_from(list(ORDINALS)), numbers, max_size=5), st.sampled_from(["", "A"]))
def test_whatever_is_stored_an_untouched_row_changes_nothing(values: dict[int, Any], label: str) -> None:
    rows = [row(at, str(value), f"nguồn {at % 2}", label) for at, value in values.items() if value is not None]
    own = form(stored_inputs(*rows), *rows)
    assert own.is_valid()
    assert not own.has_changed_rows


def test_texts_that_differ_by_quarter_stay_unless_one_is_typed_for_all() -> None:
    kept = form(stored_inputs(*STORED, **{"1-value": "11"}), *STORED)
    assert kept.is_valid()
    assert [(own.value, own.source, own.label) for own in kept.rows.values()] == [
        (11, "Niên giám", ""),
        (30, "Báo cáo quý", "chuẩn cũ"),
    ]
    renamed = form(stored_inputs(*STORED, source="Cục Thống kê"), *STORED)
    assert renamed.is_valid()
    assert {own.source for own in renamed.rows.values()} == {"Cục Thống kê"}
    assert kept.mixed_sources == ["Báo cáo quý", "Niên giám"]
    assert kept.mixed_labels == ["(trống)", "chuẩn cũ"]


def test_a_number_taken_away_is_gone_from_the_rows() -> None:
    own = form(stored_inputs(*STORED, **{"1-value": "", "3-value": ""}), *STORED)
    assert own.is_valid()
    assert own.rows == {}
    assert own.has_changed_rows


@pytest.mark.parametrize(("label", "differs"), [("", True), ("chuẩn cũ", True), ("chuẩn mới", True)])
def test_a_figure_under_another_definition_is_marked(label: str, differs: bool) -> None:
    assert form(None, *STORED, label=label).has_other_definition is differs


def test_figures_under_the_definition_of_the_indicator_are_not() -> None:
    assert not form(None, row(1, "10", label="chuẩn mới"), label="chuẩn mới").has_other_definition
    assert not form(None).has_other_definition


def test_after_a_conflict_each_number_that_differs_shows_what_is_stored() -> None:
    own = form(stored_inputs(*STORED, **{"1-value": "12", "2-value": "20"}), *STORED)
    own.is_valid()
    own.conflicting = True
    [number] = own.number_rows
    assert number.label == "Sản lượng (tấn), lũy kế từ đầu năm"
    assert [cell.stored for cell in number.cells] == ["10", "(trống)", "", "", ""]
    assert own.stamp == baseline_hash({stored.ordinal: stored for stored in STORED})


def test_a_form_that_was_refused_keeps_the_stamp_of_its_screen() -> None:
    assert form({"seen": "cũ", "1-value": "abc"}, *STORED).stamp == "cũ"
    assert form(None, *STORED).stamp != NOTHING == form(None).stamp


# The days of a period


def period_form(data: dict[str, str] | None = None) -> PeriodDaysForm:
    ordinal, first, last = DAYS[0]
    return PeriodDaysForm(Period(ordinal=ordinal, starts_on=first, ends_on=last, due_on=last), data)


DAYS_TYPED = {"starts_on": "01/07/2022", "ends_on": "2022-09-30", "due_on": "2/10/2022"}


def expected_days(monkeypatch: pytest.MonkeyPatch, seen: str) -> PeriodDays:
    """The days that the service is told to have been on the screen."""
    calls: list[dict[str, Any]] = []
    monkeypatch.setattr("targets.forms.periods.period_set_days", lambda **options: calls.append(options))
    assert period_form(DAYS_TYPED | {"seen": seen}).save(User())
    assert calls[0]["days"] == PeriodDays(date(2022, 7, 1), date(2022, 9, 30), date(2022, 10, 2))
    expected: PeriodDays = calls[0]["expected_days"]
    return expected


def test_the_screen_remembers_the_days_that_it_showed(monkeypatch: pytest.MonkeyPatch) -> None:
    _, first, last = DAYS[0]
    assert period_form().stamp == "2022-07-01 2022-09-30 2022-09-30"
    assert expected_days(monkeypatch, period_form().stamp) == PeriodDays(first, last, last)


@pytest.mark.parametrize("seen", ["", "2022-07-01", "2022-07-01 2022-09-30 2022-09-31", "a b c", "1 2 3 4"])
def test_a_form_that_does_not_say_what_was_on_the_screen_is_stale(monkeypatch: pytest.MonkeyPatch, seen: str) -> None:
    assert expected_days(monkeypatch, seen) == UNSEEN


@pytest.mark.parametrize(
    ("changes", "names"),
    [
        ({}, []),
        ({"starts_on": "29/02/2024"}, []),
        ({"starts_on": "29/02/2023"}, ["starts_on"]),
        ({"ends_on": ""}, ["ends_on"]),
        ({"due_on": "16.9.2022"}, ["due_on"]),
    ],
)
def test_every_day_of_a_period_has_to_be_one(changes: dict[str, str], names: list[str]) -> None:
    assert list(period_form(DAYS_TYPED | changes).errors) == names
