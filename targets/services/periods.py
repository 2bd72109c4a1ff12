"""Moving periods and letting single units in."""

from datetime import date

from django.db import transaction

from chodon_thidua.lib import clock
from chodon_thidua.lib.errors import InvalidInput, StateRefusal
from chodon_thidua.lib.saving import save_valid
from chodon_thidua.lib.text import normalise
from targets.enums import PeriodState
from targets.models import Period, PeriodException
from units.enums import Role
from units.models import Unit, User
from units.permissions import check_role
from units.services import audit_record


@transaction.atomic
def period_set_state(*, period: Period, state: PeriodState, actor: User) -> Period:
    """Open, lock or put back a period of the actor's plan.

    Raises: Refusal for people who do not administer the plan's owner; StateRefusal when nothing would change.
    """
    check_role(actor, Role.ADMINISTRATOR, period.plan.owner)
    locked = Period.objects.select_for_update(of=("self",)).get(pk=period.pk)
    if locked.state == state:
        raise StateRefusal(f"{locked.name} đã ở trạng thái này.")
    before = locked.state
    locked.state = state
    locked.locked_at = clock.now() if state == PeriodState.LOCKED else None
    locked.locked_by = actor if state == PeriodState.LOCKED else None
    save_valid(locked)
    audit_record(
        actor=actor, action="PERIOD_STATE", obj=locked, before={"state": str(before)}, after={"state": str(state)}
    )
    return locked


@transaction.atomic
def period_exception_grant(*, period: Period, unit: Unit, until: date, reason: str, actor: User) -> PeriodException:
    """Let one unit report in a locked period until a day, for a written reason.

    Raises: Refusal for people who may not; InvalidInput without a reason or for a day that is over.
    """
    check_role(actor, Role.ADMINISTRATOR, unit)
    if until < clock.today():
        raise InvalidInput({"until": "Ngày kết thúc mở lại phải từ hôm nay trở đi."})
    if not normalise(reason):
        raise InvalidInput({"reason": "Phải ghi lý do mở lại kỳ."})
    exception = PeriodException(period=period, unit=unit, until=until, reason=reason, by=actor, at=clock.now())
    save_valid(exception)
    audit_record(
        actor=actor,
        action="PERIOD_EXCEPTION",
        obj=exception,
        after={"unit": unit.code, "until": until.isoformat(), "reason": reason},
    )
    return exception
