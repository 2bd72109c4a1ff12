"""The permissions on a report: `check_*` refuse with a sentence for the person, `is_allowed` answers for a button."""

from collections.abc import Callable
from typing import Any

from chodon_thidua.lib import clock
from chodon_thidua.lib.refusals import Refusal, StateRefusal
from reports.enums import ReportAction
from reports.models import Report
from reports.policies import check_transition, check_unopened, missing_reason
from reports.selectors.report_contents.entrants import has_entered
from targets.models import Indicator, Period
from targets.policies import check_period_open
from units.enums import Role
from units.models import Unit, User
from units.permissions import check_role, has_role


def enters_on_behalf(user: User, unit: Unit) -> bool:
    """Tells whether the user may enter for the unit as an administrator at or above it, and not as its reporter."""
    return not has_role(user, Role.REPORTER, unit) and has_role(user, Role.ADMINISTRATOR, unit)


def check_can_enter(user: User, unit: Unit, period: Period) -> None:
    """Checks that the user is a reporter of this very unit or administers it, and that the period is open to it."""
    if not enters_on_behalf(user, unit):
        check_role(user, Role.REPORTER, unit)
    check_period_open(period, unit, clock.today())


def check_can_enter_on_behalf(user: User, unit: Unit, period: Period) -> None:
    """Checks that the user administers the unit, and that the period is open to it."""
    check_role(user, Role.ADMINISTRATOR, unit)
    check_period_open(period, unit, clock.today())


def check_can_start_on_behalf(user: User, report: Report) -> None:
    check_can_enter_on_behalf(user, report.unit, report.period)
    check_transition(report, ReportAction.ON_BEHALF)


def check_can_change_report(user: User, report: Report) -> None:
    check_can_enter(user, report.unit, report.period)
    check_transition(report, ReportAction.CHANGE)
    _check_on_behalf(user, report)


def check_can_submit_report(user: User, report: Report) -> None:
    check_can_enter(user, report.unit, report.period)
    check_transition(report, ReportAction.SUBMIT)
    _check_on_behalf(user, report)


def _check_on_behalf(user: User, report: Report) -> None:
    """Refuses an administrator who has not said why the unit does not enter for itself."""
    if not has_role(user, Role.REPORTER, report.unit) and (sentence := missing_reason(report, report.unit)):
        raise StateRefusal(sentence)


def check_can_recall_report(user: User, report: Report) -> None:
    """Checks that the user reports for the unit, or sent on its behalf, and that no reviewer has opened the report."""
    check_can_enter(user, report.unit, report.period)
    if enters_on_behalf(user, report.unit) and report.submitted_by_id != user.pk:
        raise Refusal("Chỉ cán bộ nhập liệu của đơn vị, hoặc người đã gửi thay, rút lại được báo cáo này.")
    check_transition(report, ReportAction.RECALL)
    check_unopened(report)


def check_can_review_report(user: User, report: Report, action: ReportAction) -> None:
    """Checks that the user reviews the unit from above; nobody decides on what they entered or sent themselves."""
    check_role(user, Role.REVIEWER, report.unit)
    check_transition(report, action)
    if action == ReportAction.REOPEN:
        return
    if report.submitted_by_id == user.pk:
        raise Refusal("Anh/chị đã gửi báo cáo này nên không thể tự thẩm định; cần một cán bộ thẩm định khác.")
    if has_entered(user, report):
        raise Refusal("Anh/chị đã nhập báo cáo này nên không thể tự thẩm định; cần một cán bộ thẩm định khác.")


def check_can_judge(user: User, indicator: Indicator, unit: Unit) -> None:
    """Checks that the user reviews the unit from above, or is a reviewer of the plan's owner, whose own scope it is.

    No other indicator than one in words is assessed by hand.
    """
    if not indicator.has_text:
        raise Refusal(f"Chỉ tiêu {indicator.code} được đánh giá theo số liệu, không đánh giá tay.")
    own_units = {membership.unit_id for membership in user.current_memberships if membership.role == Role.REVIEWER}
    if not (unit.pk == indicator.plan.owner_id and unit.pk in own_units):
        check_role(user, Role.REVIEWER, unit)


def is_allowed(check: Callable[..., Any], *args: Any) -> bool:
    """Tells whether a check passes for the arguments."""
    try:
        check(*args)
    except Refusal:
        return False
    return True
