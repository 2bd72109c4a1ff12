"""The rules of a target over several years, and the years that its value is made of. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from targets.calculation.goals import HUNDRED
from targets.calculation.types import ZERO
from targets.enums import OverYears, Reason

WHOLE = Decimal(1)


@dataclass(frozen=True, slots=True)
class TermRules:
    """The rules of a target over a term of years.

    Shape: `path` are the levels to be reached by the end of each year, empty for an even pace.
    Units: thresholds in percent 0–100. `accumulates` tells whether the value of a year grows until its end,
    `only_adds` whether nobody who is silent could make the value smaller.
    """

    over_years: OverYears
    path: tuple[Decimal, ...] = ()
    decimals: int = 0
    accumulates: bool = False
    only_adds: bool = False
    exceeded_above: Decimal = HUNDRED
    at_risk_above: Decimal = Decimal(90)


@dataclass(frozen=True, slots=True)
class TermYear:
    """One year of a term, as far as it is known at the period of the page.

    Shape: `share` of the year is over, 0 to 1; nothing is expected of a year with share 0. `is_settled` tells whether
    nobody is waited for, `misses_due` whether a due figure within the year is missing; `reason` is why there is no
    value. A number under another definition stands in its year but is not counted (`is_comparable`).
    """

    year: int
    share: Decimal = ZERO
    value: Decimal | None = None
    is_closed: bool = False
    is_settled: bool = True
    misses_due: bool = False
    is_comparable: bool = True
    reason: Reason | None = None

    @property
    def counts(self) -> bool:
        return self.value is not None and self.is_comparable

    @property
    def is_over(self) -> bool:
        return self.share == WHOLE


def year_share(ordinal: int, interim: Sequence[int]) -> Decimal:
    """Returns the share of a year that is over at the end of a period; the whole for a period outside `interim`.

    `interim` are the ordinals of the year's quarters, or of whatever shorter periods it has, in order.
    """
    return Decimal(interim.index(ordinal) + 1) / len(interim) if ordinal in interim else WHOLE
