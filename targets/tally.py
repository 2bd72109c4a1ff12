"""What units have reported together, without saying who. Pure.

Tallies of parts that share no unit add up to that of the whole.

Every number that is shown is read off a tally, be it made of figures just read or of tallies kept for the parts.
"""

from dataclasses import dataclass, field
from decimal import Decimal

from targets.enums import FINAL_ORDINAL, Measure
from targets.readings import ZERO, Spec, Subject, UnitId, rate


@dataclass(frozen=True, slots=True)
class Sum:
    """Parts of several units added up."""

    units: int = 0
    numerator: Decimal = ZERO
    denominator: Decimal = ZERO
    subjects: frozenset[Subject] = frozenset()

    def __add__(self, other: "Sum") -> "Sum":
        return Sum(
            self.units + other.units,
            self.numerator + other.numerator,
            self.denominator + other.denominator,
            self.subjects | other.subjects,
        )

    def value(self, spec: Spec) -> Decimal | None:
        """The value of the units together: sums of parts, never an average of rates.

        Units: those of the indicator (a ratio is already scaled). None when nobody contributes or denominators
        sum to 0.
        """
        if self.units and spec.measure == Measure.RECOGNITION:
            return Decimal(len(self.subjects))
        return self.earlier_value(spec)

    def earlier_value(self, spec: Spec) -> Decimal | None:
        """The same of a year whose recognised subjects are known by number only."""
        if not self.units:
            return None
        if spec.measure == Measure.RATIO:
            return rate(spec, self.numerator, self.denominator)
        return self.numerator if self.units == 1 or spec.adds_up else None


@dataclass(frozen=True, slots=True)
class Pair:
    """This year and last year over exactly the units that have both, at one ordinal of last year.

    `rows` counts the contributing units with an earlier row, `same` those of them under the same definition; `sole` is
    the earlier amount where one unit alone contributes, for it may be known as a rate only. `left_out` names the units
    without one, where the tally was not kept.
    """

    now: Sum = field(default_factory=Sum)
    then: Sum = field(default_factory=Sum)
    rows: int = 0
    same: int = 0
    sole: Decimal | None = None
    left_out: tuple[UnitId, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Earlier:
    """Last year's final figures of the units asked: how many are `known`, of how many none is (`unknown`).

    `parts` are of those known by parts; `sole` is the amount where one alone is known.
    """

    known: int = 0
    unknown: int = 0
    parts: Sum = field(default_factory=Sum)
    sole: Decimal | None = None

    def __add__(self, other: "Earlier") -> "Earlier":
        return Earlier(
            self.known + other.known,
            self.unknown + other.unknown,
            self.parts + other.parts,
            self.sole if not other.known else other.sole if not self.known else None,
        )


@dataclass(frozen=True, slots=True)
class Tally:
    """What the units of a scope have reported to date at `ordinal`.

    Shape: numbers of units: `assigned`, of them `covered`, `answered`, `not_applicable`, `unheard` (something to count,
    but not in the value) and `final` (their report on the year is approved); `half` have one part of a ratio;
    `estimated` of those with something to count gave the `estimate` of the year. `oldest` is the ordinal of the oldest
    figure in the value; `something` tells whether any part in it is not 0.
    """

    ordinal: int
    assigned: int = 0
    covered: int = 0
    answered: int = 0
    not_applicable: int = 0
    unheard: int = 0
    half: int = 0
    final: int = 0
    contributed: Sum = field(default_factory=Sum)
    in_period: Sum = field(default_factory=Sum)
    oldest: int | None = None
    something: bool = False
    has_figures: bool = False
    missed_quarter: bool = False
    estimated: int = 0
    estimate: Decimal = ZERO
    same_period: Pair = field(default_factory=Pair)
    year_end: Pair = field(default_factory=Pair)
    earlier: Earlier = field(default_factory=Earlier)

    def __add__(self, other: "Tally") -> "Tally":
        if self.ordinal != other.ordinal:
            raise ValueError("Tallies of different periods do not add up.")
        oldest = [one for one in (self.oldest, other.oldest) if one is not None]
        return Tally(
            ordinal=self.ordinal,
            assigned=self.assigned + other.assigned,
            covered=self.covered + other.covered,
            answered=self.answered + other.answered,
            not_applicable=self.not_applicable + other.not_applicable,
            unheard=self.unheard + other.unheard,
            half=self.half + other.half,
            final=self.final + other.final,
            contributed=self.contributed + other.contributed,
            in_period=self.in_period + other.in_period,
            oldest=min(oldest, default=None),
            something=self.something or other.something,
            has_figures=self.has_figures or other.has_figures,
            missed_quarter=self.missed_quarter or other.missed_quarter,
            estimated=self.estimated + other.estimated,
            estimate=self.estimate + other.estimate,
            same_period=self._paired(other, "same_period"),
            year_end=self._paired(other, "year_end"),
            earlier=self.earlier + other.earlier,
        )

    def _paired(self, other: "Tally", name: str) -> Pair:
        mine, theirs = getattr(self, name), getattr(other, name)
        alone = mine.sole if not other.contributed.units else theirs.sole if not self.contributed.units else None
        return Pair(
            mine.now + theirs.now,
            mine.then + theirs.then,
            mine.rows + theirs.rows,
            mine.same + theirs.same,
            alone,
            mine.left_out + theirs.left_out,
        )

    @property
    def silent(self) -> int:
        return self.assigned - self.covered

    @property
    def asked(self) -> int:
        """Units with something to count."""
        return self.assigned - self.not_applicable

    @property
    def complete(self) -> bool:
        return bool(self.assigned) and not self.silent

    @property
    def everyone_contributes(self) -> bool:
        """Whether the value is the whole scope's: nobody who has something to count is left out."""
        return not self.half and not self.unheard

    def is_list_only(self, spec: Spec) -> bool:
        """An amount in percent of several reporting units, even while only one of them has reported."""
        return not spec.adds_up and max(self.asked, self.contributed.units) > 1

    def is_nothing_to_count(self, spec: Spec) -> bool:
        """Full coverage and 0 ÷ 0: “không phát sinh”."""
        return spec.measure == Measure.RATIO and self.complete and bool(self.contributed.units) and not self.something

    def misses_due(self, judged: int) -> bool:
        """Whether anything due is missing: a quarter of a part that adds up, or the whole year once it is judged."""
        return self.missed_quarter or (bool(self.silent) and judged == FINAL_ORDINAL)

    def value(self, spec: Spec) -> Decimal | None:
        return None if self.is_list_only(spec) else self.contributed.value(spec)

    def value_in_period(self, spec: Spec) -> Decimal | None:
        """The value of the period's figures alone; FINAL has none of its own."""
        if self.ordinal == FINAL_ORDINAL or (not spec.adds_up and self.assigned > 1):
            return None
        return self.in_period.value(spec)

    def full_year_estimate(self, spec: Spec) -> Decimal | None:
        """The units' own: added only when every one gave it; a rate's only when one unit reports."""
        if not self.asked or self.estimated != self.asked or (self.asked > 1 and not spec.accumulates):
            return None
        return self.estimate
