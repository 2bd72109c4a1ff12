"""The mergers of units within one plan: under whom a unit counts in each period, and who is asked."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from targets.calculation.types import UnitId, UnitMerger, acting_unit
from targets.models import Period
from targets.rhythm import AFTER_ANY_YEAR
from units.models.organisation import DaySpan, days_overlap


@dataclass(slots=True)
class PlanMergers:
    """The periods from which figures and duties pass on within one plan.

    Shape: `by_unit` are the mergers of predecessors; `begins` by unit is the ordinal from which a unit that came into
    being by a merger is asked; `spans` are the days of units. Some were merged shortly before the plan (`recent`).
    """

    periods: Mapping[int, Period]
    by_unit: dict[UnitId, UnitMerger] = field(default_factory=dict)
    begins: dict[UnitId, int] = field(default_factory=dict)
    spans: dict[UnitId, DaySpan] = field(default_factory=dict)
    recent: bool = False
    _predecessors: dict[UnitId, list[UnitId]] = field(default_factory=dict, init=False)
    _asked: dict[tuple[frozenset[UnitId], int], frozenset[UnitId]] = field(default_factory=dict, init=False)

    def is_separate(self, unit: UnitId, ordinal: int) -> bool:
        """Tells whether the unit's figures are its own in the period: not merged yet, and not to be made of others."""
        return acting_unit(self.by_unit, unit, ordinal) == unit and self.begins.get(unit, 0) <= ordinal

    def must_report(self, unit: UnitId, ordinal: int) -> bool:
        """Tells whether a unit exists in the period: in FINAL on its last day, else on any of its days."""
        period, span = self.periods.get(ordinal), self.spans.get(unit, (None, None))
        if period is None or self.begins.get(unit, 0) > ordinal:
            return False
        return days_overlap(span, period.first_duty_day, period.ends_on)

    def ends(self, unit: UnitId) -> int | None:
        """The first regular period that starts after the end of a unit that nobody succeeds; None while it is there."""
        last = self.spans.get(unit, (None, None))[1]
        if last is None or unit in self.by_unit:
            return None
        after = (at for at, period in self.periods.items() if not period.is_final and period.starts_on > last)
        return min(after, default=None)

    def reporting_units(self, units: Iterable[UnitId], ordinal: int) -> set[UnitId]:
        """Returns the units that do the duties of these units in the period."""
        acting_units = {acting_unit(self.by_unit, unit, ordinal) for unit in units}
        return {unit for unit in acting_units if self.must_report(unit, ordinal)}

    def asked_units(self, reporters: frozenset[UnitId], ordinal: int) -> frozenset[UnitId]:
        """Returns the units that do the duties of these reporters, whom many indicators share, looked up once."""
        key = reporters, ordinal
        if key not in self._asked:
            self._asked[key] = frozenset(self.reporting_units(reporters, ordinal))
        return self._asked[key]

    def members(self, units: Collection[UnitId], ordinal: int) -> frozenset[UnitId]:
        """Returns all units that count under one of these in the period; one merged by then into another does not."""
        own_units = frozenset(units)
        if not self.by_unit:
            return own_units
        every = self._with_predecessors(set(own_units), ordinal)
        return frozenset(unit for unit in every if acting_unit(self.by_unit, unit, ordinal) in own_units)

    def predecessors(self, unit: UnitId) -> Sequence[UnitId]:
        """The units merged straight into this one at any time of the plan."""
        return self._predecessors.get(unit, ())

    def all_predecessors(self, units: Iterable[UnitId]) -> set[UnitId]:
        """The units whose figures count under any of these at some time of the plan. These units are left out."""
        own_units = set(units)
        return self._with_predecessors(own_units, AFTER_ANY_YEAR) - own_units

    def group(self, unit: UnitId, ordinal: int) -> set[UnitId]:
        """The unit and all that count under it in the period; it alone once it is merged itself."""
        return self._with_predecessors({unit}, ordinal) if acting_unit(self.by_unit, unit, ordinal) == unit else {unit}

    def add_merger(self, unit: UnitId, merger: UnitMerger) -> None:
        """Enters a merger; a unit is merged once at most."""
        self.by_unit[unit] = merger
        self._predecessors.setdefault(merger.successor, []).append(unit)

    def _with_predecessors(self, units: set[UnitId], ordinal: int) -> set[UnitId]:
        """The units and all that were merged into them until the period."""
        result, edge = set(units), list(units)
        while edge:
            for old in self.predecessors(edge.pop()):
                if old not in result and self.by_unit[old].ordinal <= ordinal:
                    result.add(old)
                    edge.append(old)
        return result
