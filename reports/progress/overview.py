"""The plan of one scope at one period, assessed: the numbers of every page and every workbook."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from reports.progress.branch_counts import BranchCounts, FigureCounts
from reports.progress.indicator_result import IndicatorResult
from reports.progress.rollup_counts import rollup_counts
from reports.progress.submissions.obligations import ReportObligation, obligations_at
from reports.progress.units.unit_assessment import assess_totals
from reports.selectors.counted_figures import COUNTED, WITH_PENDING, read_figures
from reports.selectors.report_contents.report_data import ReportData
from targets.calculation.assessment import Assessment
from targets.calculation.composite_assessment import assess_composite
from targets.calculation.types import UnitId
from targets.models import Field, Indicator, Period, Plan
from targets.selectors import PlanData, PlanView, read_plan_data
from units.models import Unit
from units.visibility import UnitSurroundings, VisibleUnits

# A scope with more units than these is not read figure by figure, but from the stored totals of its parts.
MOST_READ = 60


@dataclass(slots=True)
class PlanOverview:
    """Every indicator of the plan that concerns the scope.

    Shape: `rows` in plan order by field, children after their parent. `units` by id exist on any day of the period, and
    their own reports are in `report_data`; in a large scope these are not all (`is_whole`). `names` are the short names
    of units by id.
    """

    plan: Plan
    period: Period
    scope: Unit
    pending: bool
    plan_data: PlanData
    report_data: ReportData
    branch_counts: BranchCounts
    around: UnitSurroundings
    units: dict[UnitId, Unit]
    rows: list[IndicatorResult] = field(default_factory=list)
    obligations: list[ReportObligation] = field(default_factory=list)  # of the units, in the order of their names
    names: dict[UnitId, str] = field(default_factory=dict)

    @property
    def is_whole(self) -> bool:
        return self.branch_counts.is_whole

    @property
    def top_rows(self) -> list[IndicatorResult]:
        return [row for row in self.rows if not row.is_child]

    @property
    def measured_rows(self) -> list[IndicatorResult]:
        """The rows by which units are compared."""
        return [row for row in self.rows if row.is_measured]

    def row(self, code: str) -> IndicatorResult | None:
        return next((row for row in self.rows if row.code == code), None)

    @property
    def corrected(self) -> frozenset[int]:
        """The ids of indicators with a counted figure in a report that was reopened."""
        return self.branch_counts.submission_counts(self.scope, self.period).corrected

    @property
    def reports_from(self) -> str:
        """The later period from which a unit founded by a merger reports, by name; empty once it does."""
        begins = self.plan_data.plan_mergers.begins.get(self.scope.pk, 0)
        return next((p.name for p in self.plan_data.periods if p.ordinal == begins > self.period.ordinal), "")

    @property
    def units_below(self) -> list[Unit]:
        """The units right below the scope, in the order of their names."""
        return self.branch_counts.units_below(self.scope, self.period)

    def allocated(self, indicator: Indicator) -> tuple[Decimal, Decimal] | None:
        """The sum allocated to units and the target of the whole plan; None except at the plan owner's scope."""
        if self.scope.pk != self.plan.owner_id:
            return None
        return self.plan_data.headline_allocation(indicator.pk, is_whole=self.is_whole)

    def by_field(self) -> list[tuple[Field, list[IndicatorResult]]]:
        fields: dict[int, tuple[Field, list[IndicatorResult]]] = {}
        for row in sorted(self.rows, key=lambda row: row.indicator.field.order):
            fields.setdefault(row.indicator.field_id, (row.indicator.field, []))[1].append(row)
        return list(fields.values())


def plan_overview(
    visible_units: VisibleUnits,
    view: PlanView,
    period: Period,
    scope: Unit,
    *,
    pending: bool = False,
    other_periods: Collection[Period] = (),
    family: str | None = None,
) -> PlanOverview:
    """Every indicator of the plan, assessed for the scope at the period.

    `other_periods` are those at which `assess_at` will be called too. With the code of an indicator only its `family`
    is there: its parent, and the children of either; then nobody's obligations are known. Queries: a fixed number
    whatever the number of units, indicators and years; a few more for a large scope, see `rollup_counts`.
    """
    around = visible_units.around(scope, MOST_READ)
    if around.branch:
        plan_data = read_plan_data(view, around.branch.units, family=family)
        report_data = read_figures(
            plan_data,
            around.branch.units,
            states=WITH_PENDING if pending else COUNTED,
            indicators=None if family is None else plan_data.indicators,
            only_numbers=True,
        )
        counts: BranchCounts = FigureCounts(around.branch, plan_data, report_data)
    else:
        totals = rollup_counts(view, scope, around.children.get(scope.pk, ()), pending=pending, family=family)
        if family is None:
            totals.read_periods([period, *other_periods])
        plan_data, report_data, counts = totals.direct.plan_data, totals.direct.report_data, totals
    units = counts.units_in(period)
    overview = PlanOverview(view.plan, period, scope, pending, plan_data, report_data, counts, around, units)
    overview.rows = list(_indicator_results(overview))
    if family is None:
        overview.obligations = obligations_at(plan_data, report_data, units, period)
    overview.names = _unit_names(overview)
    return overview


def assess_at(overview: PlanOverview, indicator: Indicator, period: Period) -> Assessment:
    """Assesses an indicator for the overview's scope at any period, with the units that exist then.

    So a unit that was merged later still counts where it belonged. Queries: none; in a large scope 1 for each measured
    indicator, unless the period is one of those for which the overview was made.
    """
    if not indicator.is_composite:
        return assess_unit(overview, indicator, overview.scope, period)
    children = [
        assess_at(overview, child, period)
        for child in indicators_to_assess(overview, indicator, overview.scope, period)
    ]
    totals, aggregate = overview.branch_counts.aggregate(indicator, overview.scope, period)
    return assess_composite(overview.plan_data.specs[indicator.pk], children, aggregate, totals)


def assess_unit(
    overview: PlanOverview, indicator: Indicator, unit: Unit, period: Period | None = None, *, alone: bool = False
) -> Assessment:
    """Assesses a measured indicator for the scope or a unit below it, or with `alone` by its own figures only."""
    at, counts = period or overview.period, overview.branch_counts
    return assess_totals(
        overview.plan_data,
        indicator,
        unit.pk,
        at,
        counts.aggregate(indicator, unit, at, alone=alone),
        lambda: counts.allocation_sum(indicator, unit, at, alone=alone),
        overview.report_data.judgements,
    )


def concerns_unit(overview: PlanOverview, indicator: Indicator, unit: Unit, period: Period | None = None) -> bool:
    """True where the unit has a target row for the indicator, or it or a unit below reports it."""
    own = unit.pk in overview.plan_data.targets.get(indicator.pk, {})
    return own or overview.branch_counts.has_reporters(indicator, unit, period or overview.period)


def indicators_to_assess(overview: PlanOverview, indicator: Indicator, unit: Unit, period: Period) -> list[Indicator]:
    """The indicator itself, or the children of a composite, as far as they concern the unit."""
    indicators = overview.plan_data.children(indicator) if indicator.is_composite else [indicator]
    return [candidate for candidate in indicators if concerns_unit(overview, candidate, unit, period)]


def _indicator_results(overview: PlanOverview) -> Iterator[IndicatorResult]:
    number, leads = 0, overview.plan_data.leads
    by_pk: dict[int, IndicatorResult] = {}
    for top in sorted(overview.plan_data.top_indicators(), key=lambda indicator: indicator.field.order):
        indicators = indicators_to_assess(overview, top, overview.scope, overview.period)
        if not indicators:
            continue
        assessment = assess_at(overview, top, overview.period)
        row = by_pk[top.pk] = IndicatorResult(top, assessment, "", leads.get(top.pk, ()))
        number += not row.is_breakdown
        if row.is_breakdown:
            _place_breakdown(row, by_pk.get(top.breakdown_of_id or 0))
        else:
            row.number = str(number)
        yield row
        if top.is_composite:
            row.children = [
                IndicatorResult(child, assessment, "-", leads.get(child.pk, ()), parent=row)
                for child, assessment in zip(indicators, row.assessment.children, strict=True)
            ]
            yield from row.children


def _place_breakdown(row: IndicatorResult, whole: IndicatorResult | None) -> None:
    """Puts a part below its whole, which a unit may not have."""
    row.whole = whole
    row.number = "+" if whole and whole.is_breakdown else "-"
    if whole:
        row.top.breakdown.append(row)


def _unit_names(overview: PlanOverview) -> dict[UnitId, str]:
    """Short names of the units that a sentence may name. Queries: none; 1 for subjects recognised in a large scope."""
    names = overview.plan_data.unit_names | {pk: unit.short_name for pk, unit in overview.branch_counts.units.items()}
    others = {
        subject for row in overview.rows for subject in row.assessment.unlisted if isinstance(subject, int)
    } - names.keys()
    name_pairs = Unit.objects.filter(pk__in=others).order_by().values_list("pk", "short_name") if others else ()
    return names | dict(name_pairs)
