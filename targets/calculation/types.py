"""The rules of an indicator, the readings of its units, and the value of several units together. Pure.

A *reading* is one unit's counted figure for one indicator in one period. Units and subjects are opaque ids.
`totals.collect_totals` takes readings to `ScopeTotals`. Decimal end to end.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from chodon_thidua.lib.measure_units import is_rank_unit
from targets.enums import BaselineKind, Measure, OverTime, TargetBasis
from targets.rhythm import Rhythm

UnitId = int
Subject = int | str

ZERO = Decimal(0)
NO_SUBJECTS: frozenset[Subject] = frozenset()
# Rates are cut at a fixed decimal place, not at a number of digits: 10,333… − 8,333… is then exactly 2.
RATE_STEP = Decimal("1E-30")
GROWTH_DECIMALS = 2


@dataclass(frozen=True, slots=True)
class IndicatorRules:
    """The rules of one indicator.

    Units: profile in percent 0–100, cumulative, a step for each regular period; `last` is the ordinal of the last of
    these, `final` that of the whole year. `numerator` and `denominator` are each part's rule over time. `additive`
    tells whether amounts of several units have a sum, `may_be_negative` whether an amount may, `is_breakdown` whether
    it is a part (“trong đó”) of another indicator. `states` are the names of the states 0, 1 …, `target_words`
    the target of an indicator in words.
    """

    code: str
    measure: Measure
    year: int = 0
    unit_of_measure: str = ""
    additive: bool = True
    may_be_negative: bool = False
    decimals: int = 0
    scale: Decimal = Decimal(1)
    basis: TargetBasis = TargetBasis.LEVEL
    baseline_kind: BaselineKind | None = None
    definition_label: str = ""
    rhythm: Rhythm = Rhythm.QUARTERS
    due: tuple[int, ...] = tuple(Rhythm.QUARTERS.ordinals)
    profile: tuple[Decimal, ...] | None = None
    numerator: OverTime = OverTime.SUM
    denominator: OverTime | None = None
    named_subjects: frozenset[Subject] = frozenset()
    children: tuple["IndicatorRules", ...] = ()
    is_breakdown: bool = False
    states: tuple[str, ...] = ()
    target_words: str = ""
    # Made once, for every unit of a page asks for them: the over-time rule of each part, by the reading's attribute.
    rules: Mapping[str, OverTime] = field(init=False, repr=False, compare=False)
    period_parts: tuple[str, ...] = field(init=False, repr=False, compare=False)  # those that count every period
    last: int = field(init=False, repr=False, compare=False)
    final: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        denominator = {"denominator": self.denominator} if self.denominator else {}
        rules = {"numerator": self.numerator} | denominator
        object.__setattr__(self, "rules", rules)
        object.__setattr__(self, "period_parts", tuple(n for n, rule in rules.items() if rule.counts_every_period))
        object.__setattr__(self, "last", self.rhythm.last)
        object.__setattr__(self, "final", self.rhythm.final)

    @property
    def is_running_total(self) -> bool:
        """Tells whether the value is what was added over the year: SUM amounts and recognitions."""
        return self.measure.counts_recognitions or (self.measure.has_single_number and self.numerator == OverTime.SUM)

    @property
    def accumulates(self) -> bool:
        """Tells whether the value grows over the year: a running total, or one against a reading that stands."""
        over_standing = (self.numerator, self.denominator) == (OverTime.SUM, OverTime.LAST)
        return self.is_running_total or (self.measure.has_denominator and over_standing)

    @property
    def counts_every_period(self) -> bool:
        """Tells whether a period without a reading leaves a part of the value open."""
        return bool(self.period_parts)

    @property
    def is_rate(self) -> bool:
        """Tells whether its changes are in points."""
        return self.unit_of_measure in ("%", "‰")

    @property
    def is_rank(self) -> bool:
        """Tells whether the value is a place among others, the smaller the better."""
        return self.measure.has_single_number and is_rank_unit(self.unit_of_measure)

    @property
    def achievement_unit(self) -> str:
        """The unit of what is compared with the target: of growth percent, of a change of a rate points."""
        if self.basis == TargetBasis.GROWTH:
            return "%"
        return "điểm" if self.basis.is_change and self.is_rate else self.unit_of_measure

    @property
    def achievement_decimals(self) -> int:
        """The decimals of what is compared with the target; those of an amount say nothing about its growth."""
        return GROWTH_DECIMALS if self.basis == TargetBasis.GROWTH else self.decimals

    @property
    def achievement_is_rate(self) -> bool:
        """Tells whether what is compared with the target is in percent, so that its differences are in points."""
        return self.is_rate or self.basis == TargetBasis.GROWTH

    @property
    def adds_up(self) -> bool:
        """Tells whether several units have a value together: an average has none, a ratio has both its parts."""
        return self.additive or not (self.measure.has_single_number or self.measure.is_in_words)

    @property
    def allocations_add_up(self) -> bool:
        """Tells whether the targets of several units have a sum."""
        return self.is_running_total and self.adds_up and self.basis != TargetBasis.GROWTH

    def last_due(self, ordinal: int) -> int | None:
        return max((due for due in self.due if due <= ordinal), default=None)

    def last_regular_due(self, ordinal: int) -> int | None:
        """The latest due period up to this one; in FINAL the regular periods stand in."""
        return self.last_due(min(ordinal, self.last))


class FigureReading(NamedTuple):
    unit: UnitId
    ordinal: int
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    not_applicable: bool = False
    estimate: Decimal | None = None
    items: tuple[tuple[Subject, int], ...] = ()  # subject, assessed year
    text: str = ""

    @property
    def has_content(self) -> bool:
        return self.numerator is not None or self.denominator is not None or bool(self.items) or bool(self.text)

    @property
    def answered(self) -> bool:
        return self.not_applicable or self.has_content

    @property
    def is_not_applicable_only(self) -> bool:
        """Tells whether it says that there is nothing to count."""
        return self.not_applicable and not self.has_content

    def recognised_subjects(self, year: int) -> frozenset[Subject]:
        """The subjects assessed for the year, whenever the decision was signed."""
        if not self.items:
            return NO_SUBJECTS
        return frozenset(subject for subject, assessed in self.items if assessed == year)


@dataclass(frozen=True, slots=True)
class UnitMerger:
    """The merger of a unit: from period `ordinal` on its figures count under `successor`."""

    successor: UnitId
    ordinal: int


def acting_unit(mergers: Mapping[UnitId, UnitMerger], unit: UnitId, ordinal: int) -> UnitId:
    """The unit under which this one counts in the period: itself, or what it was merged into."""
    while (merger := mergers.get(unit)) and merger.ordinal <= ordinal:
        unit = merger.successor
    return unit


@dataclass(slots=True)
class PartValue:
    value: Decimal
    source: int  # ordinal of its latest reading

    def __add__(self, other: "PartValue") -> "PartValue":
        return PartValue(self.value + other.value, min(self.source, other.source))


class UnitContribution(NamedTuple):
    """One unit's parts to date; `denominator` is None unless the indicator is a ratio.

    `predecessors` are the units merged into it that had to do with the indicator. `source` is the period of the value:
    the ordinal of its oldest part, which for what adds up is that of the last answer.
    """

    unit: UnitId
    numerator: Decimal
    denominator: Decimal | None
    source: int
    subjects: frozenset[Subject] = frozenset()
    predecessors: tuple[UnitId, ...] = ()


@dataclass(slots=True)
class ScopeTotals:
    """The totals of a scope's units to date at `ordinal`.

    Shape: `assigned` splits into `covered` (answered for the latest due period) and `silent`; `half` holds units with
    one part of a ratio; `answered` of those assigned answered, if only half or for some of those merged into
    them. `origins` by merged unit are the units whose earlier figures make up its own: its predecessors, and itself
    where it reported before the merger. `texts` are the latest words of units that enter words, with their period.
    """

    ordinal: int
    assigned: tuple[UnitId, ...]
    contributions: tuple[UnitContribution, ...] = ()
    covered: tuple[UnitId, ...] = ()
    silent: tuple[UnitId, ...] = ()
    half: tuple[UnitId, ...] = ()
    not_applicable: tuple[UnitId, ...] = ()
    has_figures: bool = False
    answered: int = 0
    missed_due: bool = False
    estimates: Mapping[UnitId, Decimal] = field(default_factory=dict)
    in_period: tuple[UnitContribution, ...] = ()
    origins: Mapping[UnitId, tuple[UnitId, ...]] = field(default_factory=dict)
    texts: Mapping[UnitId, tuple[int, str]] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """The latest words of all units, one after the other."""
        return "\n".join(text for _, (_, text) in sorted(self.texts.items()))

    @property
    def subjects(self) -> frozenset[Subject]:
        return frozenset().union(*(contribution.subjects for contribution in self.contributions))


def ratio_value(spec: IndicatorRules, numerator: Decimal, denominator: Decimal) -> Decimal | None:
    """Scale × numerator ÷ denominator, never rounded for show; none when the denominator is 0."""
    if not denominator:
        return None
    return cut_rate(spec.scale * numerator / denominator)


def cut_rate(quotient: Decimal) -> Decimal:
    """Cuts a quotient at a fixed decimal place."""
    finer = int(quotient.as_tuple().exponent) < int(RATE_STEP.as_tuple().exponent)
    return quotient.quantize(RATE_STEP) if finer else quotient
