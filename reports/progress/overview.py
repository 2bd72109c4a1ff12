"""The plan of one scope at one period, assessed: what the dashboard, the workbook and the unit page all show."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from reports.progress.branch_counts import CountedFigures, Counts, Duty, duties_at, tallied
from reports.progress.rollup_counts import counted_totals
from reports.selectors.counted_figures import COUNTED, WITH_PENDING, Reported, read_figures
from targets.calculation.aggregate import Tally
from targets.calculation.allocation_sum import Promise
from targets.calculation.assessment import Assessment, Moment, compose, judge
from targets.calculation.totals import Totals, UnitId
from targets.enums import LAST_QUARTER, Measure, PeriodState, Status
from targets.models import Field, Indicator, Period, Plan
from targets.selectors import PlanView, Structure, structure
from units.models import Unit
from units.visibility import Sight, Surroundings

# Of a scope with more units than these no figures are read but the kept totals of its parts.
MOST_READ = 60


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
class Overview:
    """Every indicator of the plan that concerns the scope.

    Shape: `rows` in plan order by field, children after their parent; `counts` of top-level rows by status, adding up
    to `total`. `units` by id exist on any day of the period, and their own reports are in `reported`; in a large scope
    these are not all (`is_whole`).
    """

    plan: Plan
    period: Period
    scope: Unit
    pending: bool
    structure: Structure
    reported: Reported
    counted: Counts
    around: Surroundings
    units: dict[UnitId, Unit]
    rows: list[Row] = field(default_factory=list)
    duties: list[Duty] = field(default_factory=list)  # of the units, in the order of their names
    names: dict[UnitId, str] = field(default_factory=dict)

    @property
    def is_whole(self) -> bool:
        return self.counted.is_whole

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

    @property
    def corrected(self) -> frozenset[int]:
        """Indicators with a counted figure in a report that was reopened."""
        return self.counted.standing(self.scope, self.period).corrected

    @property
    def reports_from(self) -> str:
        """The later period from which a unit made by a merger reports: until then its predecessors do."""
        begins = self.structure.merged.begins.get(self.scope.pk, 0)
        return next((p.name for p in self.structure.periods if p.ordinal == begins > self.period.ordinal), "")

    @property
    def parts(self) -> list[Unit]:
        """The units right below the scope, in the order of their names."""
        return self.counted.parts(self.scope, self.period)

    def allocated(self, indicator: Indicator) -> tuple[Decimal, Decimal] | None:
        """How much of the headline is given to units, at the plan owner's scope: (allocated, headline)."""
        if self.scope.pk != self.plan.owner_id:
            return None
        return self.structure.allocated(indicator.pk, is_whole=self.is_whole)

    def by_field(self) -> list[tuple[Field, list[Row]]]:
        fields: dict[int, tuple[Field, list[Row]]] = {}
        for row in sorted(self.rows, key=lambda row: row.indicator.field.order):
            fields.setdefault(row.indicator.field_id, (row.indicator.field, []))[1].append(row)
        return list(fields.values())


def overview(
    sight: Sight,
    view: PlanView,
    period: Period,
    scope: Unit,
    *,
    pending: bool = False,
    also: Period | None = None,
) -> Overview:
    """Every indicator of the plan, assessed for the scope at the period, and to be asked at another one `also`.

    Queries: 10, whatever the number of units, indicators and years; 13 for a large scope.
    """
    around = sight.around(scope, MOST_READ)
    if around.branch:
        promised = structure(view, around.branch.units)
        reported = read_figures(promised, around.branch.units, states=WITH_PENDING if pending else COUNTED)
        counted: Counts = CountedFigures(around.branch, promised, reported)
    else:
        totals = counted_totals(view, scope, around.children.get(scope.pk, ()), pending=pending)
        totals.read_periods([period] if also is None else [period, also])
        promised, reported, counted = totals.direct.structure, totals.direct.reported, totals
    units = counted.units_in(period)
    result = Overview(view.plan, period, scope, pending, promised, reported, counted, around, units)
    result.rows = list(_rows(result))
    result.duties = duties_at(promised, reported, units, period)
    result.names = _names(result)
    return result


def assess_at(result: Overview, indicator: Indicator, period: Period) -> Assessment:
    """An indicator of the overview's scope at any period.

    With the units that exist then, so that what was merged later still counts where it belonged. Queries: none; in a
    large scope 1 for each indicator, unless it is one of the periods that the overview was made for.
    """
    if indicator.measure != Measure.ALL_OF:
        return assess_part(result, indicator, result.scope, period)
    children = [assess_at(result, child, period) for child in listed(result, indicator, result.scope, period)]
    totals, tally = result.counted.tallied(indicator, result.scope, period)
    return compose(result.structure.specs[indicator.pk], children, tally, totals)


def assess_part(
    result: Overview, indicator: Indicator, unit: Unit, period: Period | None = None, *, alone: bool = False
) -> Assessment:
    """A measured indicator for the scope or a unit below it, or with `alone` for what the unit itself reports."""
    at, counted = period or result.period, result.counted
    return _judged(
        result.structure,
        indicator,
        unit.pk,
        at,
        counted.tallied(indicator, unit, at, alone=alone),
        lambda: counted.promise(indicator, unit, at, alone=alone),
    )


def assess_indicator(
    promised: Structure, reported: Reported, indicator: Indicator, unit: UnitId, period: Period
) -> Assessment:
    """One measured indicator of a single unit, whose figures are given."""
    return _judged(
        promised,
        indicator,
        unit,
        period,
        tallied(promised, reported, indicator, [unit], period),
        lambda: promised.promise(indicator.pk, [unit], period.ordinal),
    )


def _judged(
    promised: Structure,
    indicator: Indicator,
    unit: UnitId,
    period: Period,
    told: tuple[Totals, Tally],
    promise_below: Callable[[], Promise],
) -> Assessment:
    totals, tally = told
    return judge(
        promised.specs[indicator.pk],
        tally,
        moment_of(promised, period),
        goal=promised.goal(indicator.pk, unit, period.ordinal, promise_below),
        own=promised.last_year_of(indicator.pk, unit, period.ordinal),
        totals=totals,
    )


def moment_of(promised: Structure, period: Period) -> Moment:
    states = {p.ordinal: PeriodState(p.state) for p in promised.periods}
    return Moment(
        ordinal=period.ordinal,
        state=PeriodState(period.state),
        quarter_state=states.get(LAST_QUARTER, PeriodState.OPEN),
        exceeded_above=promised.plan.exceeded_above,
        at_risk_above=promised.plan.at_risk_above,
    )


def is_listed(result: Overview, indicator: Indicator, unit: Unit, period: Period | None = None) -> bool:
    """Whether a unit below reports the indicator, or the unit has a target row for it."""
    own = unit.pk in result.structure.targets.get(indicator.pk, {})
    return own or result.counted.asks(indicator, unit, period or result.period)


def listed(result: Overview, indicator: Indicator, unit: Unit, period: Period) -> list[Indicator]:
    """What is assessed under the indicator at a unit: itself, or a composite's children; nothing when not listed."""
    measured = result.structure.children(indicator) if indicator.measure == Measure.ALL_OF else [indicator]
    return [one for one in measured if is_listed(result, one, unit, period)]


def _rows(result: Overview) -> Iterator[Row]:
    number = 0
    for top in sorted(result.structure.tops(), key=lambda indicator: indicator.field.order):
        measured = listed(result, top, result.scope, result.period)
        if not measured:
            continue
        number += 1
        row = Row(top, assess_at(result, top, result.period), str(number))
        yield row
        if top.measure == Measure.ALL_OF:
            row.children = [
                Row(child, judged, "-", parent=row)
                for child, judged in zip(measured, row.assessment.children, strict=True)
            ]
            yield from row.children


def _names(result: Overview) -> dict[UnitId, str]:
    """Short names of the units that a sentence may name. Queries: none; 1 for subjects recognised in a large scope."""
    names = result.structure.unit_names | {pk: unit.short_name for pk, unit in result.counted.units.items()}
    others = {one for row in result.rows for one in row.assessment.unlisted if isinstance(one, int)} - names.keys()
    found = Unit.objects.filter(pk__in=others).order_by().values_list("pk", "short_name") if others else ()
    return names | dict(found)
