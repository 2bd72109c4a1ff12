"""Moving a period with an eye on what was reported in it."""

from django.db import transaction

from chodon_thidua.lib.errors import StateRefusal
from reports.models import Report
from targets.enums import PeriodState
from targets.models import Period
from targets.services import period_set_state
from units.models import User


@transaction.atomic
def period_move(*, period: Period, state: PeriodState, seen: PeriodState, actor: User) -> Period:
    """Open, lock or put back a period; one that units have begun to report is not put back.

    Raises: Refusal, Conflict, StateRefusal as `period_set_state`.
    """
    moved = period_set_state(period=period, state=state, actor=actor, seen=seen)
    if state == PeriodState.UPCOMING and (
        begun := Report.objects.filter(period=moved).order_by().values("unit").distinct()
    ):
        raise StateRefusal(
            f"{len(begun)} đơn vị đã bắt đầu nhập {moved.name}, nên không đưa về “Chưa mở” được; "
            "muốn dừng nhập thì quản trị kế hoạch khóa kỳ."
        )
    return moved
