"""Moving periods, changing their days, and exceptions that let single units report in a locked period."""

from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction

from chodon_thidua.lib import clock
from chodon_thidua.lib.model_saving import save_valid
from chodon_thidua.lib.refusals import Conflict, InvalidInput, Refusal, StateRefusal
from chodon_thidua.lib.text import normalise
from targets.enums import LAST_QUARTER, PERIOD_STATE_LABELS, PeriodState, TargetsAuditAction
from targets.models import Period, PeriodException
from targets.policies import locked_sentence
from targets.selectors.latest_changes import latest_change
from units.enums import Role
from units.models import Unit, User
from units.permissions import check_role
from units.services import audit_record


@dataclass(frozen=True, slots=True)
class PeriodDays:
    """The days of a period: its first, its cut-off, and that by which reports are due."""

    starts_on: date
    ends_on: date
    due_on: date

    def __str__(self) -> str:
        return f"từ {self.starts_on:%d/%m/%Y} đến {self.ends_on:%d/%m/%Y}, hạn gửi {self.due_on:%d/%m/%Y}"


def period_days(period: Period) -> PeriodDays:
    return PeriodDays(period.starts_on, period.ends_on, period.due_on)


@transaction.atomic
def period_set_state(
    *, period: Period, state: PeriodState, actor: User, expected_state: PeriodState | None = None
) -> Period:
    """Opens, locks or puts back a period of the actor's plan; `expected_state` is the state on the person's screen.

    Raises: Refusal for people who do not administer the plan's owner; Conflict when it is no longer in that state;
    StateRefusal when nothing would change.
    """
    current = _locked_period(period, actor)
    before = PeriodState(current.state)
    if expected_state is not None and before != expected_state:
        raise _change_conflict(current, PERIOD_STATE_LABELS[before], {"state": state})
    if before == state:
        raise StateRefusal(f"{current.name} đã ở trạng thái này.")
    current.state = state
    current.locked_at = clock.now() if state == PeriodState.LOCKED else None
    current.locked_by = actor if state == PeriodState.LOCKED else None
    save_valid(current)
    audit_record(
        actor=actor,
        action=TargetsAuditAction.PERIOD_STATE,
        obj=current,
        before={"state": str(before)},
        after={"state": str(state)},
    )
    return current


@transaction.atomic
def period_set_days(*, period: Period, days: PeriodDays, expected_days: PeriodDays, actor: User) -> Period:
    """Changes the days of a period that is not locked; the same days again change nothing.

    Raises: Refusal for people who do not administer the plan's owner; StateRefusal when it is locked; Conflict when
    its days are no longer those; InvalidInput for days out of order or reaching into another quarter.
    """
    current = _locked_period(period, actor)
    before = period_days(current)
    if current.state == PeriodState.LOCKED:
        raise StateRefusal(f"{locked_sentence(current)} Muốn sửa ngày, quản trị kế hoạch mở lại kỳ trước.")
    if days == before:
        return current
    if before != expected_days:
        raise _change_conflict(current, str(before), asdict(days))
    _check_days(current, days)
    for name, day in asdict(days).items():
        setattr(current, name, day)
    save_valid(current)
    audit_record(
        actor=actor, action=TargetsAuditAction.PERIOD_DAYS, obj=current, before=asdict(before), after=asdict(days)
    )
    return current


@transaction.atomic
def period_exception_grant(*, period: Period, unit: Unit, until: date, reason: str, actor: User) -> PeriodException:
    """Lets one unit report in a locked period until a day, for a written reason; the same again grants it once.

    Raises: Refusal for people who do not administer the plan's owner, and for a unit outside it; StateRefusal for a
    period that is not locked; InvalidInput without a reason, for a day that is over, for a unit that is already in.
    """
    current = _locked_period(period, actor)
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


def _locked_period(period: Period, actor: User) -> Period:
    """The period, locked against others who change it; the actor administers its plan."""
    current = (
        Period.objects.select_for_update(of=("self",)).select_related("plan__owner", "locked_by").get(pk=period.pk)
    )
    check_role(actor, Role.ADMINISTRATOR, current.plan.owner)
    return current


def _change_conflict(period: Period, now: str, requested: dict[str, object]) -> Conflict:
    sentence = f"{period.name} đã thay đổi sau khi anh/chị mở trang: nay là “{now}”. {latest_change(period)}"
    return Conflict(sentence.rstrip(), theirs={"now": now}, mine=requested)


def _check_days(period: Period, days: PeriodDays) -> None:
    """Days in order, each error at its field; quarters follow one another, the whole year may overlap them."""
    errors = {}
    if days.ends_on < days.starts_on:
        errors["ends_on"] = "Ngày chốt số liệu phải từ ngày đầu kỳ trở đi."
    if days.due_on < days.ends_on:
        errors["due_on"] = "Hạn gửi phải từ ngày chốt số liệu trở đi."
    if period.ordinal <= LAST_QUARTER:
        quarters = Period.objects.filter(plan=period.plan_id, ordinal__lte=LAST_QUARTER)
        before = quarters.filter(ordinal__lt=period.ordinal).order_by("-ordinal").first()
        after = quarters.filter(ordinal__gt=period.ordinal).order_by("ordinal").first()
        if before and days.starts_on <= before.ends_on:
            errors["starts_on"] = f"{before.name} đến hết {before.ends_on:%d/%m/%Y}; kỳ này phải bắt đầu sau ngày đó."
        if after and days.ends_on >= after.starts_on:
            errors.setdefault(
                "ends_on", f"{after.name} bắt đầu từ {after.starts_on:%d/%m/%Y}; kỳ này phải chốt trước ngày đó."
            )
    if errors:
        raise InvalidInput(errors)
