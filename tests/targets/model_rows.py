"""Rows of the plan's tables, valid but for what a test changes, not saved."""

from datetime import date
from decimal import Decimal
from typing import Any

from chodon_thidua.lib.refusals import StateRefusal
from targets.enums import Comparator, Measure, OverTime, PartRole, PeriodKind, TargetBasis
from targets.models import Baseline, Field, Indicator, IndicatorPart, Period, Plan, Target
from targets.policies import check_period_open
from units.models import Unit


def make_plan(owner: Unit, **changes: Any) -> Plan:
    fields: dict[str, Any] = {
        "document_number": "15/KH-UBND",
        "issued_on": date(2022, 1, 26),
        "title": "Kế hoạch phát động thi đua",
        "year": 2022,
        "owner": owner,
    }
    return Plan(**fields | changes)


def make_indicator(economy: Field, **changes: Any) -> Indicator:
    fields: dict[str, Any] = {
        "plan": economy.plan,
        "code": "CT03",
        "name": "Trồng rừng mới",
        "field": economy,
        "order": 3,
        "measure": Measure.AMOUNT,
        "unit_of_measure": "ha",
        "basis": TargetBasis.LEVEL,
    }
    return Indicator(**fields | changes)


def make_part(indicator: Indicator, **changes: Any) -> IndicatorPart:
    fields: dict[str, Any] = {
        "indicator": indicator,
        "role": PartRole.NUMERATOR,
        "label": "Diện tích",
        "unit_of_measure": "ha",
        "over_time": OverTime.SUM,
    }
    return IndicatorPart(**fields | changes)


def make_period(plan: Plan, **changes: Any) -> Period:
    fields: dict[str, Any] = {
        "plan": plan,
        "ordinal": 3,
        "kind": PeriodKind.REGULAR,
        "name": "Quý III",
        "starts_on": date(2022, 6, 15),
        "ends_on": date(2022, 9, 14),
        "due_on": date(2022, 9, 16),
    }
    return Period(**fields | changes)


def make_target(indicator: Indicator, unit: Unit, **changes: Any) -> Target:
    return Target(
        **{"indicator": indicator, "unit": unit, "comparator": Comparator.AT_LEAST, "value": Decimal(570)} | changes
    )


def make_baseline(indicator: Indicator, unit: Unit, **changes: Any) -> Baseline:
    return Baseline(**{"indicator": indicator, "unit": unit, "ordinal": 5} | changes)


def is_open(period: Period, unit: Unit, day: date) -> bool:
    """Returns whether the unit may enter figures of the period on that day."""
    try:
        check_period_open(period, unit, day)
    except StateRefusal:
        return False
    return True
