"""This year beside last year: baselines and same-period figures over exactly the units that have both. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from targets.enums import FINAL_ORDINAL, Measure, Reason
from targets.readings import EXACT, ZERO, Contribution, Spec, Totals, UnitId, is_list_only, rate, value_of


@dataclass(frozen=True, slots=True)
class Prior:
    """One earlier figure: a value, or both parts of a ratio, under a definition."""

    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    label: str = ""

    def as_contribution(self, spec: Spec, unit: UnitId) -> Contribution | None:
        if spec.measure != Measure.RATIO:
            return Contribution(unit, self.value, None, 0) if self.value is not None else None
        if self.numerator is None or self.denominator is None:
            return None
        return Contribution(unit, self.numerator, self.denominator, 0)

    def amount(self, spec: Spec) -> Decimal | None:
        if self.value is not None or self.numerator is None or self.denominator is None:
            return self.value
        return rate(spec, self.numerator, self.denominator)


@dataclass(frozen=True, slots=True)
class History:
    """Last year's figures to date, by ordinal (5 is the year end).

    Shape: `own` is the scope's baseline row; `by_unit` the reporting units' rows, or where none is entered their
    approved figures of last year's indicator.
    """

    own: Mapping[int, Prior] = field(default_factory=dict)
    by_unit: Mapping[UnitId, Mapping[int, Prior]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The value of the comparable units now and then; `left_out` contribute to the value but have no baseline."""

    now: Decimal | None = None
    then: Decimal | None = None
    left_out: tuple[UnitId, ...] = ()
    reason: Reason | None = None


def compare(spec: Spec, totals: Totals, history: History, ordinal: int) -> Comparison:
    """This year's value and last year's, over exactly the units that have both; definitions must match."""
    contributing = totals.contributions
    if not contributing or is_list_only(spec, totals):
        return Comparison(reason=Reason.NO_VALUE)
    own = history.own.get(ordinal)
    if own and totals.everyone_contributes:
        if own.label != spec.definition_label:
            return Comparison(reason=Reason.OTHER_DEFINITION)
        return _comparison(spec, contributing, own.amount(spec))
    rows = {one.unit: _rows(one, history, ordinal) for one in contributing}
    same = {
        unit: found for unit, found in rows.items() if found and {row.label for row in found} == {spec.definition_label}
    }
    if len(contributing) == 1 and same:
        found = same[contributing[0].unit]
        if len(found) == 1:
            return _comparison(spec, contributing, found[0].amount(spec))
    priors = {unit: parts for unit, found in same.items() if (parts := _parts(spec, unit, found))}
    left_out = tuple(unit for unit in rows if unit not in priors)
    if not priors:
        reason = Reason.OTHER_DEFINITION if any(rows.values()) and not same else Reason.NO_BASELINE
        return Comparison(left_out=left_out, reason=reason)
    then = _together(spec, [part for parts in priors.values() for part in parts])
    return _comparison(spec, [one for one in contributing if one.unit in priors], then, left_out)


def change(spec: Spec, comparison: Comparison) -> Decimal | None:
    """100 × now ÷ then, or the difference in points for a rate; none when last year is 0 or unknown."""
    if comparison.now is None or not comparison.then:
        return None
    if spec.is_rate:
        return EXACT.subtract(comparison.now, comparison.then)
    return 100 * comparison.now / comparison.then


def year_end(spec: Spec, totals: Totals, history: History) -> Decimal | None:
    """Last year's final figure of the whole scope, whoever has reported this year.

    None while a unit that is asked has no row of the same definition: a part of the scope would pass for all of it.
    """
    if own := history.own.get(FINAL_ORDINAL):
        return own.amount(spec) if own.label == spec.definition_label else None
    rows = {unit: history.by_unit.get(unit, {}).get(FINAL_ORDINAL) for unit in totals.assigned}
    known = {unit: row for unit, row in rows.items() if row and row.label == spec.definition_label}
    if not known or any(unit not in known and unit not in totals.not_applicable for unit in rows):
        return None
    if len(known) == 1:
        return next(iter(known.values())).amount(spec)
    parts = [part for unit, row in known.items() if (part := row.as_contribution(spec, unit))]
    return _together(spec, parts) if len(parts) == len(known) else None


def _comparison(
    spec: Spec, contributing: Sequence[Contribution], then: Decimal | None, left_out: tuple[UnitId, ...] = ()
) -> Comparison:
    now = value_of(spec, contributing)
    reason = Reason.NO_VALUE if now is None else Reason.NO_BASELINE if then is None else None
    return Comparison(now, then, left_out, reason)


def _rows(one: Contribution, history: History, ordinal: int) -> list[Prior]:
    """The unit's earlier row with those of the units merged into it; none while a predecessor's is missing.

    A row of the successor alone is taken to be of the merged unit.
    """
    rows = {unit: row for unit in (one.unit, *one.merged) if (row := history.by_unit.get(unit, {}).get(ordinal))}
    whole = rows.keys() == {one.unit} or rows.keys() >= set(one.merged)
    return list(rows.values()) if whole else []


def _parts(spec: Spec, unit: UnitId, rows: Sequence[Prior]) -> list[Contribution]:
    parts = [part for row in rows if (part := row.as_contribution(spec, unit))]
    return parts if len(parts) == len(rows) else []


def _together(spec: Spec, priors: Sequence[Contribution]) -> Decimal | None:
    if spec.measure == Measure.RECOGNITION:
        return sum((one.numerator for one in priors), ZERO)
    return value_of(spec, priors)
