"""The figures reported on an indicator, for whoever is about to change its targets."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field

from django.db.models import Q

from reports.enums import ReportState
from reports.models import Figure
from targets.models import Indicator


@dataclass(slots=True)
class IndicatorReports:
    """The reported figures of one indicator.

    Shape: `approved_periods` holds by unit id the names of the periods with an approved figure, by ordinal;
    `entering_units` the ids of units that have entered anything, sent or not.
    """

    owner: int
    approved_periods: dict[int, dict[int, str]] = field(default_factory=dict)
    entering_units: set[int] = field(default_factory=set)

    def periods(self, units: Collection[int]) -> list[str]:
        """Returns the names of the periods in which these units' figures are approved; for the owner of all units'."""
        mine = (
            self.approved_periods.values()
            if self.owner in units
            else (self.approved_periods.get(pk, {}) for pk in units)
        )
        names_by_ordinal: dict[int, str] = {}
        for by_ordinal in mine:
            names_by_ordinal |= by_ordinal
        return [names_by_ordinal[ordinal] for ordinal in sorted(names_by_ordinal)]


def indicator_reports(indicator: Indicator) -> IndicatorReports:
    """Reads where figures of the indicator are approved, and which units have entered any.

    Queries: 1, and 1 for the plan unless it was read with the indicator.
    """
    figures = Figure.objects.filter(indicator=indicator).filter(
        Q(numerator__isnull=False) | Q(denominator__isnull=False) | Q(not_applicable=True) | ~Q(text_value="")
    )
    approved_periods: dict[int, dict[int, str]] = defaultdict(dict)
    result = IndicatorReports(indicator.plan.owner_id, approved_periods)
    rows = figures.values_list("report__unit", "report__state", "report__period__ordinal", "report__period__name")
    for unit, state, ordinal, name in rows.order_by():
        result.entering_units.add(unit)
        if state == ReportState.APPROVED:
            approved_periods[unit][ordinal] = name
    return result
