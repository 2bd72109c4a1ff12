"""Moving periods, changing their days, and exceptions that let single units report in a locked period."""

from django.db import transaction

from chodon_thidua.lib import clock
from chodon_thidua.lib.model_saving import save_valid
from chodon_thidua.lib.refusals import Conflict, StateRefusal
from targets.enums import PERIOD_STATE_LABELS, PeriodState, TargetsAuditAction
from targets.models import Period
from targets.selectors.changes.latest_changes import latest_change
from units.enums import Role
from units.models import User
from units.permissions import check_role
from units.services import audit_record


@transaction.atomic
def period_set_state(
    *, period: Period, state: PeriodState, actor: User, expected_state: PeriodState | None = None
) -> Period:
    """Opens, locks or puts back a period of the actor's plan; `expected_state` is the state on the person's screen.

    Raises: Refusal for people who do not administer the plan's owner; Conflict when it is no longer in that state;
    StateRefusal when nothing would change.
    """
    current = locked_period(period, actor)
    before = PeriodState(current.state)
    if expected_state is not None and before != expected_state:
        raise change_conflict(current, PERIOD_STATE_LABELS[before], {"state": state})
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


def locked_period(period: Period, actor: User) -> Period:
    """The period, locked against others who change it; the actor administers its plan."""
    current = (
        Period.objects.select_for_update(of=("self",)).select_related("plan__owner", "locked_by").get(pk=period.pk)
    )
    check_role(actor, Role.ADMINISTRATOR, current.plan.owner)
    return current


def change_conflict(period: Period, now: str, requested: dict[str, object]) -> Conflict:
    sentence = f"{period.name} đã thay đổi sau khi anh/chị mở trang: nay là “{now}”. {latest_change(period)}"
    return Conflict(sentence.rstrip(), theirs={"now": now}, mine=requested)
