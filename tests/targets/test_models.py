"""Every rule on plans, indicators, periods, targets and last year's figures, in validation and in the database."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db.models import RestrictedError

from tests.constraints import accepted, refused
from tests.factories import UnitFactory, UserFactory
from targets.enums import (
    BaselineKind,
    Basis,
    Comparator,
    Measure,
    OverTime,
    PartRole,
    PeriodKind,
    PeriodState,
    PlanStatus,
)
from targets.models import (
    Baseline,
    Field,
    Indicator,
    IndicatorPart,
    Milestone,
    Period,
    PeriodException,
    Plan,
    Target,
)
from units.models import Unit

pytestmark = pytest.mark.django_db

NOON = datetime(2022, 9, 20, 5, tzinfo=UTC)


@pytest.fixture
def owner() -> Unit:
    unit: Unit = UnitFactory(name="Huyện Chợ Đồn")
    return unit


def make_plan(owner: Unit, **changes: Any) -> Plan:
    fields: dict[str, Any] = {
        "document_number": "15/KH-UBND",
        "issued_on": date(2022, 1, 26),
        "title": "Kế hoạch phát động thi đua",
        "year": 2022,
        "owner": owner,
    }
    return Plan(**fields | changes)


@pytest.fixture
def plan(owner: Unit) -> Plan:
    made = make_plan(owner)
    made.save()
    return made


@pytest.fixture
def economy(plan: Plan) -> Field:
    return Field.objects.create(plan=plan, code="KT", name="Kinh tế", order=1)


def make_indicator(economy: Field, **changes: Any) -> Indicator:
    fields: dict[str, Any] = {
        "plan": economy.plan,
        "code": "CT03",
        "name": "Trồng rừng mới",
        "field": economy,
        "order": 3,
        "measure": Measure.AMOUNT,
        "unit_of_measure": "ha",
        "basis": Basis.LEVEL,
    }
    return Indicator(**fields | changes)


@pytest.fixture
def indicator(economy: Field) -> Indicator:
    made = make_indicator(economy)
    made.save()
    return made


def make_period(plan: Plan, **changes: Any) -> Period:
    fields: dict[str, Any] = {
        "plan": plan,
        "ordinal": 3,
        "kind": PeriodKind.QUARTER,
        "name": "Quý III",
        "starts_on": date(2022, 6, 15),
        "ends_on": date(2022, 9, 14),
        "due_on": date(2022, 9, 16),
    }
    return Period(**fields | changes)


@pytest.fixture
def period(plan: Plan) -> Period:
    made = make_period(plan)
    made.save()
    return made


def make_target(indicator: Indicator, unit: Unit, **changes: Any) -> Target:
    return Target(
        **{"indicator": indicator, "unit": unit, "comparator": Comparator.AT_LEAST, "value": Decimal(570)} | changes
    )


THRESHOLDS = "Ngưỡng “Vượt” phải từ 100 % trở lên, ngưỡng “Cần chú ý” trong khoảng 0–100 %."


@pytest.mark.parametrize("status", list(PlanStatus))
def test_a_plan_has_one_of_three_states(owner: Unit, status: PlanStatus) -> None:
    accepted(make_plan(owner, status=status))


def test_a_plan_in_another_state_is_refused(owner: Unit) -> None:
    refused(make_plan(owner, status="LOST"), "Trạng thái kế hoạch không hợp lệ.")


@pytest.mark.parametrize(
    "changes", [{"exceeded_above": Decimal("99.9")}, {"at_risk_above": Decimal(0)}, {"at_risk_above": Decimal("100.1")}]
)
def test_thresholds_make_sense(owner: Unit, changes: dict[str, Decimal]) -> None:
    refused(make_plan(owner, **changes), THRESHOLDS)


@pytest.mark.parametrize(
    "changes", [{}, {"exceeded_above": Decimal(100)}, {"exceeded_above": Decimal(110)}, {"at_risk_above": Decimal(100)}]
)
def test_thresholds_can_be_moved(owner: Unit, changes: dict[str, Decimal]) -> None:
    accepted(make_plan(owner, **changes))


def test_a_document_makes_one_plan_of_a_year(plan: Plan) -> None:
    refused(make_plan(plan.owner, document_number=" 15/KH-UBND "), "Kế hoạch này đã có.")
    accepted(make_plan(plan.owner, year=2023))
    accepted(make_plan(UnitFactory()))
    assert str(plan) == "Kế hoạch 15/KH-UBND (2022)"


def test_whoever_issued_a_plan_stays(plan: Plan) -> None:
    with pytest.raises(RestrictedError):
        plan.owner.delete()


def test_a_plan_has_a_field_once(economy: Field) -> None:
    refused(Field(plan=economy.plan, code="KT", name="Khác", order=2), "Lĩnh vực này đã có trong kế hoạch.")
    accepted(Field(plan=economy.plan, code="XH", name="Văn hóa - xã hội", order=2))


def test_a_plan_has_an_indicator_once(indicator: Indicator) -> None:
    refused(make_indicator(indicator.field), "Mã chỉ tiêu này đã có trong kế hoạch.")
    accepted(make_indicator(indicator.field, code="CT04"))


def test_an_indicator_has_a_known_measure(economy: Field) -> None:
    refused(make_indicator(economy, measure="GUESS"), "Cách tính không hợp lệ.")


COMPOSITE = "Chỉ tiêu gộp chỉ có các chỉ tiêu con; chỉ tiêu khác phải nêu so với mức nào."


@pytest.mark.parametrize(
    "changes",
    [
        {"basis": Basis.LEVEL},
        {"basis": Basis.FALL, "baseline_kind": BaselineKind.SAME_PERIOD},
        {"profile": [25, 50, 75, 100]},
    ],
)
def test_a_composite_has_none_of_the_rules_of_a_measured_indicator(economy: Field, changes: dict[str, Any]) -> None:
    refused(make_indicator(economy, **{"measure": Measure.ALL_OF, "basis": None} | changes), COMPOSITE)


def test_a_composite_is_never_part_of_another(economy: Field) -> None:
    top = make_indicator(economy, code="CT15", measure=Measure.ALL_OF, basis=None)
    accepted(top)
    accepted(make_indicator(economy, code="CT15a", parent=top))
    refused(make_indicator(economy, code="CT15b", parent=top, measure=Measure.ALL_OF, basis=None), COMPOSITE)


@pytest.mark.parametrize("measure", [Measure.AMOUNT, Measure.RATIO, Measure.RECOGNITION])
@pytest.mark.parametrize("basis", [None, "GUESS"])
def test_a_measured_indicator_says_what_it_is_compared_with(
    economy: Field, measure: Measure, basis: str | None
) -> None:
    refused(make_indicator(economy, measure=measure, basis=basis), COMPOSITE)


BASELINE = "Chỉ tiêu tăng, giảm phải nêu kỳ gốc; chỉ tiêu theo mức thì không."


@pytest.mark.parametrize(
    ("basis", "kind"),
    [(Basis.LEVEL, BaselineKind.YEAR_END), (Basis.RISE, None), (Basis.FALL, None), (Basis.FALL, "LONG_AGO")],
)
def test_a_rise_or_fall_says_from_where(economy: Field, basis: Basis, kind: str | None) -> None:
    refused(make_indicator(economy, basis=basis, baseline_kind=kind), BASELINE)


@pytest.mark.parametrize(
    ("basis", "kind"),
    [(Basis.LEVEL, None), (Basis.RISE, BaselineKind.YEAR_END), (Basis.FALL, BaselineKind.SAME_PERIOD)],
)
def test_levels_rises_and_falls(economy: Field, basis: Basis, kind: BaselineKind | None) -> None:
    accepted(make_indicator(economy, basis=basis, baseline_kind=kind))


SCALE = "Hệ số nhân phải lớn hơn 0 và tối đa 6 chữ số thập phân."


@pytest.mark.parametrize("changes", [{"scale": Decimal(0)}, {"scale": Decimal(-1)}, {"decimals": 7}])
def test_scale_and_decimals_have_bounds(economy: Field, changes: dict[str, Any]) -> None:
    refused(make_indicator(economy, **changes), SCALE)


@pytest.mark.parametrize("changes", [{"scale": Decimal(1000)}, {"scale": Decimal("0.001")}, {"decimals": 6}])
def test_scale_and_decimals_within_bounds(economy: Field, changes: dict[str, Any]) -> None:
    accepted(make_indicator(economy, **changes))


@pytest.mark.parametrize("due", [[], [5], [2, 4, 5], [1, 2, 3, 4, 5]])
def test_due_periods_are_ordinals_in_order(economy: Field, due: list[int]) -> None:
    accepted(make_indicator(economy, due=due))


@pytest.mark.parametrize("due", [[0], [6], [2, 1], [2, 2], ["2"], [1.5], [True], [[1]], 2])
def test_other_due_periods_are_refused(economy: Field, due: list[Any]) -> None:
    with pytest.raises(ValidationError) as refusal:
        make_indicator(economy, due=due).full_clean()
    assert refusal.value.message_dict == {"due": ["Các kỳ phải là số từ 1 đến 5, tăng dần, không lặp."]}


@pytest.mark.parametrize("profile", [None, [0, 52, 55, 100], [0, 0, 0, 0], ["10.5", "20", "30", "100"]])
def test_a_profile_is_four_percents_that_do_not_fall(economy: Field, profile: list[Any] | None) -> None:
    accepted(make_indicator(economy, profile=profile))


@pytest.mark.parametrize(
    "profile", [[], [1, 2, 3], [1, 2, 3, 4, 5], [0, 55, 52, 100], [-1, 0, 50, 100], ["x", 1, 2, 3], 5]
)
def test_other_profiles_are_refused(economy: Field, profile: Any) -> None:
    with pytest.raises(ValidationError) as refusal:
        make_indicator(economy, profile=profile).full_clean()
    assert refusal.value.message_dict == {"profile": ["Tiến độ chuẩn gồm bốn tỷ lệ lũy kế không giảm."]}


def make_part(indicator: Indicator, **changes: Any) -> IndicatorPart:
    fields: dict[str, Any] = {
        "indicator": indicator,
        "role": PartRole.NUMERATOR,
        "label": "Diện tích",
        "unit_of_measure": "ha",
        "over_time": OverTime.SUM,
    }
    return IndicatorPart(**fields | changes)


def test_an_indicator_has_each_part_once(indicator: Indicator) -> None:
    accepted(make_part(indicator, role=PartRole.DENOMINATOR))
    accepted(make_part(indicator))
    refused(make_part(indicator), "Chỉ tiêu đã có phần số liệu này.")
    assert [part.role for part in indicator.parts.all()] == [PartRole.NUMERATOR, PartRole.DENOMINATOR]


@pytest.mark.parametrize("changes", [{"role": "THIRD"}, {"over_time": "MEAN"}])
def test_a_part_has_known_choices(indicator: Indicator, changes: dict[str, str]) -> None:
    refused(make_part(indicator, **changes), "Vai trò hoặc cách cộng dồn không hợp lệ.")


@pytest.mark.parametrize(("least", "most"), [(None, None), (0, None), (None, 0), (0, 0), (0, 100)])
def test_bounds_of_a_part_are_open_or_in_order(indicator: Indicator, least: int | None, most: int | None) -> None:
    accepted(make_part(indicator, minimum=least, maximum=most))


def test_bounds_out_of_order_are_refused(indicator: Indicator) -> None:
    refused(make_part(indicator, minimum=2, maximum=1), "Giá trị nhỏ nhất không được lớn hơn giá trị lớn nhất.")


def test_a_plan_has_a_period_once(period: Period) -> None:
    refused(make_period(period.plan), "Kỳ này đã có trong kế hoạch.")
    accepted(make_period(period.plan, ordinal=4))


KIND = "Quý có thứ tự 1–4, cả năm có thứ tự 5."


@pytest.mark.parametrize(
    ("kind", "ordinal"),
    [(PeriodKind.QUARTER, 0), (PeriodKind.QUARTER, 5), (PeriodKind.FINAL, 4), (PeriodKind.FINAL, 6), ("MONTH", 1)],
)
def test_the_ordinal_fits_the_kind_of_period(plan: Plan, kind: str, ordinal: int) -> None:
    refused(make_period(plan, kind=kind, ordinal=ordinal), KIND)


@pytest.mark.parametrize(("kind", "ordinal"), [(PeriodKind.QUARTER, 1), (PeriodKind.QUARTER, 4), (PeriodKind.FINAL, 5)])
def test_quarters_and_the_whole_year(plan: Plan, kind: PeriodKind, ordinal: int) -> None:
    accepted(make_period(plan, kind=kind, ordinal=ordinal))


@pytest.mark.parametrize("changes", [{"starts_on": date(2022, 9, 15)}, {"due_on": date(2022, 9, 13)}])
def test_the_days_of_a_period_are_in_order(plan: Plan, changes: dict[str, date]) -> None:
    refused(make_period(plan, **changes), "Ngày đầu kỳ, ngày cuối kỳ và hạn gửi phải theo thứ tự.")


def test_a_period_may_last_a_day_and_be_due_on_it(plan: Plan) -> None:
    day = date(2022, 9, 14)
    accepted(make_period(plan, starts_on=day, ends_on=day, due_on=day))


LOCKED = "Kỳ đã khóa phải ghi người khóa và lúc khóa; kỳ chưa khóa thì không."


@pytest.mark.parametrize("state", list(PeriodState))
@pytest.mark.parametrize("at", [None, NOON])
@pytest.mark.parametrize("by", [False, True])
def test_a_locked_period_says_who_and_when_and_no_other(
    plan: Plan, state: PeriodState, at: datetime | None, by: bool
) -> None:
    period = make_period(plan, state=state, locked_at=at, locked_by=UserFactory() if by else None)
    if (state == PeriodState.LOCKED) == bool(at) == by:
        accepted(period)
    else:
        refused(period, LOCKED)


def test_a_period_in_another_state_is_refused(plan: Plan) -> None:
    refused(make_period(plan, state="LOST"), LOCKED)


def test_an_exception_has_a_reason(period: Period, owner: Unit) -> None:
    fields: dict[str, Any] = {
        "period": period,
        "unit": owner,
        "until": date(2022, 9, 30),
        "by": UserFactory(),
        "at": NOON,
    }
    refused(PeriodException(**fields, reason=" "), "Phải ghi lý do mở lại kỳ.")
    accepted(PeriodException(**fields, reason="Mưa lũ"))


def test_a_unit_is_asked_once_for_an_indicator(indicator: Indicator, owner: Unit) -> None:
    accepted(make_target(indicator, owner))
    refused(make_target(indicator, owner, value=None, comparator=None), "Đơn vị đã được giao chỉ tiêu này.")
    accepted(make_target(indicator, UnitFactory()))


TARGET = "Chỉ tiêu giao phải có cả phép so sánh và giá trị, hoặc không có cả hai."


@pytest.mark.parametrize(
    "changes", [{"value": None}, {"comparator": None}, {"comparator": "=="}, {"comparator": "", "value": None}]
)
def test_a_target_is_whole_or_report_only(indicator: Indicator, owner: Unit, changes: dict[str, Any]) -> None:
    refused(make_target(indicator, owner, **changes), TARGET)


@pytest.mark.parametrize("comparator", list(Comparator))
@pytest.mark.parametrize("value", [Decimal(0), Decimal("-2.5"), Decimal("80.5")])
def test_targets_of_every_kind(indicator: Indicator, owner: Unit, comparator: Comparator, value: Decimal) -> None:
    accepted(make_target(indicator, owner, comparator=comparator, value=value))


def test_a_unit_may_only_report(indicator: Indicator, owner: Unit) -> None:
    accepted(make_target(indicator, owner, comparator=None, value=None, reports=True))


def test_a_target_has_one_milestone_for_a_period(indicator: Indicator, owner: Unit, period: Period) -> None:
    target = make_target(indicator, owner)
    target.save()
    accepted(Milestone(target=target, period=period, value=Decimal(300)))
    refused(Milestone(target=target, period=period, value=Decimal(400)), "Kỳ này đã có mốc.")


def make_baseline(indicator: Indicator, unit: Unit, **changes: Any) -> Baseline:
    return Baseline(**{"indicator": indicator, "unit": unit, "ordinal": 5} | changes)


def test_last_year_is_known_once_for_an_ordinal(indicator: Indicator, owner: Unit) -> None:
    accepted(make_baseline(indicator, owner, value=500))
    refused(make_baseline(indicator, owner, value=501), "Kỳ này đã có số liệu năm trước.")
    accepted(make_baseline(indicator, owner, ordinal=4, value=0))


@pytest.mark.parametrize("ordinal", [0, 6])
def test_last_year_has_the_same_ordinals(indicator: Indicator, owner: Unit, ordinal: int) -> None:
    refused(make_baseline(indicator, owner, ordinal=ordinal, value=1), "Kỳ của số liệu năm trước từ 1 đến 5.")


@pytest.mark.parametrize("value", [None, 17])
@pytest.mark.parametrize("numerator", [None, 17])
@pytest.mark.parametrize("denominator", [None, 100])
def test_last_year_is_a_value_or_both_parts(
    indicator: Indicator, owner: Unit, value: int | None, numerator: int | None, denominator: int | None
) -> None:
    baseline = make_baseline(indicator, owner, value=value, numerator=numerator, denominator=denominator)
    if (value is None, numerator is None, denominator is None) in {(False, True, True), (True, False, False)}:
        accepted(baseline)
    else:
        refused(baseline, "Số liệu năm trước là một giá trị, hoặc đủ tử số và mẫu số.")


def test_amounts_keep_six_decimals(indicator: Indicator, owner: Unit) -> None:
    make_target(indicator, owner, value=Decimal("115942.123456")).save()
    assert Target.objects.get().value == Decimal("115942.123456")
