"""The plan of one scope at one period, assessed: what the dashboard, the workbook and the unit page all show."""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field

from chodon_thidua.lib import clock
from reports.enums import ReportState
from reports.models import Figure, Report
from reports.selectors.deadlines import days_late
from reports.selectors.figures import COUNTED, WITH_PENDING, Reported, history_of_units, read_figures
from targets.assessment import Assessment, Moment, compose, judge
from targets.comparison import tally_of
from targets.enums import LAST_QUARTER, Measure, PeriodState, Status
from targets.models import Field, Indicator, Period, Plan
from targets.selectors import PlanView, Structure, structure
from targets.tally import Tally
from targets.totals import Totals, UnitId, collect, together
from units.models import Unit
from units.sight import Sight


@dataclass(slots=True)
class Row:
    """One indicator of the overview; children of a composite follow their parent."""

    indicator: Indicator
    assessment: Assessment
    number: str  # "1", "2" …; "-" for a child
    parent: "Row | None" = field(default=None, repr=False, compare=False)
    children: "list[Row]" = field(default_factory=list, repr=False, compare=False)

    @property
    def is_child(self) -> bool:
        return self.parent is not None

    @property
    def code(self) -> str:
        return self.indicator.code

    @property
    def status(self) -> Status:
        return self.assessment.status


@dataclass(slots=True)
class Duty:
    """One unit asked to report in the period, with its newest report."""

    unit: Unit
    report: Report | None
    days_late: int  # whole days after the due date, until sent or until today
    on_time: bool

    @property
    def sent(self) -> bool:
        """Whether it was ever sent: this decides punctuality, and a report sent back has been sent."""
        return self.report is not None and self.report.first_submitted_at is not None

    @property
    def to_send_again(self) -> bool:
        """Whether it lies with its unit again: sent back, or reopened for correction."""
        return self.report is not None and self.report.state == ReportState.RETURNED


@dataclass(slots=True)
class Overview:
    """Every indicator of the plan that concerns the scope.

    Shape: `rows` in plan order by field, children after their parent; `counts` of top-level rows by status, adding up
    to `total`.
    """

    plan: Plan
    period: Period
    scope: Unit
    pending: bool
    structure: Structure
    reported: Reported
    units: dict[UnitId, Unit]
    rows: list[Row] = field(default_factory=list)
    duties: list[Duty] = field(default_factory=list)

    @property
    def tops(self) -> list[Row]:
        return [row for row in self.rows if not row.is_child]

    @property
    def counts(self) -> dict[Status, int]:
        counted = Counter(row.status for row in self.tops)
        return {status: counted[status] for status in Status if counted[status]}

    @property
    def total(self) -> int:
        return len(self.tops)

    def by_field(self) -> list[tuple[Field, list[Row]]]:
        fields: dict[int, tuple[Field, list[Row]]] = {}
        for row in sorted(self.rows, key=lambda row: row.indicator.field.order):
            fields.setdefault(row.indicator.field_id, (row.indicator.field, []))[1].append(row)
        return list(fields.values())

    def figures_behind(self, row: Row) -> list[Figure]:
        """The counted figures of the row's units up to the period, oldest first."""
        return [
            figure
            for (indicator, unit, ordinal), figure in sorted(self.reported.figures.items(), key=lambda item: item[0][2])
            if indicator == row.indicator.pk
            and ordinal <= self.period.ordinal
            and self.structure.acting(unit, self.period.ordinal) in self.units
        ]


def overview(sight: Sight, view: PlanView, period: Period, scope: Unit, *, pending: bool = False) -> Overview:
    """Every indicator of the plan, assessed for the scope at the period.

    Queries: 9, whatever the number of units, indicators and years.
    """
    units = sight.subtree_on(scope, period.ends_on)
    promised = structure(view, units)
    reported = read_figures(promised, units, states=WITH_PENDING if pending else COUNTED)
    result = Overview(view.plan, period, scope, pending, promised, reported, units)
    result.rows = list(_rows(result))
    result.duties = duties_at(result, period)
    return result


def judge_at(sight: Sight, result: Overview, period: Period) -> Callable[[Indicator], Assessment]:
    """Assesses indicators of the overview's scope at another period.

    With the units that exist then, so that what was merged later still counts where it belonged. Queries: none.
    """
    units = sight.subtree_on(result.scope, period.ends_on)
    promised, reported, scope = result.structure, result.reported, result.scope.pk
    return lambda indicator: assess_listed(promised, reported, indicator, scope, units, period)


def assess_indicator(
    promised: Structure,
    reported: Reported,
    indicator: Indicator,
    scope: UnitId,
    units: Collection[UnitId],
    period: Period,
) -> Assessment:
    """One measured indicator for a scope whose units are given."""
    totals, tally = tallied(promised, reported, indicator, units, period)
    return judge(
        promised.specs[indicator.pk],
        tally,
        moment_of(promised, period),
        goal=promised.goal(indicator.pk, scope, units, period.ordinal),
        own=promised.baselines.get(indicator.pk, {}).get(scope, {}),
        totals=totals,
    )


def tallied(
    promised: Structure, reported: Reported, indicator: Indicator, units: Collection[UnitId], period: Period
) -> tuple[Totals, Tally]:
    """What the units have reported of a measured indicator to date: who, and how much."""
    spec = promised.specs[indicator.pk]
    readings = [r for r in reported.readings.get(indicator.pk, ()) if promised.acting(r.unit, period.ordinal) in units]
    duties = promised.duties(indicator.pk, units)
    totals = collect(spec, readings, duties, period.ordinal, mergers=promised.mergers)
    past = history_of_units(promised, indicator, reported, period.ordinal)
    return totals, tally_of(spec, totals, past, reported.final_units())


def moment_of(promised: Structure, period: Period) -> Moment:
    states = {p.ordinal: PeriodState(p.state) for p in promised.periods}
    return Moment(
        ordinal=period.ordinal,
        state=PeriodState(period.state),
        quarter_state=states.get(LAST_QUARTER, PeriodState.OPEN),
        exceeded_above=promised.plan.exceeded_above,
        at_risk_above=promised.plan.at_risk_above,
    )


def is_listed(
    promised: Structure, indicator: Indicator, scope: UnitId, units: Collection[UnitId], ordinal: int
) -> bool:
    """Whether a unit of the scope reports the indicator, or the scope has a target row for it."""
    rows = promised.targets.get(indicator.pk, {})
    return scope in rows or any(
        target.reports and promised.acting(unit, ordinal) in units for unit, target in rows.items()
    )


def _rows(result: Overview) -> Sequence[Row]:
    promised, scope, period = result.structure, result.scope.pk, result.period
    rows: list[Row] = []
    number = 0
    for top in sorted(promised.tops(), key=lambda indicator: indicator.field.order):
        measured = listed(promised, top, scope, result.units, period.ordinal)
        if not measured:
            continue
        number += 1
        row = Row(top, assess_listed(promised, result.reported, top, scope, result.units, period), str(number))
        rows.append(row)
        if top.measure == Measure.ALL_OF:
            row.children = [
                Row(child, judged, "-", parent=row)
                for child, judged in zip(measured, row.assessment.children, strict=True)
            ]
            rows += row.children
    return rows


def listed(
    promised: Structure, indicator: Indicator, scope: UnitId, units: Collection[UnitId], ordinal: int
) -> list[Indicator]:
    """What is assessed under the indicator at the scope: itself, or a composite's children; nothing when not listed."""
    measured = promised.children(indicator) if indicator.measure == Measure.ALL_OF else [indicator]
    return [one for one in measured if is_listed(promised, one, scope, units, ordinal)]


def assess_listed(
    promised: Structure,
    reported: Reported,
    indicator: Indicator,
    scope: UnitId,
    units: Collection[UnitId],
    period: Period,
) -> Assessment:
    """One indicator for a scope whose units are given; a composite with those of its children that are listed."""
    if indicator.measure != Measure.ALL_OF:
        return assess_indicator(promised, reported, indicator, scope, units, period)
    children = [
        assess_indicator(promised, reported, child, scope, units, period)
        for child in listed(promised, indicator, scope, units, period.ordinal)
    ]
    spec = promised.specs[indicator.pk]
    totals = together([(child.spec, child.totals) for child in children], period.ordinal)
    return compose(spec, children, tally_of(spec, totals), totals)


def duties_at(result: Overview, period: Period) -> list[Duty]:
    """Who has a figure due in a period of the plan, in the order of their names, with how late they are.

    Queries: none.
    """
    promised, ordinal = result.structure, period.ordinal
    due = [pk for pk, spec in promised.specs.items() if ordinal in spec.due]
    asked = {u for pk in due for u in promised.duties(pk, result.units).get(ordinal, ())}
    duties, now = [], clock.now()
    for pk in asked:
        report = result.reported.latest.get((pk, ordinal))
        late = days_late(period, report, now)
        sent = report is not None and report.first_submitted_at is not None
        duties.append(Duty(result.units[pk], report, late, on_time=sent and late == 0))
    return sorted(duties, key=lambda duty: (duty.unit.sort_key, duty.unit.pk))
