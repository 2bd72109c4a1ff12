"""What the units of a scope have reported together, counted from the figures of each."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Protocol

from chodon_thidua.lib import clock
from reports.enums import ReportState
from reports.models import Report
from reports.rollup_codec import Standing
from reports.selectors.counted_figures import Reported, history_of_units
from reports.selectors.deadlines import days_late
from targets.calculation.aggregate import Tally
from targets.calculation.allocation_sum import Promise
from targets.calculation.comparison import tally_of
from targets.calculation.totals import Totals, UnitId, collect, together
from targets.enums import Measure
from targets.models import Indicator, Period
from targets.selectors import Structure
from units.models import Unit
from units.visibility import Branch


class Counts(Protocol):
    """What a unit and all below it have reported, or with `alone` the unit itself, at a period.

    Shape: `units` by id are those whose own reports are read; `is_whole` tells whether these are all.
    """

    @property
    def is_whole(self) -> bool: ...

    @property
    def units(self) -> dict[UnitId, Unit]: ...

    def units_in(self, period: Period) -> dict[UnitId, Unit]:
        """Those that exist on any day of the period, in the order of their names."""

    def tallied(self, indicator: Indicator, unit: Unit, period: Period, *, alone: bool = False) -> tuple[Totals, Tally]:
        """How much, and who where that is known; of a composite how many report what of it."""

    def promise(self, indicator: Indicator, unit: Unit, period: Period, *, alone: bool = False) -> Promise:
        """What those who report the indicator are asked for together."""

    def asks(self, indicator: Indicator, unit: Unit, period: Period) -> bool:
        """Whether any of them reports the indicator."""

    def standing(self, unit: Unit, period: Period) -> Standing:
        """How the reports of the period stand."""

    def parts(self, unit: Unit, period: Period) -> list[Unit]:
        """The units right below whose figures are their own in the period, in the order of their names."""


@dataclass(slots=True)
class Duty:
    """One unit asked to report in the period, with its newest report."""

    unit: Unit
    report: Report | None
    days_late: int  # whole days after the due date, until sent or until today
    on_time: bool
    address: str = ""  # names the unit in those about the period

    @property
    def sent(self) -> bool:
        """Whether it was ever sent: this decides punctuality, and a report sent back has been sent."""
        return self.report is not None and self.report.first_submitted_at is not None

    @property
    def to_send_again(self) -> bool:
        """Whether it lies with its unit again: sent back, or reopened for correction."""
        return self.report is not None and self.report.state == ReportState.RETURNED


@dataclass(slots=True)
class CountedFigures:
    """Of a branch whose figures are all read."""

    branch: Branch
    structure: Structure
    reported: Reported
    is_whole: bool = True
    _within: dict[tuple[UnitId, int], dict[UnitId, Unit]] = field(default_factory=dict)
    _counting: dict[tuple[UnitId, int], dict[UnitId, Unit]] = field(default_factory=dict)
    _standings: dict[tuple[UnitId, int], Standing] = field(default_factory=dict)

    @property
    def units(self) -> dict[UnitId, Unit]:
        return self.branch.units

    def units_in(self, period: Period) -> dict[UnitId, Unit]:
        return self.within(self.branch.root, period)

    def within(self, unit: Unit, period: Period) -> dict[UnitId, Unit]:
        """The units of the period, in the order of their names."""
        key = unit.pk, period.ordinal
        if key not in self._within:
            self._within[key] = self.branch.subtree_between(unit, period.starts_on, period.ends_on)
        return self._within[key]

    def counting(self, unit: Unit, period: Period, *, alone: bool = False) -> dict[UnitId, Unit]:
        """Those of which anything counts: also units that have ended, which owe nothing any more."""
        if alone:
            return {unit.pk: unit}
        key = unit.pk, period.ordinal
        if key not in self._counting:
            self._counting[key] = counting(self.branch.subtree(unit), self.structure.periods, period)
        return self._counting[key]

    def tallied(self, indicator: Indicator, unit: Unit, period: Period, *, alone: bool = False) -> tuple[Totals, Tally]:
        return tallied(self.structure, self.reported, indicator, self.counting(unit, period, alone=alone), period)

    def promise(self, indicator: Indicator, unit: Unit, period: Period, *, alone: bool = False) -> Promise:
        return self.structure.promise(indicator.pk, self.counting(unit, period, alone=alone), period.ordinal)

    def asks(self, indicator: Indicator, unit: Unit, period: Period) -> bool:
        within, ordinal = self.counting(unit, period), period.ordinal
        rows = self.structure.targets.get(indicator.pk, {}).items()
        return any(target.reports and self.structure.acting(who, ordinal) in within for who, target in rows)

    def standing(self, unit: Unit, period: Period) -> Standing:
        key = unit.pk, period.ordinal
        if key not in self._standings:
            self._standings[key] = standing(self.structure, self.reported, self.within(unit, period), period)
        return self._standings[key]

    def parts(self, unit: Unit, period: Period) -> list[Unit]:
        children = self.branch.children.get(unit.pk, ())
        return [child for child in children if period.has(child) and self.structure.stands(child.pk, period.ordinal)]


def counting(units: Iterable[Unit], periods: Iterable[Period], period: Period) -> dict[UnitId, Unit]:
    """Those of which anything counts, by id: the units of the year's periods up to this one, ended or not."""
    so_far = [one for one in periods if one.ordinal <= period.ordinal]
    return {unit.pk: unit for unit in units if any(one.has(unit) for one in so_far)}


def tallied(
    promised: Structure, reported: Reported, indicator: Indicator, units: Collection[UnitId], period: Period
) -> tuple[Totals, Tally]:
    """What the units have reported of an indicator to date: who, and how much."""
    spec = promised.specs[indicator.pk]
    if indicator.measure == Measure.ALL_OF:
        children = [
            (promised.specs[child.pk], tallied(promised, reported, child, units, period)[0])
            for child in promised.children(indicator)
        ]
        totals = together(children, period.ordinal)
        return totals, tally_of(spec, totals)
    readings = [r for r in reported.readings.get(indicator.pk, ()) if promised.acting(r.unit, period.ordinal) in units]
    duties = promised.duties(indicator.pk, units, period.ordinal)
    reporters = {reading.unit for reading in readings}
    reporters |= {promised.acting(unit, period.ordinal) for unit in reporters}
    ends = {unit: at for unit in reporters if (at := promised.merged.ends(unit))}
    totals = collect(spec, readings, duties, period.ordinal, mergers=promised.mergers, ends=ends)
    past = history_of_units(promised, indicator, reported, period.ordinal)
    return totals, tally_of(spec, totals, past, reported.final_units())


def duties_at(promised: Structure, reported: Reported, units: dict[UnitId, Unit], period: Period) -> list[Duty]:
    """Who has a figure due in a period of the plan, in the order of their names, with how late they are."""
    ordinal = period.ordinal
    due = [pk for pk, spec in promised.specs.items() if ordinal in spec.due]
    asked = {u for pk in due for u in promised.asked(pk, units, ordinal)}
    duties, now = [], clock.now()
    for pk in asked:
        report = reported.latest.get((pk, ordinal))
        late = days_late(period, report, now)
        sent = report is not None and report.first_submitted_at is not None
        address = units[pk].address_on(period.ends_on)
        duties.append(Duty(units[pk], report, late, on_time=sent and late == 0, address=address))
    return sorted(duties, key=lambda duty: (duty.unit.sort_key, duty.unit.pk))


def standing(promised: Structure, reported: Reported, units: dict[UnitId, Unit], period: Period) -> Standing:
    """How the reports of the units stand in a period."""
    duties = duties_at(promised, reported, units, period)
    return Standing(
        asked=len(duties),
        sent=sum(duty.sent for duty in duties),
        again=sum(duty.to_send_again for duty in duties),
        on_time=sum(duty.on_time for duty in duties),
        lying=len(lying(promised, reported, units, period)),
        corrected=_corrected(promised, reported, units, period),
    )


def lying(
    promised: Structure, reported: Reported, units: Collection[UnitId], period: Period
) -> list[tuple[UnitId, int, Report]]:
    """The reports of the period and of those before it that lie with their unit: sent back, or reopened.

    Also those of units that were merged since.
    """
    at = period.ordinal
    return [
        (unit, ordinal, report)
        for (unit, ordinal), report in reported.latest.items()
        if report.state == ReportState.RETURNED and ordinal <= at and promised.acting(unit, at) in units
    ]


def _corrected(promised: Structure, reported: Reported, units: Collection[UnitId], period: Period) -> frozenset[int]:
    at = period.ordinal
    return frozenset(
        pk
        for (unit, ordinal), indicators in reported.corrected.items()
        if ordinal <= at and promised.acting(unit, at) in units
        for pk in indicators
    )
