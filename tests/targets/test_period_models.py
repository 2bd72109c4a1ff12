"""Every rule on periods, targets, milestones and last year's figures, in validation and in the database."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from targets.enums import (
    SINGLE_ENDED,
    Comparator,
    PeriodKind,
    PeriodState,
)
from targets.models import (
    Indicator,
    Milestone,
    Period,
    PeriodException,
    Plan,
    Target,
)
from targets.models.rhythm_field import RHYTHM_SENTENCE
from targets.models.target_ends import UPPER_SENTENCE
from targets.rhythm import Rhythm
from targets.services.plan_rhythm import plan_change_rhythm
from tests.constraints import assert_accepted, assert_database_refuses, assert_refused
from tests.factories import UnitFactory, UserFactory
from tests.targets.model_rows import make_baseline, make_period, make_target
from units.models import Unit

pytestmark = pytest.mark.django_db

NOON = datetime(2022, 9, 20, 5, tzinfo=UTC)


def test_a_plan_has_a_period_once(period: Period) -> None:
    assert_refused(make_period(period.plan), "Kỳ này đã có trong kế hoạch.")
    assert_accepted(make_period(period.plan, ordinal=4))


REGULAR, FINAL_KIND = PeriodKind.REGULAR, PeriodKind.FINAL
NO_KIND = "Thứ tự này không phải của kỳ thường, cũng không phải của cả năm."


@pytest.mark.parametrize(
    ("kind", "ordinal"), [(REGULAR, 0), (REGULAR, 13), (FINAL_KIND, 4), (FINAL_KIND, 6), (FINAL_KIND, 0), ("MONTH", 1)]
)
def test_no_plan_has_such_a_period(plan: Plan, kind: str, ordinal: int) -> None:
    assert_refused(make_period(plan, kind=kind, ordinal=ordinal), NO_KIND)


WORDS = {
    Rhythm.HALF_YEARS: "Kỳ có thứ tự 1–2, cả năm có thứ tự 3.",
    Rhythm.QUARTERS: "Quý có thứ tự 1–4, cả năm có thứ tự 5.",
    Rhythm.MONTHS: "Tháng có thứ tự 1–12, cả năm có thứ tự 13.",
}


@pytest.mark.parametrize(
    ("rhythm", "kind", "ordinal"),
    [
        (Rhythm.HALF_YEARS, REGULAR, 3),
        (Rhythm.HALF_YEARS, REGULAR, 12),
        (Rhythm.HALF_YEARS, FINAL_KIND, 5),
        (Rhythm.QUARTERS, REGULAR, 5),
        (Rhythm.QUARTERS, REGULAR, 12),
        (Rhythm.QUARTERS, FINAL_KIND, 3),
        (Rhythm.QUARTERS, FINAL_KIND, 13),
        (Rhythm.MONTHS, FINAL_KIND, 5),
    ],
)
def test_the_ordinal_fits_the_rhythm_of_the_plan(plan: Plan, rhythm: Rhythm, kind: str, ordinal: int) -> None:
    plan_change_rhythm(plan, rhythm)
    period = make_period(plan, kind=kind, ordinal=ordinal)
    with pytest.raises(ValidationError) as refusal:
        period.full_clean()
    assert refusal.value.messages == [WORDS[rhythm]]
    assert_database_refuses(period)


@pytest.mark.parametrize("rhythm", Rhythm)
def test_a_plan_has_all_periods_of_its_rhythm(plan: Plan, rhythm: Rhythm) -> None:
    plan_change_rhythm(plan, rhythm)
    for ordinal in rhythm.ordinals:
        kind = FINAL_KIND if ordinal == rhythm.final else REGULAR
        assert_accepted(make_period(plan, kind=kind, ordinal=ordinal))
    assert [row.is_final for row in plan.periods.all()] == [False] * rhythm.last + [True]


def test_a_period_moves_to_no_ordinal_that_its_plan_lacks(period: Period) -> None:
    period.ordinal = 6
    assert_database_refuses(period)


def test_a_plan_with_periods_keeps_its_rhythm(period: Period) -> None:
    period.plan.rhythm = Rhythm.MONTHS
    assert_database_refuses(period.plan)
    period.plan.rhythm = Rhythm.QUARTERS
    assert_accepted(period.plan)


@pytest.mark.parametrize("rhythm", [0, 1, 3, 6, 13])
def test_a_year_has_two_four_or_twelve_periods(plan: Plan, rhythm: int) -> None:
    plan.rhythm = rhythm  # type: ignore[assignment]
    with pytest.raises(ValidationError) as refusal:
        plan.full_clean()
    assert set(refusal.value.messages) == {RHYTHM_SENTENCE}
    assert_database_refuses(plan)


def baselines_by_ordinal(indicator: Indicator) -> list[tuple[int, Any]]:
    return list(indicator.baselines.order_by("ordinal").values_list("ordinal", "value"))


def test_figures_of_last_year_move_with_the_rhythm(indicator: Indicator, owner: Unit) -> None:
    """From quarters to months: each goes on with the month that ends with it; back again it is where it was."""
    plan = indicator.plan
    for ordinal in (2, 4, 5):
        make_baseline(indicator, owner, ordinal=ordinal, value=100 * ordinal).save()
    plan_change_rhythm(plan, Rhythm.MONTHS)
    assert baselines_by_ordinal(indicator) == [
        (6, 200),
        (12, 400),
        (13, 500),
    ]
    make_baseline(indicator, owner, ordinal=7, value=250).save()
    plan_change_rhythm(plan, Rhythm.QUARTERS)
    assert baselines_by_ordinal(indicator) == [
        (2, 200),
        (4, 400),
        (5, 500),
    ]


@pytest.mark.parametrize("changes", [{"starts_on": date(2022, 9, 15)}, {"due_on": date(2022, 9, 13)}])
def test_the_days_of_a_period_are_in_order(plan: Plan, changes: dict[str, date]) -> None:
    assert_refused(make_period(plan, **changes), "Ngày đầu kỳ, ngày cuối kỳ và hạn gửi phải theo thứ tự.")


def test_a_period_may_last_a_day_and_be_due_on_it(plan: Plan) -> None:
    day = date(2022, 9, 14)
    assert_accepted(make_period(plan, starts_on=day, ends_on=day, due_on=day))


LOCKED = "Kỳ đã khóa phải ghi người khóa và lúc khóa; kỳ chưa khóa thì không."


@pytest.mark.parametrize("state", list(PeriodState))
@pytest.mark.parametrize("at", [None, NOON])
@pytest.mark.parametrize("by", [False, True])
def test_a_locked_period_says_who_and_when_and_no_other(
    plan: Plan, state: PeriodState, at: datetime | None, by: bool
) -> None:
    period = make_period(plan, state=state, locked_at=at, locked_by=UserFactory.create() if by else None)
    if (state == PeriodState.LOCKED) == bool(at) == by:
        assert_accepted(period)
    else:
        assert_refused(period, LOCKED)


def test_a_period_in_another_state_is_refused(plan: Plan) -> None:
    assert_refused(make_period(plan, state="LOST"), LOCKED)


def test_an_exception_has_a_reason(period: Period, owner: Unit) -> None:
    fields: dict[str, Any] = {
        "period": period,
        "unit": owner,
        "until": date(2022, 9, 30),
        "by": UserFactory.create(),
        "at": NOON,
    }
    assert_refused(PeriodException(**fields, reason=" "), "Phải ghi lý do mở lại kỳ.")
    assert_accepted(PeriodException(**fields, reason="Mưa lũ"))


def test_a_unit_is_asked_once_for_an_indicator(indicator: Indicator, owner: Unit) -> None:
    assert_accepted(make_target(indicator, owner))
    assert_refused(make_target(indicator, owner, value=None, comparator=None), "Đơn vị đã được giao chỉ tiêu này.")
    assert_accepted(make_target(indicator, UnitFactory.create()))


TARGET = "Chỉ tiêu giao phải có cả phép so sánh và giá trị, hoặc không có cả hai."


@pytest.mark.parametrize(
    "changes", [{"value": None}, {"comparator": None}, {"comparator": "=="}, {"comparator": "", "value": None}]
)
def test_a_target_is_whole_or_report_only(indicator: Indicator, owner: Unit, changes: dict[str, Any]) -> None:
    assert_refused(make_target(indicator, owner, **changes), TARGET)


@pytest.mark.parametrize("comparator", SINGLE_ENDED)
@pytest.mark.parametrize("value", [Decimal(0), Decimal("-2.5"), Decimal("80.5")])
def test_targets_with_one_end(indicator: Indicator, owner: Unit, comparator: Comparator, value: Decimal) -> None:
    assert_accepted(make_target(indicator, owner, comparator=comparator, value=value))


@pytest.mark.parametrize(
    ("comparator", "value", "upper", "is_right"),
    [
        ("in", 2, 3, True),
        ("in", 2, 2, False),
        ("in", 3, 2, False),
        ("in", 2, None, False),
        ("~", "3.8", "4.2", True),
        ("~", 4, None, False),
        ("=", 4, 4, True),
        ("=", 4, 5, False),
        ("=", 4, None, False),
        (">=", "6.5", 7, True),
        (">", -2, -1, True),
        (">=", 7, "6.5", False),
        ("<=", 2, 3, False),
        ("<", 2, 3, False),
        (None, None, 3, False),
    ],
)
def test_targets_with_an_upper_end(indicator, owner, comparator, value, upper, is_right) -> None:
    ends = {name: None if end is None else Decimal(end) for name, end in (("value", value), ("upper", upper))}
    target = make_target(indicator, owner, comparator=comparator, **ends)
    if is_right:
        assert_accepted(target)
    else:
        assert_refused(target, UPPER_SENTENCE)


def test_a_unit_may_only_report(indicator: Indicator, owner: Unit) -> None:
    assert_accepted(make_target(indicator, owner, comparator=None, value=None, reports=True))


def test_a_target_has_one_milestone_for_a_period(indicator: Indicator, owner: Unit, period: Period) -> None:
    target = make_target(indicator, owner)
    target.save()
    assert_accepted(Milestone(target=target, period=period, value=Decimal(300)))
    assert_refused(Milestone(target=target, period=period, value=Decimal(400)), "Kỳ này đã có mốc.")


def test_last_year_is_known_once_for_an_ordinal(indicator: Indicator, owner: Unit) -> None:
    assert_accepted(make_baseline(indicator, owner, value=500))
    assert_refused(make_baseline(indicator, owner, value=501), "Kỳ này đã có số liệu năm trước.")
    assert_accepted(make_baseline(indicator, owner, ordinal=4, value=0))


@pytest.mark.parametrize("ordinal", [0, 14])
def test_last_year_has_no_such_period(indicator: Indicator, owner: Unit, ordinal: int) -> None:
    assert_refused(
        make_baseline(indicator, owner, ordinal=ordinal, value=1), "Kỳ của số liệu năm trước phải là một kỳ của năm."
    )


@pytest.mark.parametrize(
    ("rhythm", "ordinal"), [(Rhythm.HALF_YEARS, 4), (Rhythm.QUARTERS, 6), (Rhythm.QUARTERS, 13), (Rhythm.MONTHS, 13)]
)
def test_last_year_has_the_ordinals_of_the_plan(
    indicator: Indicator, owner: Unit, rhythm: Rhythm, ordinal: int
) -> None:
    plan_change_rhythm(indicator.plan, rhythm)
    baseline = make_baseline(indicator, owner, ordinal=ordinal, value=1)
    if ordinal <= rhythm.final:
        assert_accepted(baseline)
        return
    with pytest.raises(ValidationError) as refusal:
        baseline.full_clean()
    assert refusal.value.message_dict == {"ordinal": [f"Kỳ của số liệu năm trước từ 1 đến {rhythm.final}."]}
    assert_database_refuses(baseline)


@pytest.mark.parametrize("value", [None, 17])
@pytest.mark.parametrize("numerator", [None, 17])
@pytest.mark.parametrize("denominator", [None, 100])
def test_last_year_is_a_value_or_both_parts(
    indicator: Indicator, owner: Unit, value: int | None, numerator: int | None, denominator: int | None
) -> None:
    baseline = make_baseline(indicator, owner, value=value, numerator=numerator, denominator=denominator)
    if (value is None, numerator is None, denominator is None) in {(False, True, True), (True, False, False)}:
        assert_accepted(baseline)
    else:
        assert_refused(baseline, "Số liệu năm trước là một giá trị, hoặc đủ tử số và mẫu số.")


def test_amounts_keep_six_decimals(indicator: Indicator, owner: Unit) -> None:
    make_target(indicator, owner, value=Decimal("115942.123456")).save()
    assert Target.objects.get().value == Decimal("115942.123456")
