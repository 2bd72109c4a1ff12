"""The services of a period: its state, which depends on the reports in it, and exceptions for single units."""

from datetime import date

from django.db import transaction

from chodon_thidua.lib.refusals import InvalidInput, StateRefusal
from reports.enums import ReportState
from reports.models import Report
from reports.policies import state_sentence
from reports.services.notifications import notify_exception_end, notify_exception_start
from targets.enums import PeriodState
from targets.models import Period, PeriodException
from targets.services import period_exception_end, period_exception_grant, period_set_state
from units.models import Unit, User


@transaction.atomic
def period_move(*, period: Period, state: PeriodState, expected_state: PeriodState, actor: User) -> Period:
    """Opens, locks or puts back a period; one in which a unit has begun its report is not put back.

    `expected_state` is the state that the person saw.

    Raises: Refusal, Conflict, StateRefusal as `period_set_state`.
    """
    updated_period = period_set_state(period=period, state=state, actor=actor, expected_state=expected_state)
    if state == PeriodState.UPCOMING and (
        reporting_units := Report.objects.filter(period=updated_period).order_by().values("unit").distinct()
    ):
        raise StateRefusal(
            f"{len(reporting_units)} đơn vị đã bắt đầu nhập {updated_period.name}, nên không đưa về “Chưa mở” được; "
            "muốn dừng nhập thì quản trị kế hoạch khóa kỳ."
        )
    return updated_period


@transaction.atomic
def exception_grant(*, period: Period, unit: Unit, until: date, reason: str, actor: User) -> PeriodException:
    """Opens a locked period to one unit, and tells its reporters until when and why.

    Raises: Refusal, StateRefusal, InvalidInput as `period_exception_grant`; InvalidInput where the unit's report is
    approved, for the exception alone would let nobody change it.
    """
    reports = Report.objects.filter(period=period, unit=unit).select_related("reviewed_by").order_by("-revision")
    report = reports.first()
    if report and report.state == ReportState.APPROVED:
        raise InvalidInput({"unit": f"Mở riêng không sửa được gì. {state_sentence(report)}"})
    exception = period_exception_grant(period=period, unit=unit, until=until, reason=reason, actor=actor)
    notify_exception_start(exception, actor)
    return exception


@transaction.atomic
def exception_end(*, exception: PeriodException, actor: User, reason: str = "") -> PeriodException:
    """Ends the exception of one unit at once, and notifies its reporters.

    Raises: Refusal, StateRefusal as `period_exception_end`.
    """
    exception = period_exception_end(exception=exception, actor=actor, reason=reason)
    notify_exception_end(exception, actor)
    return exception
