"""Overviews of the sample office, and its figures of last year."""

from decimal import Decimal

from reports.models import Figure, Report
from reports.progress.indicator_result import IndicatorResult
from reports.progress.overview import PlanOverview, plan_overview
from reports.selectors.scope import plan_scope
from targets.models import Plan
from tests.reports.builders import OPEN_ORDINAL, SampleOffice, moment
from units.models import Unit, User


def overview_of(
    office: SampleOffice,
    unit: Unit | None = None,
    *,
    ordinal: int = OPEN_ORDINAL,
    pending: bool = False,
    year: int | None = None,
    user: User | None = None,
) -> PlanOverview:
    """The overview of a unit as the leader sees it."""
    person = User.objects.get(pk=(user or office.leader).pk)
    code = unit.code if unit else ""
    scope = plan_scope(person, year=year, plan_id=None, ordinal=ordinal, code=code)
    assert scope is not None
    return plan_overview(scope.visible_units, scope.view, scope.period, scope.unit, pending=pending)


def row(result: PlanOverview, code: str) -> IndicatorResult:
    return next(row for row in result.rows if row.code == code)


def value(result: PlanOverview, code: str) -> Decimal | None:
    return row(result, code).assessment.value


def codes(result: PlanOverview) -> list[str]:
    return [row.code for row in result.rows]


def target(result: PlanOverview, code: str) -> Decimal | None:
    goal = row(result, code).assessment.goal
    return goal.value if goal else None


def last_year(
    office: SampleOffice,
    code: str,
    ordinal: int,
    figures: dict[Unit, int],
    *,
    state: str = "APPROVED",
    plan: Plan | None = None,
    **parts: int,
) -> None:
    """Figures of the first plan, or of another earlier one, which is closed and takes none by its services."""
    plan = plan or office.plans[0]
    submission = {
        "first_submitted_at": moment(year=2021),
        "submitted_at": moment(year=2021),
        "submitted_by": office.clerk,
    }
    review = {"reviewed_at": moment(year=2021), "reviewed_by": office.reviewer} if state == "APPROVED" else {}
    for unit, amount in figures.items():
        report = Report.objects.create(
            unit=unit, period=plan.periods.get(ordinal=ordinal), state=state, **submission, **review
        )
        Figure.objects.create(
            report=report,
            indicator=plan.indicators.get(code=code),
            numerator=amount,
            **parts,
            changed_at=moment(year=2021),
            changed_by=office.clerk,
        )
