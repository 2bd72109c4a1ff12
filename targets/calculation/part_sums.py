"""Parts of several units added up, and their value together. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from targets.calculation.types import ZERO, IndicatorRules, Subject, ratio_value


@dataclass(slots=True)
class ContributionSum:
    """Parts of several units added up."""

    units: int = 0
    numerator: Decimal = ZERO
    denominator: Decimal = ZERO
    subjects: frozenset[Subject] = frozenset()

    @staticmethod
    def of(parts: Collection["ContributionSum"]) -> "ContributionSum":
        return ContributionSum(
            sum(part.units for part in parts),
            sum((part.numerator for part in parts), ZERO),
            sum((part.denominator for part in parts), ZERO),
            frozenset().union(*(part.subjects for part in parts)),
        )

    def value(self, spec: IndicatorRules) -> Decimal | None:
        """The value of the units together: sums of parts, never an average of rates.

        Units: those of the indicator (a ratio is already scaled). None when nobody contributes or denominators
        sum to 0.
        """
        if self.units and spec.measure.counts_recognitions:
            return Decimal(len(self.subjects))
        return self.earlier_value(spec)

    def earlier_value(self, spec: IndicatorRules) -> Decimal | None:
        """Returns the value of an earlier year, some of whose recognitions are known by number only: its numerator."""
        if not self.units:
            return None
        if spec.measure.counts_recognitions:
            return self.numerator + len(self.subjects)
        if spec.measure.has_denominator:
            return ratio_value(spec, self.numerator, self.denominator)
        return self.numerator if self.units == 1 or spec.adds_up else None
