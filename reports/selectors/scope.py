"""The objects that an address names, within what the user may see."""

from dataclasses import dataclass

from django.http import Http404

from reports.models import Report
from reports.selectors.default_period import plan_choice
from targets.models import Period
from targets.selectors import PlanView, plan_view, plan_view_of_year
from units.enums import Role
from units.models import Unit, User
from units.visibility import VisibleUnits, latest_first, matches_address, visible_units_below, visible_units_of


@dataclass(slots=True)
class ReportAddress:
    """One unit × period, with its newest report if it has any."""

    view: PlanView
    period: Period
    unit: Unit
    report: Report | None

    @property
    def code(self) -> str:
        """The text that names the unit in addresses about the period."""
        return self.unit.address_on(self.period.ends_on)


@dataclass(slots=True)
class PlanScope:
    """A plan seen at one period by one unit and all below it."""

    visible_units: VisibleUnits
    view: PlanView
    period: Period
    unit: Unit


def scope_over(root: Unit, plan_id: int, ordinal: int) -> PlanScope | None:
    """Finds a unit's scope in a plan at a period, for a command without a user; None without the plan or the period.

    Queries: 1; 1 more where no active plan is at or above.
    """
    visible_units = visible_units_below(root)
    view = plan_view(visible_units, plan_id=plan_id)
    period = view.period(ordinal) if view else None
    return PlanScope(visible_units, view, period, root) if view and period else None


def report_address(user: User, year: int, code: str, ordinal: int) -> ReportAddress:
    """Finds the report of a unit × period.

    Queries: 4.
    Raises: Http404 when the plan, the period or the unit is not there for the user.
    """
    visible_units = visible_units_of(user)
    view = plan_view(visible_units, year=year)
    period = view.period(ordinal) if view else None
    unit = visible_units.by_code(code, period.ends_on, period.starts_on) if period else None
    if view is None or period is None or unit is None:
        raise Http404("Không có báo cáo này trong phạm vi của anh/chị.")
    user.shown_plan = view
    report = (
        Report.objects.filter(unit=unit, period=period)
        .select_related("submitted_by", "reviewed_by")
        .order_by("-revision")
        .first()
    )
    if report:
        report.unit, report.period = unit, period
    return ReportAddress(view, period, unit, report)


def own_address(user: User, year: int, code: str, ordinal: int) -> ReportAddress:
    """Finds a unit × period for which the person enters figures; its report is not read yet.

    Queries: 3; 1 more where the year has several plans.
    Raises: Http404 when the plan or the period is not there, or the person is no reporter of the unit.
    """
    view = plan_view_of_year(user, year)
    period = view.period(ordinal) if view else None
    own = [m.unit for m in user.current_memberships if m.role == Role.REPORTER and matches_address(m.unit, code)]
    unit = next((unit for unit in latest_first(own) if period and period.has(unit)), None)
    if view is None or period is None or unit is None:
        raise Http404("Chỉ cán bộ nhập liệu của đơn vị có trang này.")
    user.shown_plan = view
    return ReportAddress(view, period, unit, report=None)


def plan_period(user: User, year: int, ordinal: int) -> tuple[PlanView, Period]:
    """Finds one period of the year's plan.

    Queries: 3.
    Raises: Http404 when the plan or the period is not there for the user.
    """
    view = plan_view(visible_units_of(user), year=year)
    period = view.period(ordinal) if view else None
    if view is None or period is None:
        raise Http404("Không có kỳ báo cáo này trong phạm vi của anh/chị.")
    user.shown_plan = view
    return view, period


def plan_scope(
    user: User, *, year: int | None, plan_id: int | None, ordinal: int | None, code: str
) -> PlanScope | None:
    """Finds the scope of a request; without a code the plan owner's, or the user's topmost unit. None without any plan.

    Queries: 3.
    Raises: Http404 for a period or a unit that is not there for the user.
    """
    visible_units = visible_units_of(user)
    choice = plan_choice(user, year=year, plan_id=plan_id, ordinal=ordinal)
    if choice is None:
        if year is not None or plan_id is not None:
            raise Http404("Không có kế hoạch này trong phạm vi của anh/chị.")
        return None
    view, period = choice.view, choice.period
    if period is None:
        raise Http404("Kế hoạch không có kỳ này.")
    default = (
        view.plan.owner
        if visible_units.shows_plan_of(view.plan.owner_id)
        else visible_units.own[visible_units.roots[0]]
    )
    unit = visible_units.by_code(code, period.ends_on, period.starts_on) if code else default
    if unit is None:
        raise Http404("Không có đơn vị này trong phạm vi của anh/chị.")
    return PlanScope(visible_units, view, period, unit)
