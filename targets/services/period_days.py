"""Changing the days of a period."""

from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction

from chodon_thidua.lib.model_saving import save_valid
from chodon_thidua.lib.refusals import InvalidInput, StateRefusal
from targets.enums import PeriodKind, PeriodState, TargetsAuditAction
from targets.models import Period
from targets.policies import locked_sentence
from targets.services.periods import change_conflict, locked_period
from units.models import User
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
def period_set_days(*, period: Period, days: PeriodDays, expected_days: PeriodDays, actor: User) -> Period:
    """Changes the days of a period that is not locked; the same days again change nothing.

    Raises: Refusal for people who do not administer the plan's owner; StateRefusal when it is locked; Conflict when
    its days are no longer those; InvalidInput for days out of order or reaching into another period.
    """
    current = locked_period(period, actor)
    before = period_days(current)
    if current.state == PeriodState.LOCKED:
        raise StateRefusal(f"{locked_sentence(current)} Muốn sửa ngày, quản trị kế hoạch mở lại kỳ trước.")
    if days == before:
        return current
    if before != expected_days:
        raise change_conflict(current, str(before), asdict(days))
    _check_days(current, days)
    for name, day in asdict(days).items():
        setattr(current, name, day)
    save_valid(current)
    audit_record(
        actor=actor, action=TargetsAuditAction.PERIOD_DAYS, obj=current, before=asdict(before), after=asdict(days)
    )
    return current


def _check_days(period: Period, days: PeriodDays) -> None:
    """Days in order, each error at its field; regular periods follow one another, the whole year may overlap them."""
    errors = {}
    if days.ends_on < days.starts_on:
        errors["ends_on"] = "Ngày chốt số liệu phải từ ngày đầu kỳ trở đi."
    if days.due_on < days.ends_on:
        errors["due_on"] = "Hạn gửi phải từ ngày chốt số liệu trở đi."
    if not period.is_final:
        regular_periods = Period.objects.filter(plan=period.plan_id, kind=PeriodKind.REGULAR)
        before = regular_periods.filter(ordinal__lt=period.ordinal).order_by("-ordinal").first()
        after = regular_periods.filter(ordinal__gt=period.ordinal).order_by("ordinal").first()
        if before and days.starts_on <= before.ends_on:
            errors["starts_on"] = f"{before.name} đến hết {before.ends_on:%d/%m/%Y}; kỳ này phải bắt đầu sau ngày đó."
        if after and days.ends_on >= after.starts_on:
            errors.setdefault(
                "ends_on", f"{after.name} bắt đầu từ {after.starts_on:%d/%m/%Y}; kỳ này phải chốt trước ngày đó."
            )
    if errors:
        raise InvalidInput(errors)
