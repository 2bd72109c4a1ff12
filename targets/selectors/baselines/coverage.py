"""The number of units that have figures of last year, indicator by indicator."""

from dataclasses import dataclass

from targets.models import Indicator
from targets.selectors.baselines.rows import Rows, baseline_units, stored_rows
from targets.selectors.plan_periods import PlanView
from units.models import Unit


@dataclass(frozen=True, slots=True)
class BaselineIndicatorLine:
    """The coverage of an indicator: its units, those with a figure of the year end, those with any other."""

    indicator: Indicator
    units: int = 0
    year_end: int = 0
    regular: int = 0

    @property
    def is_composite(self) -> bool:
        return self.indicator.is_composite


def baseline_list(view: PlanView) -> list[BaselineIndicatorLine]:
    """The indicators of the plan, a composite before its children, with how many units have figures.

    Queries: 5.
    """
    indicators = list(Indicator.objects.filter(plan=view.plan).select_related("field").order_by("order", "code"))
    measured = [row.pk for row in indicators if not row.is_composite]
    units, rows_by_indicator = baseline_units(view.plan, measured), stored_rows(measured)
    final = view.rhythm.final
    return [_line(row, units.get(row.pk, []), rows_by_indicator[row.pk], final) for row in indicators]


def _line(indicator: Indicator, units: list[Unit], stored: Rows, final: int) -> BaselineIndicatorLine:
    return BaselineIndicatorLine(
        indicator,
        units=len(units),
        year_end=sum(final in rows for rows in stored.values()),
        regular=sum(any(ordinal != final for ordinal in rows) for rows in stored.values()),
    )
