"""The periods in which a changed target counts: its level is that of the whole year, so there is none to choose."""

import math
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q

from reports.models import Snapshot
from targets.calculation.types import UnitId
from targets.models import Indicator, Period
from targets.selectors import PlanView
from units.models import Unit


@dataclass(frozen=True, slots=True)
class YearEffects:
    """The year of the plan as a changed target meets it.

    Shape: `reassessed` are the periods that are assessed anew, whether open or locked: from the first with an approved
    figure on, for sums to date go on; `later` those that have nothing to assess yet; `frozen` the frozen numbers of
    meetings, which stay as they are.
    """

    year: str
    reassessed: tuple[Period, ...]
    later: tuple[Period, ...]
    frozen: tuple[Snapshot, ...]


def year_effects(
    view: PlanView, indicator: Indicator, units: Collection[UnitId], assessed_names: Collection[str]
) -> YearEffects:
    """Sorts the plan's periods, and finds the frozen numbers that hold the indicator for any of the units.

    Queries: 1.
    """
    periods = sorted(view.periods, key=lambda period: period.ordinal)
    first = next((period.ordinal for period in periods if period.name in assessed_names), math.inf)
    reassessed = tuple(period for period in view.opened_periods if period.ordinal >= first)
    return YearEffects(
        year=view.years,
        reassessed=reassessed,
        later=tuple(period for period in periods if period not in reassessed),
        frozen=tuple(_frozen_numbers(indicator, units)),
    )


def _frozen_numbers(indicator: Indicator, units: Collection[UnitId]) -> Collection[Snapshot]:
    """The snapshots of scopes at or above the units; one of another field does not hold the indicator."""
    holds_indicator = Q(filters__field__isnull=True) | Q(filters__field=indicator.field.code)
    scopes = Unit.objects.above(units).order_by().values("pk")
    snapshots = Snapshot.objects.filter(holds_indicator, plan=indicator.plan_id, scope__in=scopes)
    return snapshots.select_related("period", "scope").defer("numbers").order_by("period__ordinal", "at", "pk")
