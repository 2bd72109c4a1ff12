"""The totals of the reviewer's scope before and after the approval of a report with very unusual figures."""

from dataclasses import dataclass
from decimal import Decimal

from reports.enums import ReportState
from reports.progress.figure_totals import FigureTotals
from reports.progress.overview import plan_overview
from reports.progress.texts.number_cells import number_cell
from reports.review.page import ReviewPage
from reports.review.review_row import ReviewRow
from reports.selectors.counted_figures import read_figures
from reports.selectors.scope import PlanScope, plan_scope
from targets.calculation.aggregate import FigureAggregate
from targets.calculation.part_sums import ContributionSum
from targets.enums import PartRole
from targets.selectors import read_plan_data
from units.models import Unit, User

COUNTED_FIELDS = tuple(role.lower() for role in PartRole)


@dataclass(frozen=True, slots=True)
class ScopeChange:
    """One very unusual figure, with its indicator's value at the scope before and after; empty where it has none."""

    row: ReviewRow
    scope: Unit
    before: str = ""
    after: str = ""


def scope_changes(user: User, page: ReviewPage) -> list[ScopeChange]:
    """Returns the very unusual figures of a waiting report with the total of the plan owner, or else of the reviewer.

    The total is the dashboard's, of approved figures, in which the unit's own part is replaced. Queries: none without
    such figures; else the same number for one as for many.
    """
    if page.visible_report is None or page.visible_report.state != ReportState.SUBMITTED:
        return []
    rows = [row for row in page.rows if _changes_the_total(row)]
    view, unit, period = page.address.view, page.address.unit, page.address.period
    ordinal = period.ordinal
    scope = plan_scope(user, year=view.plan.year, plan_id=view.plan.pk, ordinal=ordinal, code="") if rows else None
    if scope is None:
        return []
    plan_data = read_plan_data(view, [unit.pk])
    approved_data = read_figures(plan_data, [unit.pk])
    approved_totals = FigureTotals(plan_data, approved_data)
    own = [approved_totals.aggregate(row.indicator, [unit.pk], period)[1] for row in rows]
    return [
        _scope_change(scope, row, total, before)
        for row, total, before in zip(rows, _scope_aggregates(scope, rows), own, strict=True)
    ]


def _changes_the_total(row: ReviewRow) -> bool:
    """Checks whether a number that counts is very unusual; the unit's own estimate of the year changes no total."""
    return any(warning.is_extraordinary and warning.field in COUNTED_FIELDS for warning in row.warnings)


def _scope_aggregates(scope: PlanScope, rows: list[ReviewRow]) -> list[FigureAggregate]:
    """Returns the dashboard's totals of approved figures, in the order of the rows."""
    overview = plan_overview(scope.visible_units, scope.view, scope.period, scope.unit)
    return [overview.branch_counts.aggregate(row.indicator, scope.unit, scope.period)[1] for row in rows]


def _scope_change(scope: PlanScope, row: ReviewRow, total: FigureAggregate, own: FigureAggregate) -> ScopeChange:
    spec, new = row.assessment.spec, row.assessment.aggregate
    if total.is_list_only(spec):
        return ScopeChange(row, scope.unit)
    before = total.contributed.value(spec)
    after = replace_share(total.contributed, own.contributed, new.contributed).value(spec)
    return ScopeChange(row, scope.unit, number_cell(before or Decimal(0), spec).text, number_cell(after, spec).text)


def replace_share(whole: ContributionSum, part: ContributionSum, other: ContributionSum) -> ContributionSum:
    """Replaces one unit's part of a sum: sums over units that have none in common add up.

    Subjects of the part are removed from the whole, for no other unit enters the same decision.
    """
    return ContributionSum(
        whole.units - part.units + other.units,
        whole.numerator - part.numerator + other.numerator,
        whole.denominator - part.denominator + other.denominator,
        (whole.subjects - part.subjects) | other.subjects,
    )
