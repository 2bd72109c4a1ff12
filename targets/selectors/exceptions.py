"""The exceptions that open a locked period to one unit alone."""

from collections.abc import Collection
from datetime import date

from chodon_thidua.lib import clock
from targets.models import Period, PeriodException


def exception_days(periods: Collection[Period], units: Collection[int]) -> dict[tuple[int, int], date]:
    """Returns by the ids of unit and period the last day of the exception in force. Queries: 1."""
    exceptions = PeriodException.objects.in_force(clock.today()).filter(period__in=periods, unit__in=units)
    return {
        (unit, period): until
        for unit, period, until in exceptions.order_by("until").values_list("unit_id", "period_id", "until")
    }
