"""Every rule on periods, targets, milestones and last year's figures, in validation and in the database."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from targets.enums import (
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
from tests.constraints import assert_accepted, assert_refused
from tests.factories import UnitFactory, UserFactory
from tests.targets.model_rows import make_baseline, make_period, make_target
from units.models import Unit

pytestmark = pytest.mark.django_db

NOON = datetime(2022, 9, 20, 5, tzinfo=UTC)


def test_a_plan_has_a_period_once(period: Period) -> None:
    assert_refused(make_period(period.plan), "Kỳ này đã có trong kế hoạch.")
    assert_accepted(make_period(period.plan, ordinal=4))


KIND = "Quý có thứ tự 1–4, cả năm có thứ tự 5."


@pytest.mark.parametrize(
    ("kind", "ordinal"),
    [(PeriodKind.QUARTER, 0), (PeriodKind.QUARTER, 5), (PeriodKind.FINAL, 4), (PeriodKind.FINAL, 6), ("MONTH", 1)],
)
def test_the_ordinal_fits_the_kind_of_period(plan: Plan, kind: str, ordinal: int) -> None:
    assert_refused(make_period(plan, kind=kind, ordinal=ordinal), KIND)


@pytest.mark.parametrize(("kind", "ordinal"), [(PeriodKind.QUARTER, 1), (PeriodKind.QUARTER, 4), (PeriodKind.FINAL, 5)])
def test_quarters_and_the_whole_year(plan: Plan, kind: PeriodKind, ordinal: int) -> None:
    assert_accepted(make_period(plan, kind=kind, ordinal=ordinal))


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


@pytest.mark.parametrize("comparator", list(Comparator))
@pytest.mark.parametrize("value", [Decimal(0), Decimal("-2.5"), Decimal("80.5")])
def test_targets_of_every_kind(indicator: Indicator, owner: Unit, comparator: Comparator, value: Decimal) -> None:
    assert_accepted(make_target(indicator, owner, comparator=comparator, value=value))


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


@pytest.mark.parametrize("ordinal", [0, 6])
def test_last_year_has_the_same_ordinals(indicator: Indicator, owner: Unit, ordinal: int) -> None:
    assert_refused(make_baseline(indicator, owner, ordinal=ordinal, value=1), "Kỳ của số liệu năm trước từ 1 đến 5.")


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
