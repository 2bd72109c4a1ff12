"""The names of a plan's periods and years: none of them is taken from the calendar."""

from targets.models import Period, Plan
from targets.period_titles import years_text
from targets.rhythm import Rhythm


class PlanCalendar:
    """A plan with its periods in order."""

    __slots__ = ()
    plan: Plan
    periods: list[Period]

    @property
    def rhythm(self) -> Rhythm:
        return self.plan.rhythm

    @property
    def period_names(self) -> dict[int, str]:
        """The names by ordinal; the usual name of a period that the plan does not have."""
        return self.rhythm.usual_names | {period.ordinal: period.name for period in self.periods}

    def name_before(self, period: Period, first: str = "") -> str:
        """The name of what comes before a period: “Quý II”, of the whole year “Bốn quý”; `first` before the first."""
        if period.is_final:
            return self.rhythm.all_periods.capitalize()
        return self.period_names.get(period.ordinal - 1, first)

    @property
    def years(self) -> str:
        """“2022”, “2022–2023”."""
        return self._years(0)

    @property
    def last_years(self) -> str:
        """“2021”, “2021–2022”."""
        return self._years(1)

    def _years(self, back: int) -> str:
        whole = [period for period in self.periods if period.is_final] or self.periods
        if not whole:
            return str(self.plan.year - back)
        first, last = min(period.starts_on for period in whole), max(period.ends_on for period in whole)
        return years_text(self.plan.year, first, last, back=back)
