"""The permissions on a report: `check_*` refuse with a sentence for the person, `is_allowed` answers for a button."""

from collections.abc import Callable
from typing import Any

from chodon_thidua.lib import clock
from chodon_thidua.lib.refusals import Refusal
from reports.enums import ReportAction
from reports.models import Report
from reports.policies import check_transition, check_unopened
from targets.models import Period
from targets.policies import check_period_open
from units.enums import Role
from units.models import Unit, User
from units.permissions import check_role, has_role


def check_can_enter(user: User, unit: Unit, period: Period) -> None:
    """Checks that the user is a reporter of this very unit, and that the period is open to it."""
    check_role(user, Role.REPORTER, unit)
    check_period_open(period, unit, clock.today())


def check_can_enter_on_behalf(user: User, unit: Unit, period: Period) -> None:
    """Checks who may enter a file of several units: the unit's reporters, and administrators at or above the unit."""
    if not has_role(user, Role.REPORTER, unit):
        check_role(user, Role.ADMINISTRATOR, unit)
    check_period_open(period, unit, clock.today())


def check_can_change_report(user: User, report: Report, *, on_behalf: bool = False) -> None:
    check = check_can_enter_on_behalf if on_behalf else check_can_enter
    check(user, report.unit, report.period)
    check_transition(report, ReportAction.CHANGE)


def check_can_submit_report(user: User, report: Report) -> None:
    check_can_enter(user, report.unit, report.period)
    check_transition(report, ReportAction.SUBMIT)


def check_can_recall_report(user: User, report: Report) -> None:
    """Checks that the user reports for the unit and that no reviewer has opened what was sent."""
    check_can_enter(user, report.unit, report.period)
    check_transition(report, ReportAction.RECALL)
    check_unopened(report)


def check_can_review_report(user: User, report: Report, action: ReportAction) -> None:
    """Checks that the user reviews the unit from above; nobody decides on what they sent themselves."""
    check_role(user, Role.REVIEWER, report.unit)
    check_transition(report, action)
    if action != ReportAction.REOPEN and report.submitted_by_id == user.pk:
        raise Refusal("Anh/chị đã gửi báo cáo này nên không thể tự thẩm định; cần một cán bộ thẩm định khác.")


def is_allowed(check: Callable[..., Any], *args: Any) -> bool:
    """Tells whether a check passes for the arguments."""
    try:
        check(*args)
    except Refusal:
        return False
    return True
