"""Rules of a report's state, each with the sentence that explains a refusal."""

from datetime import date, timedelta

from chodon_thidua.lib import clock
from chodon_thidua.lib.refusals import StateRefusal
from reports.enums import ACTION_LABELS, STATE_LABELS, ReportAction, ReportState
from reports.models import Report
from reports.workflow import next_state
from targets.enums import PeriodState
from targets.models import Period, PeriodException
from targets.policies import check_period_open, exception_for
from units.models import Unit

REOPENED_FOR = timedelta(days=7)


def check_transition(report: Report, action: ReportAction) -> ReportState:
    """Returns the state to which the action brings the report.

    Raises: StateRefusal, which says who decided, when, and who can reopen.
    """
    state = next_state(report.state, action)
    if state is None:
        raise StateRefusal(f"{state_sentence(report)} Không thể {ACTION_LABELS[action].lower()} lúc này.")
    return state


def check_unopened(report: Report) -> None:
    """Refuses to recall a report that a reviewer has opened since it was sent.

    Raises: StateRefusal, which says who opened it, when, and who can return it.
    """
    if report.is_opened and report.opened_at and report.opened_by:
        raise StateRefusal(
            f"{report.opened_by.full_name} đã mở xem báo cáo lúc {clock.in_a_sentence(report.opened_at)} nên không rút "
            "lại được nữa; anh/chị hãy đề nghị cán bộ thẩm định trả lại báo cáo."
        )


def reopening_until(period: Period, unit: Unit) -> date | None:
    """Returns the last day on which a report that is reopened now can be corrected; None where no lock sets one.

    Queries: 1 in a locked period.
    """
    if period.state != PeriodState.LOCKED:
        return None
    today = clock.today()
    exception = exception_for(period, unit, today)
    until = today + REOPENED_FOR
    return max(until, exception.until) if exception else until


def state_sentence(report: Report) -> str:
    """Writes who sent or decided the report, when, and what can be done about it."""
    if report.state == ReportState.SUBMITTED and report.submitted_at and report.submitted_by:
        sending_time = clock.in_a_sentence(report.submitted_at)
        return (
            f"Báo cáo đã được {report.submitted_by.full_name} gửi lúc {sending_time} và đang chờ thẩm định; "
            "cán bộ thẩm định có thể trả lại để sửa."
        )
    if report.state == ReportState.APPROVED and report.reviewed_at and report.reviewed_by:
        decision_time = clock.in_a_sentence(report.reviewed_at)
        return (
            f"Báo cáo đã được {report.reviewed_by.full_name} duyệt lúc {decision_time}; "
            "cán bộ thẩm định có thể mở lại để đính chính."
        )
    return f"Báo cáo đang ở trạng thái “{STATE_LABELS[ReportState(report.state)]}”."


def missing_reason(report: Report | None, unit: Unit) -> str:
    """Returns what an administrator still has to say before entering on the unit's behalf; empty once it is said."""
    if report and report.is_open_on_behalf:
        return ""
    return f"Hãy ghi lý do nhập thay {unit.name} trước khi nhập hoặc gửi báo cáo này."


def change_access(report: Report | None, period: Period, unit: Unit) -> tuple[str, PeriodException | None]:
    """Returns why the unit's report takes no changes, empty while it does, and the exception that opens it to the unit.

    Queries: none while the period is open; 1 while it is locked.
    """
    if report and next_state(report.state, ReportAction.CHANGE) is None:
        return state_sentence(report), None
    try:
        return "", check_period_open(period, unit, clock.today())
    except StateRefusal as refusal:
        return str(refusal), None
