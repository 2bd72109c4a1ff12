"""Sums of last year beside those of this year, over the units that have both. Pure."""

from collections.abc import Collection
from dataclasses import dataclass, field
from decimal import Decimal

from targets.calculation.part_sums import ContributionSum
from targets.calculation.types import UnitId


@dataclass(slots=True)
class YearPair:
    """This year and last year over exactly the units that have both, at one ordinal of last year.

    `rows` counts the contributing units with an earlier row, `same` those of them under the same definition; `sole` is
    the earlier amount where one unit alone contributes, for it may be known as a rate only. `left_out` names the units
    without one, where the aggregate was made of figures just read.
    """

    current: ContributionSum = field(default_factory=ContributionSum)
    prior: ContributionSum = field(default_factory=ContributionSum)
    rows: int = 0
    same: int = 0
    sole: Decimal | None = None
    left_out: tuple[UnitId, ...] = field(default=(), compare=False)

    @staticmethod
    def of(parts: Collection["YearPair"], sole: Decimal | None) -> "YearPair":
        return YearPair(
            ContributionSum.of([part.current for part in parts]),
            ContributionSum.of([part.prior for part in parts]),
            sum(part.rows for part in parts),
            sum(part.same for part in parts),
            sole,
            tuple(unit for part in parts for unit in part.left_out),
        )


@dataclass(slots=True)
class PriorYearSum:
    """Last year's final figures of the units asked to report: how many are `known` and `unknown`.

    `parts` are of those known by parts; `sole` is the amount where one alone is known.
    """

    known: int = 0
    unknown: int = 0
    parts: ContributionSum = field(default_factory=ContributionSum)
    sole: Decimal | None = None

    @staticmethod
    def of(parts: Collection["PriorYearSum"]) -> "PriorYearSum":
        known_parts = [part for part in parts if part.known]
        return PriorYearSum(
            sum(part.known for part in parts),
            sum(part.unknown for part in parts),
            ContributionSum.of([part.parts for part in parts]),
            known_parts[0].sole if len(known_parts) == 1 else None,
        )
