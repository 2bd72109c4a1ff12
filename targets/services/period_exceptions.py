"""Exceptions that let single units report in a locked period."""

from datetime import date

from django.db import transaction

from chodon_thidua.lib import clock
from chodon_thidua.lib.model_saving import save_valid
from chodon_thidua.lib.refusals import InvalidInput, Refusal, StateRefusal
from chodon_thidua.lib.text import normalise
from targets.enums import PeriodState, TargetsAuditAction
from targets.models import Period, PeriodException
from targets.services.periods import locked_period
from units.enums import Role
from units.models import Unit, User
from units.permissions import check_role
from units.services import audit_record


@transaction.atomic
def period_exception_grant(*, period: Period, unit: Unit, until: date, reason: str, actor: User) -> PeriodException:
    """Lets one unit report in a locked period until a day, for a written reason; the same again grants it once.

    Raises: Refusal for people who do not administer the plan's owner, and for a unit outside it; StateRefusal for a
    period that is not locked; InvalidInput without a reason, for a day that is over, for a unit that is already in.
    """
    current = locked_period(period, actor)
    if not Unit.objects.above([unit.pk]).filter(pk=current.plan.owner_id).exists():
        raise Refusal(f"{unit.name} không thuộc phạm vi của kế hoạch này.")
    if current.state != PeriodState.LOCKED:
        now = "đang mở cho mọi đơn vị" if current.state == PeriodState.OPEN else "chưa mở"
        raise StateRefusal(f"{current.name} {now}; chỉ kỳ đã khóa mới mở lại riêng cho một đơn vị.")
    if until < clock.today():
        raise InvalidInput({"until": "Ngày kết thúc mở lại phải từ hôm nay trở đi."})
    if not normalise(reason):
        raise InvalidInput({"reason": "Phải ghi lý do mở lại kỳ."})
    if current_exception := PeriodException.objects.in_force(clock.today()).filter(period=current, unit=unit).first():
        if (current_exception.until, current_exception.reason, current_exception.by_id) == (
            until,
            normalise(reason),
            actor.pk,
        ):
            return current_exception
        raise InvalidInput(
            {
                "unit": f"{unit.name} đang được mở đến hết {current_exception.until:%d/%m/%Y}. "
                "Muốn đổi thời hạn thì kết thúc sớm lần mở đó trước."
            }
        )
    return exception_write(period=current, unit=unit, until=until, reason=reason, actor=actor)


def exception_write(*, period: Period, unit: Unit, until: date, reason: str, actor: User) -> PeriodException:
    """Writes the exception for one unit in a locked period, with its audit record; the caller has checked the right.

    Raises: InvalidInput without a reason.
    """
    exception = PeriodException(period=period, unit=unit, until=until, reason=reason, by=actor, at=clock.now())
    save_valid(exception)
    audit_record(
        actor=actor,
        action=TargetsAuditAction.PERIOD_EXCEPTION,
        obj=exception,
        after={"period": str(period), "unit": unit.code, "until": until.isoformat(), "reason": exception.reason},
    )
    return exception


@transaction.atomic
def period_exception_end(*, exception: PeriodException, actor: User, reason: str = "") -> PeriodException:
    """Ends at once the exception that let one unit report in a locked period.

    Raises: Refusal for people who do not administer the plan's owner; StateRefusal when it has ended already.
    """
    exceptions = PeriodException.objects.select_for_update(of=("self",)).select_related("unit", "ended_by")
    current_exception = exceptions.select_related("period__plan__owner").get(pk=exception.pk)
    check_role(actor, Role.ADMINISTRATOR, current_exception.period.plan.owner)
    if current_exception.ended_by and current_exception.ended_at:
        end_time = clock.in_a_sentence(current_exception.ended_at)
        raise StateRefusal(f"{current_exception.ended_by.full_name} đã kết thúc lần mở lại này lúc {end_time}.")
    if current_exception.until < clock.today():
        raise StateRefusal(f"Lần mở lại này đã hết hạn ngày {current_exception.until:%d/%m/%Y}.")
    current_exception.ended_at, current_exception.ended_by, current_exception.end_reason = clock.now(), actor, reason
    save_valid(current_exception)
    after = {
        "period": str(current_exception.period),
        "unit": current_exception.unit.code,
        "reason": current_exception.end_reason,
    }
    audit_record(
        actor=actor,
        action=TargetsAuditAction.PERIOD_EXCEPTION_END,
        obj=current_exception,
        before={"until": current_exception.until.isoformat()},
        after=after,
    )
    return current_exception
