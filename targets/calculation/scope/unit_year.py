"""The standing of one unit at a period, by its own readings alone. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from operator import attrgetter

from targets.calculation.types import (
    ZERO,
    FigureReading,
    IndicatorRules,
    PartValue,
    UnitContribution,
    UnitId,
    cut_rate,
)
from targets.enums import OverTime

PartReader = Callable[[FigureReading], Decimal | None]
PART_READERS: dict[str, PartReader] = {name: attrgetter(name) for name in ("numerator", "denominator", "estimate")}


def over_periods(over_time: OverTime, values: Sequence[Decimal]) -> Decimal:
    """Returns one number for the readings of several periods; a period without a reading takes no part in a mean."""
    if over_time is OverTime.LAST:
        return values[-1]
    if over_time is OverTime.MAXIMUM:
        return max(values)
    total = sum(values, ZERO)
    return cut_rate(total / len(values)) if over_time is OverTime.AVERAGE else total


@dataclass(slots=True)
class UnitStanding:
    """The standing of a unit at one period, by its own readings so far.

    Shape: `parts` by name, without those that no longer stand, none while the unit `is_outside` a ratio; `latest` is
    the last answer; since `excluded_since` earlier readings no longer stand: the last period with “không áp dụng”
    alone, or the one with which the unit ended; sums stay.
    """

    parts: Mapping[str, PartValue] = field(default_factory=dict)
    latest: FigureReading | None = None
    excluded_since: int = 0
    is_outside: bool = False
    is_half: bool = False  # one part of a ratio alone
    estimate: PartValue | None = None
    contribution: UnitContribution | None = None

    @property
    def is_not_applicable(self) -> bool:
        return self.latest is not None and self.latest.is_not_applicable_only


NOTHING = UnitStanding()


def unit_standing(
    spec: IndicatorRules, unit: UnitId, readings: Sequence[FigureReading], end: int | None
) -> UnitStanding:
    """Takes the unit's readings so far, in their order, to date; with an `end` it no longer exists since then."""
    latest = next((reading for reading in reversed(readings) if reading.answered), None)
    excluded_since = end or _last_exclusion(readings)
    since = [reading for reading in readings if reading.ordinal > excluded_since] if excluded_since else readings
    is_outside = spec.measure.has_denominator and (
        (latest is not None and latest.is_not_applicable_only)
        or (end is not None and OverTime.LAST in spec.rules.values())
    )
    if is_outside:
        return UnitStanding({}, latest, excluded_since, is_outside=True)
    parts = {}
    for name, rule in spec.rules.items():
        part = part_of(rule, PART_READERS[name], readings if rule.counts_every_period else since, spec.final)
        if part is not None:
            parts[name] = part
    return UnitStanding(
        parts,
        latest,
        excluded_since,
        is_outside=False,
        is_half=0 < len(parts) < len(spec.rules),
        estimate=part_of(OverTime.LAST, PART_READERS["estimate"], since, spec.final),
        contribution=_contribution(spec, unit, readings, latest, parts),
    )


def part_of(over_time: OverTime, read: PartReader, readings: Sequence[FigureReading], final: int) -> PartValue | None:
    """Takes one part of the readings to date; None without any."""
    present = [(value, reading.ordinal) for reading in readings if (value := read(reading)) is not None]
    return to_date(over_time, present, final) if present else None


def to_date(over_time: OverTime, numbers: Sequence[tuple[Decimal, int]], final: int) -> PartValue:
    """Makes one number of those of several periods, each with its ordinal, in their order.

    That of the whole year, whose ordinal is `final`, replaces the regular periods.
    """
    last, ordinal = numbers[-1]
    if ordinal == final or over_time is OverTime.LAST:
        return PartValue(last, ordinal)
    return PartValue(over_periods(over_time, [number for number, _ in numbers]), ordinal)


def source_of(over_time: OverTime, part: PartValue, read: PartReader, readings: Sequence[FigureReading]) -> int:
    """Returns the period that a part is from: of the latest reading its own, else that of the last answer.

    “Không áp dụng” adds nothing to a sum, but says that there was nothing to add.
    """
    if over_time is OverTime.LAST:
        return part.source
    return max([reading.ordinal for reading in readings if reading.not_applicable or read(reading) is not None])


def _last_exclusion(readings: Sequence[FigureReading]) -> int:
    without_number = [reading for reading in readings if reading.not_applicable]
    return max([reading.ordinal for reading in without_number if not reading.has_content], default=0)


def _contribution(
    spec: IndicatorRules,
    unit: UnitId,
    readings: Sequence[FigureReading],
    latest: FigureReading | None,
    parts: Mapping[str, PartValue],
) -> UnitContribution | None:
    """Returns the contribution of the unit alone; none with half a ratio, or in words."""
    if spec.measure.counts_recognitions:
        return recognised(spec, unit, readings, latest)
    if len(parts) < len(spec.rules) or spec.measure.has_text:
        return None
    source = min([source_of(spec.rules[name], part, PART_READERS[name], readings) for name, part in parts.items()])
    denominator = parts["denominator"].value if "denominator" in parts else None
    return UnitContribution(unit, parts["numerator"].value, denominator, source)


def recognised(
    spec: IndicatorRules, unit: UnitId, readings: Sequence[FigureReading], latest: FigureReading | None
) -> UnitContribution | None:
    """Counts the subjects that the readings name for the year; None where they say nothing."""
    if latest is None or not any(reading.has_content for reading in readings):
        return None
    subjects = frozenset(subject for reading in readings for subject in reading.recognised_subjects(spec.year))
    return UnitContribution(unit, Decimal(len(subjects)), None, latest.ordinal, subjects)
