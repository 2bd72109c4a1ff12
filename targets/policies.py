"""The state of a period: which unit it lets in, and the sentences that refuse."""

from datetime import date

from chodon_thidua.lib import clock
from chodon_thidua.lib.refusals import StateRefusal
from targets.enums import PeriodState
from targets.models import Period, PeriodException
from units.models import Unit


def exception_for(period: Period, unit: Unit, day: date) -> PeriodException | None:
    """Returns the exception that lets the unit report in this locked period; None without one. Queries: 1."""
    return (
        PeriodException.objects.in_force(day)
        .filter(period=period, unit=unit)
        .select_related("by")
        .order_by("-until")
        .first()
    )


def check_period_open(period: Period, unit: Unit, day: date) -> PeriodException | None:
    """Refuses figures for a period that is not open to the unit; returns the exception that opens a locked period.

    Raises: StateRefusal, which says who locked it, when, and who can reopen it.
    """
    if period.state == PeriodState.OPEN:
        return None
    if period.state == PeriodState.UPCOMING:
        raise StateRefusal(f"{period.name} chưa mở. Quản trị kế hoạch mở kỳ khi đến thời gian báo cáo.")
    if exception := exception_for(period, unit, day):
        return exception
    raise StateRefusal(
        f"{locked_sentence(period)} Quản trị kế hoạch có thể mở lại kỳ này cho đơn vị, kèm lý do và thời hạn."
    )


def locked_sentence(period: Period) -> str:
    """Returns the sentence about the lock of a period, with person and day. Queries: 1 unless `locked_by` was read."""
    locked_by, locked_at = period.locked_by, period.locked_at
    who = (
        f"{locked_by.full_name} khóa lúc {clock.in_a_sentence(locked_at)}"
        if locked_by and locked_at
        else "chưa rõ người khóa"
    )
    return f"{period.name} đã khóa ({who})."
