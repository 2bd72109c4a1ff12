"""The report that an address names: one unit in one period, within what the user may see."""

from dataclasses import dataclass

from django.http import Http404

from reports.models import Report
from targets.models import Period
from targets.selectors import PlanView, plan_view, plan_view_of_year
from units.enums import Role
from units.models import Unit, User
from units.permissions import has_role
from units.visibility import latest_first, matches_address, visible_units_of


@dataclass(slots=True)
class ReportAddress:
    """One unit × period, with its newest report if it has any."""

    view: PlanView
    period: Period
    unit: Unit
    report: Report | None
    is_on_behalf: bool = False  # the person enters as an administrator, not as a reporter of the unit

    @property
    def code(self) -> str:
        """The text that names the unit in addresses about the period."""
        return self.unit.address_on(self.period.ends_on)


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


def administered_address(user: User, year: int, code: str, ordinal: int) -> ReportAddress:
    """Finds the report of a unit that the person administers.

    Queries: 5.
    Raises: Http404 as `report_address`, and for whoever does not administer the unit.
    """
    address = report_address(user, year, code, ordinal)
    if not has_role(user, Role.ADMINISTRATOR, address.unit):
        raise Http404("Chỉ quản trị kế hoạch của đơn vị hoặc của cấp trên nhập thay được.")
    address.is_on_behalf = True
    return address


def own_address(user: User, year: int, code: str, ordinal: int) -> ReportAddress:
    """Finds a unit × period for which the person enters figures, as its reporter or its administrator.

    Its report is not read yet. Queries: 3; 1 more where the year has several plans; for an administrator as
    `administered_address`.
    Raises: Http404 when the plan or the period is not there, or the person does not enter for the unit.
    """
    view = plan_view_of_year(user, year)
    period = view.period(ordinal) if view else None
    own = [m.unit for m in user.current_memberships if m.role == Role.REPORTER and matches_address(m.unit, code)]
    unit = next((unit for unit in latest_first(own) if period and period.has(unit)), None)
    if unit is None and user.has_role(Role.ADMINISTRATOR):
        return administered_address(user, year, code, ordinal)
    if view is None or period is None or unit is None:
        raise Http404("Chỉ cán bộ nhập liệu của đơn vị có trang này.")
    user.shown_plan = view
    return ReportAddress(view, period, unit, report=None)
