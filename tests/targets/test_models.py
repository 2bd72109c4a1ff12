"""Every rule on plans, fields, indicators and their parts, in validation and in the database."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db.models import RestrictedError

from targets.enums import (
    BaselineKind,
    Measure,
    PartRole,
    PlanStatus,
    TargetBasis,
)
from targets.models import (
    Field,
    Indicator,
    Plan,
)
from tests.constraints import assert_accepted, assert_refused
from tests.factories import UnitFactory
from tests.targets.model_rows import make_indicator, make_part, make_plan
from units.models import Unit

pytestmark = pytest.mark.django_db

NOON = datetime(2022, 9, 20, 5, tzinfo=UTC)


THRESHOLDS = "Ngưỡng “Vượt” phải từ 100 % trở lên, ngưỡng “Cần chú ý” trong khoảng 0–100 %."


@pytest.mark.parametrize("status", list(PlanStatus))
def test_a_plan_has_one_of_three_states(owner: Unit, status: PlanStatus) -> None:
    assert_accepted(make_plan(owner, status=status))


def test_a_plan_in_another_state_is_refused(owner: Unit) -> None:
    assert_refused(make_plan(owner, status="LOST"), "Trạng thái kế hoạch không hợp lệ.")


@pytest.mark.parametrize(
    "changes", [{"exceeded_above": Decimal("99.9")}, {"at_risk_above": Decimal(0)}, {"at_risk_above": Decimal("100.1")}]
)
def test_thresholds_make_sense(owner: Unit, changes: dict[str, Decimal]) -> None:
    assert_refused(make_plan(owner, **changes), THRESHOLDS)


@pytest.mark.parametrize(
    "changes", [{}, {"exceeded_above": Decimal(100)}, {"exceeded_above": Decimal(110)}, {"at_risk_above": Decimal(100)}]
)
def test_thresholds_can_be_moved(owner: Unit, changes: dict[str, Decimal]) -> None:
    assert_accepted(make_plan(owner, **changes))


def test_a_document_makes_one_plan_of_a_year(plan: Plan) -> None:
    assert_refused(make_plan(plan.owner, document_number=" 15/KH-UBND "), "Kế hoạch này đã có.")
    assert_accepted(make_plan(plan.owner, year=2023))
    assert_accepted(make_plan(UnitFactory.create()))
    assert str(plan) == "Kế hoạch 15/KH-UBND (2022)"


def test_whoever_issued_a_plan_stays(plan: Plan) -> None:
    with pytest.raises(RestrictedError):
        plan.owner.delete()


def test_a_plan_has_a_field_once(economy: Field) -> None:
    assert_refused(Field(plan=economy.plan, code="KT", name="Khác", order=2), "Lĩnh vực này đã có trong kế hoạch.")
    assert_accepted(Field(plan=economy.plan, code="XH", name="Văn hóa - xã hội", order=2))


def test_a_plan_has_an_indicator_once(indicator: Indicator) -> None:
    assert_refused(make_indicator(indicator.field), "Mã chỉ tiêu này đã có trong kế hoạch.")
    assert_accepted(make_indicator(indicator.field, code="CT04"))


def test_an_indicator_has_a_known_measure(economy: Field) -> None:
    assert_refused(make_indicator(economy, measure="GUESS"), "Cách tính không hợp lệ.")


COMPOSITE = "Chỉ tiêu gộp chỉ có các chỉ tiêu con; chỉ tiêu khác phải nêu so với mức nào."


@pytest.mark.parametrize(
    "changes",
    [
        {"basis": TargetBasis.LEVEL},
        {"basis": TargetBasis.FALL, "baseline_kind": BaselineKind.SAME_PERIOD},
        {"profile": [25, 50, 75, 100]},
    ],
)
def test_a_composite_has_none_of_the_rules_of_a_measured_indicator(economy: Field, changes: dict[str, Any]) -> None:
    assert_refused(make_indicator(economy, **{"measure": Measure.ALL_OF, "basis": None} | changes), COMPOSITE)


def test_a_composite_is_never_part_of_another(economy: Field) -> None:
    top = make_indicator(economy, code="CT15", measure=Measure.ALL_OF, basis=None)
    assert_accepted(top)
    assert_accepted(make_indicator(economy, code="CT15a", parent=top))
    assert_refused(make_indicator(economy, code="CT15b", parent=top, measure=Measure.ALL_OF, basis=None), COMPOSITE)


@pytest.mark.parametrize("measure", [Measure.AMOUNT, Measure.RATIO, Measure.RECOGNITION])
@pytest.mark.parametrize("basis", [None, "GUESS"])
def test_a_measured_indicator_says_what_it_is_compared_with(
    economy: Field, measure: Measure, basis: str | None
) -> None:
    assert_refused(make_indicator(economy, measure=measure, basis=basis), COMPOSITE)


BASELINE = "Chỉ tiêu tăng, giảm phải nêu kỳ gốc; chỉ tiêu theo mức thì không."


@pytest.mark.parametrize(
    ("basis", "kind"),
    [
        (TargetBasis.LEVEL, BaselineKind.YEAR_END),
        (TargetBasis.RISE, None),
        (TargetBasis.FALL, None),
        (TargetBasis.FALL, "LONG_AGO"),
    ],
)
def test_a_rise_or_fall_says_from_where(economy: Field, basis: TargetBasis, kind: str | None) -> None:
    assert_refused(make_indicator(economy, basis=basis, baseline_kind=kind), BASELINE)


@pytest.mark.parametrize(
    ("basis", "kind"),
    [
        (TargetBasis.LEVEL, None),
        (TargetBasis.RISE, BaselineKind.YEAR_END),
        (TargetBasis.FALL, BaselineKind.SAME_PERIOD),
    ],
)
def test_levels_rises_and_falls(economy: Field, basis: TargetBasis, kind: BaselineKind | None) -> None:
    assert_accepted(make_indicator(economy, basis=basis, baseline_kind=kind))


SCALE = "Hệ số nhân phải lớn hơn 0 và tối đa 6 chữ số thập phân."


@pytest.mark.parametrize("changes", [{"scale": Decimal(0)}, {"scale": Decimal(-1)}, {"decimals": 7}])
def test_scale_and_decimals_have_bounds(economy: Field, changes: dict[str, Any]) -> None:
    assert_refused(make_indicator(economy, **changes), SCALE)


@pytest.mark.parametrize("changes", [{"scale": Decimal(1000)}, {"scale": Decimal("0.001")}, {"decimals": 6}])
def test_scale_and_decimals_within_bounds(economy: Field, changes: dict[str, Any]) -> None:
    assert_accepted(make_indicator(economy, **changes))


@pytest.mark.parametrize("due", [[], [5], [2, 4, 5], [1, 2, 3, 4, 5]])
def test_due_periods_are_ordinals_in_order(economy: Field, due: list[int]) -> None:
    assert_accepted(make_indicator(economy, due=due))


@pytest.mark.parametrize("due", [[0], [6], [2, 1], [2, 2], ["2"], [1.5], [True], [[1]], 2])
def test_other_due_periods_are_refused(economy: Field, due: list[Any]) -> None:
    with pytest.raises(ValidationError) as refusal:
        make_indicator(economy, due=due).full_clean()
    assert refusal.value.message_dict == {"due": ["Các kỳ phải là số từ 1 đến 5, tăng dần, không lặp."]}


@pytest.mark.parametrize("profile", [None, [0, 52, 55, 100], [0, 0, 0, 0], ["10.5", "20", "30", "100"]])
def test_a_profile_is_four_percents_that_do_not_fall(economy: Field, profile: list[Any] | None) -> None:
    assert_accepted(make_indicator(economy, profile=profile))


@pytest.mark.parametrize(
    "profile", [[], [1, 2, 3], [1, 2, 3, 4, 5], [0, 55, 52, 100], [-1, 0, 50, 100], ["x", 1, 2, 3], 5]
)
def test_other_profiles_are_refused(economy: Field, profile: Any) -> None:
    with pytest.raises(ValidationError) as refusal:
        make_indicator(economy, profile=profile).full_clean()
    assert refusal.value.message_dict == {"profile": ["Tiến độ chuẩn gồm bốn tỷ lệ lũy kế không giảm."]}


def test_an_indicator_has_each_part_once(indicator: Indicator) -> None:
    assert_accepted(make_part(indicator, role=PartRole.DENOMINATOR))
    assert_accepted(make_part(indicator))
    assert_refused(make_part(indicator), "Chỉ tiêu đã có phần số liệu này.")
    assert [part.role for part in indicator.parts.all()] == [PartRole.NUMERATOR, PartRole.DENOMINATOR]


@pytest.mark.parametrize("changes", [{"role": "THIRD"}, {"over_time": "MEAN"}])
def test_a_part_has_known_choices(indicator: Indicator, changes: dict[str, str]) -> None:
    assert_refused(make_part(indicator, **changes), "Vai trò hoặc cách cộng dồn không hợp lệ.")


@pytest.mark.parametrize(("least", "most"), [(None, None), (0, None), (None, 0), (0, 0), (0, 100)])
def test_bounds_of_a_part_are_open_or_in_order(indicator: Indicator, least: int | None, most: int | None) -> None:
    assert_accepted(make_part(indicator, minimum=least, maximum=most))


def test_bounds_out_of_order_are_refused(indicator: Indicator) -> None:
    assert_refused(make_part(indicator, minimum=2, maximum=1), "Giá trị nhỏ nhất không được lớn hơn giá trị lớn nhất.")
