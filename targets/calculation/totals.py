"""Totals of figures over the year's periods, over the units of a scope and across mergers of units. Pure."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from targets.calculation.types import (
    ZERO,
    FigureReading,
    IndicatorRules,
    PartValue,
    ScopeTotals,
    Subject,
    UnitContribution,
    UnitId,
    UnitMerger,
    acting_unit,
)
from targets.enums import FINAL_ORDINAL, LAST_QUARTER, OverTime

# The types of what these functions take and return are imported from here too.
__all__ = [
    "FigureReading",
    "IndicatorRules",
    "PartValue",
    "ScopeTotals",
    "Subject",
    "UnitContribution",
    "UnitId",
    "UnitMerger",
    "acting_unit",
    "collect_totals",
    "composite_totals",
    "part_to_date",
]


def part_to_date(over_time: OverTime, by_ordinal: Mapping[int, Decimal | None], ordinal: int) -> PartValue | None:
    """Returns one part of one unit to date; None without a reading.

    A FINAL reading replaces the quarters; an empty FINAL leaves them as they are.
    """
    final = by_ordinal.get(FINAL_ORDINAL)
    if ordinal == FINAL_ORDINAL and final is not None:
        return PartValue(final, FINAL_ORDINAL)
    reported_values = [
        (o, v) for o, v in sorted(by_ordinal.items()) if v is not None and o <= min(ordinal, LAST_QUARTER)
    ]
    if not reported_values:
        return None
    source, latest = reported_values[-1]
    return PartValue(latest if over_time == OverTime.LAST else sum((v for _, v in reported_values), ZERO), source)


def collect_totals(
    spec: IndicatorRules,
    readings: Iterable[FigureReading],
    asked_units: Mapping[int, Iterable[UnitId]],
    ordinal: int,
    *,
    mergers: Mapping[UnitId, UnitMerger] | None = None,
    ends: Mapping[UnitId, int] | None = None,
) -> ScopeTotals:
    """Adds up the readings of a scope to date.

    `asked_units` gives for every ordinal, due or not, the units asked to report. A merged unit that is still asked
    counts by itself. `ends` gives the ordinal from which on a unit without successor no longer exists: its sums until
    then stay.
    """
    past_ends = {unit: at for unit, at in (ends or {}).items() if at <= ordinal}
    asked_by_ordinal = {at: frozenset(units) for at, units in asked_units.items()}
    assigned = tuple(sorted(asked_by_ordinal.get(ordinal, ())))
    by_unit: dict[UnitId, dict[int, FigureReading]] = {}
    for reading in readings:
        if reading.ordinal <= ordinal and reading.ordinal < past_ends.get(reading.unit, reading.ordinal + 1):
            by_unit.setdefault(reading.unit, {})[reading.ordinal] = reading
    concerned = by_unit.keys() | {unit for at, units in asked_by_ordinal.items() if at <= ordinal for unit in units}
    scope_readings = _ScopeReadings(
        spec,
        ordinal,
        by_unit,
        _mergers_in_force(mergers or {}, concerned, ordinal, assigned),
        asked_by_ordinal,
        past_ends,
    )
    contributions: list[UnitContribution] = []
    half: set[UnitId] = set()
    for unit in sorted({scope_readings.acting(unit) for unit in (*assigned, *by_unit)}):
        contributions += scope_readings.contributions(unit, half)
    answering_units = {unit for unit in assigned if scope_readings.has_due_answer(unit)}
    whole = {unit for unit in answering_units if scope_readings.has_complete_answer(unit)}
    covered_units = tuple(unit for unit in assigned if unit in whole and unit not in half)
    silent_units = tuple(unit for unit in assigned if unit not in covered_units)
    return ScopeTotals(
        ordinal=ordinal,
        assigned=assigned,
        contributions=tuple(contributions),
        covered=covered_units,
        silent=silent_units,
        half=tuple(sorted(half)),
        not_applicable=tuple(
            unit for unit in assigned if unit in whole and is_not_applicable(scope_readings.readings_of(unit))
        ),
        has_figures=any(reading.answered for own in by_unit.values() for reading in own.values()),
        answered=len(answering_units),
        missed_quarter=scope_readings.misses_a_due_quarter(),
        estimates=scope_readings.estimates(),
        in_period=scope_readings.in_period(),
        origins=scope_readings.origins(),
    )


def is_not_applicable(readings: Iterable[FigureReading]) -> bool:
    """Tells whether the latest answer is “không áp dụng”."""
    answers = [reading for reading in readings if reading.answered]
    latest = max((reading.ordinal for reading in answers), default=None)
    return bool(answers) and all(reading.is_not_applicable_only for reading in answers if reading.ordinal == latest)


def composite_totals(children: Sequence[tuple[IndicatorRules, ScopeTotals]], ordinal: int) -> ScopeTotals:
    """Returns the coverage of a composite: a unit is silent when it is silent in any child that was due."""
    assigned = tuple(sorted({unit for _, child in children for unit in child.assigned}))
    due = [child for spec, child in children if spec.last_due(min(ordinal, LAST_QUARTER)) is not None]
    silent_units = {unit for child in due or [child for _, child in children] for unit in child.silent}
    return ScopeTotals(
        ordinal=ordinal,
        assigned=assigned,
        covered=tuple(unit for unit in assigned if unit not in silent_units),
        silent=tuple(unit for unit in assigned if unit in silent_units),
        has_figures=any(child.has_figures for _, child in children),
    )


def _mergers_in_force(
    mergers: Mapping[UnitId, UnitMerger], concerned: Iterable[UnitId], ordinal: int, assigned: Collection[UnitId]
) -> dict[UnitId, UnitMerger]:
    """Returns only the mergers by which figures of these units pass on, for a country has had thousands."""
    in_force: dict[UnitId, UnitMerger] = {}
    for unit in concerned:
        while (
            unit not in in_force
            and unit not in assigned
            and (merger := mergers.get(unit))
            and merger.ordinal <= ordinal
        ):
            in_force[unit] = merger
            unit = merger.successor
    return in_force


@dataclass(slots=True)
class _ScopeReadings:
    """The readings of a scope up to a period, by unit and ordinal, with its mergers and the units with duties.

    `past_ends` gives for units that have ended without a successor the ordinal since which they no longer exist.
    """

    spec: IndicatorRules
    ordinal: int
    readings: Mapping[UnitId, Mapping[int, FigureReading]]
    mergers: Mapping[UnitId, UnitMerger]
    asked_by_ordinal: Mapping[int, frozenset[UnitId]]
    past_ends: Mapping[UnitId, int]
    _direct: dict[UnitId, list[UnitId]] = field(default_factory=lambda: defaultdict(list))
    _merged: dict[UnitId, list[UnitId]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        reporting_units = self.readings.keys() | frozenset().union(*self.asked_by_ordinal.values())
        for old in sorted(self.mergers):
            self._direct[self.mergers[old].successor].append(old)
            if old in reporting_units:
                self._merged[self.acting(old)].append(old)

    def acting(self, unit: UnitId) -> UnitId:
        return acting_unit(self.mergers, unit, self.ordinal)

    def merged_units(self, unit: UnitId) -> tuple[UnitId, ...]:
        """Returns every unit merged into this one, directly or through others, that was asked or has reported."""
        return tuple(self._merged.get(unit, ()))

    def origins(self) -> dict[UnitId, tuple[UnitId, ...]]:
        """Returns by merged unit the units whose earlier figures make up its own."""
        return {unit: (*[unit] * self.existed_before_merger(unit), *merged) for unit, merged in self._merged.items()}

    def existed_before_merger(self, unit: UnitId) -> bool:
        """Tells whether a successor was asked or has reported before anything was merged into it."""
        since = min((self.mergers[old].ordinal for old in self._direct.get(unit, ())), default=0)
        was_reporter = any(at < since and unit in units for at, units in self.asked_by_ordinal.items())
        return was_reporter or any(at < since for at in self.readings.get(unit, ()))

    def readings_of(self, unit: UnitId) -> list[FigureReading]:
        """The readings of the unit and of the units merged into it."""
        return [
            reading for member in (unit, *self.merged_units(unit)) for reading in self.readings.get(member, {}).values()
        ]

    def has_number(self, unit: UnitId) -> bool:
        return any(reading.has_number for reading in self.readings_of(unit))

    def has_due_answer(self, unit: UnitId) -> bool:
        """Tells whether the unit has a figure for the latest due period; in FINAL the quarters stand in."""
        answered_ordinals = {reading.ordinal for reading in self.readings_of(unit) if reading.answered}
        due = self.spec.last_due(min(self.ordinal, LAST_QUARTER))
        return FINAL_ORDINAL in answered_ordinals or (
            due in answered_ordinals if due is not None else bool(answered_ordinals)
        )

    def has_complete_answer(self, unit: UnitId) -> bool:
        """Tells whether every unit asked in the latest due quarter that now counts under this one has answered.

        A FINAL figure of the unit answers for all of them.
        """
        due, together = self.spec.last_due(min(self.ordinal, LAST_QUARTER)), (unit, *self.merged_units(unit))
        if due is None or self._has_answered(unit, FINAL_ORDINAL):
            return True
        answering = (
            member
            for member in together
            if self._has_answered(member, due) or self._has_answered(member, FINAL_ORDINAL)
        )
        answering_units = {acting_unit(self.mergers, member, due) for member in answering}
        return answering_units.issuperset(self.asked_by_ordinal.get(due, frozenset()).intersection(together))

    def _has_answered(self, unit: UnitId, ordinal: int) -> bool:
        reading = self.readings.get(unit, {}).get(ordinal)
        return reading is not None and reading.answered

    def misses_a_due_quarter(self) -> bool:
        """Tells whether a part that adds up is open in a quarter due so far; a FINAL figure restates all quarters."""

        def is_settled(unit: UnitId, ordinal: int) -> bool:
            reading = self.readings.get(unit, {}).get(ordinal)
            return reading is not None and reading.closes_sum_parts(self.spec)

        return any(
            not is_settled(unit, due) and not is_settled(self.acting(unit), FINAL_ORDINAL)
            for due in self.spec.due
            if due <= min(self.ordinal, LAST_QUARTER)
            for unit in self.asked_by_ordinal.get(due, ())
        )

    def contributions(self, unit: UnitId, half: set[UnitId]) -> list[UnitContribution]:
        """Returns the unit's contribution to the value, if any; units with one part of a ratio are added to `half`."""
        merged = self.merged_units(unit)
        if self.spec.measure.counts_recognitions:
            if not self.has_number(unit):
                return []
            subjects = frozenset[Subject]().union(
                *(reading.recognised_subjects(self.spec.year) for reading in self.readings_of(unit))
            )
            source = max(reading.ordinal for reading in self.readings_of(unit) if reading.answered)
            return [UnitContribution(unit, Decimal(len(subjects)), None, source, subjects, merged)]
        if merged and not self.spec.adds_up:
            return self._side_by_side(unit, merged)
        parts = self._parts(unit, self.spec.rules, half)
        if len(parts) < len(self.spec.rules):
            half.update([unit] if parts else [])
            return []
        return [self._contribution(unit, parts, merged)]

    def _contribution(
        self, unit: UnitId, parts: Mapping[str, PartValue], merged: tuple[UnitId, ...]
    ) -> UnitContribution:
        source = min(self._source(unit, name, part) for name, part in parts.items())
        denominator = parts["denominator"].value if "denominator" in parts else None
        return UnitContribution(unit, parts["numerator"].value, denominator, source, predecessors=merged)

    def _source(self, unit: UnitId, name: str, part: PartValue) -> int:
        """The period that a part is from. What adds up is as old as the last answer: “not applicable” adds nothing."""
        if self.spec.rules[name] == OverTime.LAST:
            return part.source
        answers = (
            reading
            for reading in self.readings_of(unit)
            if reading.not_applicable or getattr(reading, name) is not None
        )
        return max(answer.ordinal for answer in answers)

    def _side_by_side(self, unit: UnitId, merged: tuple[UnitId, ...]) -> list[UnitContribution]:
        """Percentages of merged units are never added: each stands alone until the successor reports its own."""
        alone = {member: self._own(member, self.spec.rules) for member in (unit, *merged)}
        since = max(self.mergers[old].ordinal for old in merged)
        if alone[unit] and alone[unit]["numerator"].source >= since:
            return [self._contribution(unit, alone[unit], merged)]
        if self._ruled_out_at(unit) >= since:
            return []
        return [self._contribution(member, parts, ()) for member, parts in sorted(alone.items()) if parts]

    def _ruled_out_at(self, unit: UnitId) -> int:
        """Returns the period of its end or last “không áp dụng”: LAST readings before count no more; 0 for never."""
        answers = (o for o, reading in self.readings.get(unit, {}).items() if reading.is_not_applicable_only)
        return max(answers, default=0) if unit not in self.past_ends else self.past_ends[unit]

    def _leaves_ratio(self, unit: UnitId) -> bool:
        """Tells whether the unit is left out of a ratio, with both parts: until it reports again, or since it ended."""
        if not self.spec.measure.has_denominator:
            return False
        has_ended = unit in self.past_ends and OverTime.LAST in self.spec.rules.values()
        return has_ended or is_not_applicable(self.readings.get(unit, {}).values())

    def _own(self, unit: UnitId, rules: Mapping[str, OverTime]) -> dict[str, PartValue]:
        readings, since = self.readings.get(unit, {}), self._ruled_out_at(unit)
        if self._leaves_ratio(unit):
            return {}
        series = {
            name: {o: getattr(reading, name) for o, reading in readings.items() if rule == OverTime.SUM or o > since}
            for name, rule in rules.items()
        }
        parts = {name: part_to_date(rule, series[name], self.ordinal) for name, rule in rules.items()}
        return {name: part for name, part in parts.items() if part is not None}

    def _parts(self, unit: UnitId, rules: Mapping[str, OverTime], half: set[UnitId]) -> dict[str, PartValue]:
        """The unit's parts to date, together with those of the units merged into it.

        Once it reports for itself, its LAST part covers theirs, and a FINAL one covers either kind; “không áp dụng”
        covers as a reading does.
        """
        own = self._own(unit, rules)
        direct = self._direct.get(unit, ())
        if direct and 0 < len(own) < len(rules) and self.existed_before_merger(unit):
            half.add(unit)  # the merged units cannot complete the half that it reported
            own = {}
        total = dict(own)
        for old in direct:
            since = {name for name, part in own.items() if part.source >= self.mergers[old].ordinal}
            covered_names = {n for n in since if rules[n] == OverTime.LAST or own[n].source == FINAL_ORDINAL}
            if self._ruled_out_at(unit) >= self.mergers[old].ordinal:
                covered_names |= {n for n, rule in rules.items() if rule == OverTime.LAST or self._leaves_ratio(unit)}
            earlier = self._parts(old, rules, half)
            if earlier and not covered_names.union(earlier).issuperset(rules):
                half.add(old)
                continue
            for name in earlier.keys() - covered_names:
                total[name] = total[name] + earlier[name] if name in total else earlier[name]
        return total

    def estimates(self) -> dict[UnitId, Decimal]:
        """Returns each unit's latest full-year estimate; those of merged units count until their successor's first."""
        estimates = {unit: self._estimate(unit) for unit in sorted({self.acting(unit) for unit in self.readings})}
        return {unit: value for unit, value in estimates.items() if value is not None}

    def _estimate(self, unit: UnitId) -> Decimal | None:
        """Returns the merged unit's estimate; None while one of its units has something to count and gave none."""
        own = self._own(unit, {"estimate": OverTime.LAST}).get("estimate")
        direct = self._direct.get(unit, ())
        estimate = own.value if own else ZERO if direct and not self.existed_before_merger(unit) else None
        for old in direct:
            if estimate is None or (own and own.source >= self.mergers[old].ordinal):
                continue
            earlier = self._estimate(old)
            is_excused = is_not_applicable(self.readings.get(old, {}).values())
            estimate = None if earlier is None and not is_excused else estimate + (earlier or ZERO)
        return estimate

    def in_period(self) -> tuple[UnitContribution, ...]:
        """This period's readings alone, of those that are whole."""
        period_readings = [own[self.ordinal] for own in self.readings.values() if self.ordinal in own]
        whole = [r for r in period_readings if all(getattr(r, name) is not None for name in self.spec.rules) or r.items]
        return tuple(
            UnitContribution(
                r.unit, r.numerator or ZERO, r.denominator, self.ordinal, r.recognised_subjects(self.spec.year)
            )
            for r in sorted(whole, key=lambda r: r.unit)
        )
