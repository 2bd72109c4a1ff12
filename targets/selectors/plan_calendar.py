"""The names of a plan's periods and years: none of them is taken from the calendar."""

from chodon_thidua.lib.text import roman_quarter
from targets.enums import FINAL_ORDINAL
from targets.models import Period, Plan
from targets.target_text import years_text


class PlanCalendar:
    """A plan with its periods in order."""

    __slots__ = ()
    plan: Plan
    periods: list[Period]

    @property
    def period_names(self) -> dict[int, str]:
        """The names by ordinal; the usual name of a period that the plan does not have."""
        usual = {ordinal: roman_quarter(ordinal) for ordinal in range(1, FINAL_ORDINAL + 1)}
        return usual | {period.ordinal: period.name for period in self.periods}

    @property
    def years(self) -> str:
        """“2022”, “2022–2023”."""
        return self._years(0)

    @property
    def last_years(self) -> str:
        """“2021”, “2021–2022”."""
        return self._years(1)

    def _years(self, back: int) -> str:
        whole = [period for period in self.periods if period.ordinal == FINAL_ORDINAL] or self.periods
        if not whole:
            return str(self.plan.year - back)
        first, last = min(period.starts_on for period in whole), max(period.ends_on for period in whole)
        return years_text(self.plan.year, first, last, back=back)
