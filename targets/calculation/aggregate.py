"""Aggregates: the figures of several units together, without their names. Pure.

Aggregates of parts that share no unit add up to that of the whole.

Every number on a page is read from an aggregate, made of figures just read or of stored ones of the parts. None is
changed once it is made; the classes are not frozen only because a nation's page makes thousands, in half the time.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from decimal import Decimal

from targets.calculation.part_sums import ContributionSum
from targets.calculation.types import ZERO, IndicatorRules
from targets.calculation.year_sums import PriorYearSum, YearPair


@dataclass(slots=True)
class FigureAggregate:
    """The reported figures of a scope's units to date at `ordinal`.

    Shape: numbers of units: `assigned`, of them `covered`, `answered`, `not_applicable`, `without_value` (something to
    count, but not in the value) and `final` (their report on the year is approved); `half` have one part of a ratio;
    `estimated` of those with something to count gave an estimate of the year; their sum is `estimate`, together with
    what units reported that are no longer asked. In FINAL `same_period` is that of the last regular period. The units'
    values are from the periods `oldest` to `newest`, by ordinal; `has_nonzero` tells whether any part of them is not 0.
    """

    ordinal: int
    assigned: int = 0
    covered: int = 0
    answered: int = 0
    not_applicable: int = 0
    without_value: int = 0
    half: int = 0
    final: int = 0
    contributed: ContributionSum = field(default_factory=ContributionSum)
    in_period: ContributionSum = field(default_factory=ContributionSum)
    oldest: int | None = None
    newest: int | None = None
    has_nonzero: bool = False
    has_figures: bool = False
    missed_due: bool = False
    estimated: int = 0
    estimate: Decimal = ZERO
    same_period: YearPair = field(default_factory=YearPair)
    year_end: YearPair = field(default_factory=YearPair)
    earlier: PriorYearSum = field(default_factory=PriorYearSum)

    @staticmethod
    def of(parts: Collection["FigureAggregate"]) -> "FigureAggregate":
        """Adds up parts of one period that share no unit.

        Raises: ValueError for different periods, or no part at all.
        """
        ordinals = {part.ordinal for part in parts}
        if len(ordinals) != 1:
            raise ValueError("Aggregates of different periods do not add up.")
        contributors = [part for part in parts if part.contributed.units]
        alone = contributors[0] if len(contributors) == 1 else None
        return FigureAggregate(
            ordinal=ordinals.pop(),
            assigned=sum(part.assigned for part in parts),
            covered=sum(part.covered for part in parts),
            answered=sum(part.answered for part in parts),
            not_applicable=sum(part.not_applicable for part in parts),
            without_value=sum(part.without_value for part in parts),
            half=sum(part.half for part in parts),
            final=sum(part.final for part in parts),
            contributed=ContributionSum.of([part.contributed for part in parts]),
            in_period=ContributionSum.of([part.in_period for part in parts]),
            oldest=min((part.oldest for part in parts if part.oldest is not None), default=None),
            newest=max((part.newest for part in parts if part.newest is not None), default=None),
            has_nonzero=any(part.has_nonzero for part in parts),
            has_figures=any(part.has_figures for part in parts),
            missed_due=any(part.missed_due for part in parts),
            estimated=sum(part.estimated for part in parts),
            estimate=sum((part.estimate for part in parts), ZERO),
            same_period=YearPair.of([part.same_period for part in parts], alone.same_period.sole if alone else None),
            year_end=YearPair.of([part.year_end for part in parts], alone.year_end.sole if alone else None),
            earlier=PriorYearSum.of([part.earlier for part in parts]),
        )

    def __add__(self, other: "FigureAggregate") -> "FigureAggregate":
        return FigureAggregate.of((self, other))

    @property
    def silent(self) -> int:
        return self.assigned - self.covered

    @property
    def applicable_units(self) -> int:
        """Units with something to count."""
        return self.assigned - self.not_applicable

    @property
    def is_complete(self) -> bool:
        return bool(self.assigned) and not self.silent

    @property
    def is_fully_covered(self) -> bool:
        """Tells whether the value is the whole scope's: every unit asked has something to count, and it is counted."""
        return not self.half and not self.without_value and not self.not_applicable

    def is_list_only(self, spec: IndicatorRules) -> bool:
        """An average of several reporting units, even while only one of them has reported."""
        return not spec.adds_up and max(self.applicable_units, self.contributed.units) > 1

    def is_nothing_to_count(self, spec: IndicatorRules) -> bool:
        """Full coverage and 0 ÷ 0: “không phát sinh”."""
        return (
            spec.measure.has_denominator and self.is_complete and bool(self.contributed.units) and not self.has_nonzero
        )

    def is_old(self, spec: IndicatorRules) -> bool:
        """Tells whether all of it is older than the latest due period; in FINAL the regular periods stand in.

        A figure of an earlier period is no older than the others while none was due since.
        """
        due = spec.last_regular_due(self.ordinal)
        return due is not None and self.newest is not None and self.newest < due

    def misses_due(self, spec: IndicatorRules, rule_ordinal: int) -> bool:
        """Tells whether a due figure is missing: of a part that counts every period, or FINAL once it decides."""
        return self.missed_due or (bool(self.silent) and rule_ordinal == spec.final)

    def value(self, spec: IndicatorRules) -> Decimal | None:
        return None if self.is_list_only(spec) else self.contributed.value(spec)

    def value_in_period(self, spec: IndicatorRules) -> Decimal | None:
        """The value of the period's figures alone; FINAL has none of its own."""
        if self.ordinal == spec.final or self.is_list_only(spec):
            return None
        return self.in_period.value(spec)

    def full_year_estimate(self, spec: IndicatorRules) -> Decimal | None:
        """The units' own: added only when every one gave it; a rate's or an average's only when one unit reports."""
        several = max(self.applicable_units, self.contributed.units) > 1
        if (
            not self.applicable_units
            or self.estimated != self.applicable_units
            or (several and not spec.allocations_add_up)
        ):
            return None
        return self.estimate
