"""Figures of last year, of the scope itself and of its units. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from targets.calculation.types import IndicatorRules, Subject, UnitContribution, UnitId, ratio_value


@dataclass(frozen=True, slots=True)
class PriorFigure:
    """One earlier figure: a value, or both parts of a ratio, under a definition.

    Shape: `subjects` are the recognised ones that `value` counts; none where only their number is known.
    """

    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    label: str = ""
    subjects: frozenset[Subject] = frozenset()

    def as_contribution(self, spec: IndicatorRules, unit: UnitId) -> UnitContribution | None:
        if not spec.measure.has_denominator:
            if self.value is None:
                return None
            # Several units may have named the same subject: only those known by number alone can be added.
            return UnitContribution(unit, self.value - len(self.subjects), None, 0, self.subjects)
        if self.numerator is None or self.denominator is None:
            return None
        return UnitContribution(unit, self.numerator, self.denominator, 0)

    def amount(self, spec: IndicatorRules) -> Decimal | None:
        if self.value is not None or self.numerator is None or self.denominator is None:
            return self.value
        return ratio_value(spec, self.numerator, self.denominator)


@dataclass(frozen=True, slots=True)
class PriorYearFigures:
    """Last year's figures to date, by the ordinals of this year's plan (FINAL is the year end).

    Shape: `own` is the scope's baseline row; `by_unit` the reporting units' rows, or where none is entered their
    approved figures of last year's indicator.
    """

    own: Mapping[int, PriorFigure] = field(default_factory=dict)
    by_unit: Mapping[UnitId, Mapping[int, PriorFigure]] = field(default_factory=dict)
