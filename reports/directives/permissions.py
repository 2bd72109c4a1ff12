"""The permissions on a directive: who may give one, answer it, and decide on the answer."""

from chodon_thidua.lib import clock
from chodon_thidua.lib.refusals import Refusal, StateRefusal
from reports.directive_workflow import (
    DIRECTIVE_ACTION_LABELS,
    DIRECTIVE_STATE_LABELS,
    DirectiveAction,
    DirectiveState,
    next_directive_state,
)
from reports.models import Directive
from reports.progress.open_directives import acting_unit
from units.enums import Role
from units.models import Unit, User
from units.permissions import check_role
from units.selectors.mergers import successors_by


def issuing_unit(user: User, unit: Unit) -> Unit:
    """Returns the unit on whose behalf the person directs another: the nearest one at or above it that they lead.

    Raises: Refusal for whoever leads none.
    """
    check_role(user, Role.LEADER, unit)
    own = {
        membership.unit_id: membership.unit for membership in user.current_memberships if membership.role == Role.LEADER
    }
    parents = {above.pk: above.parent_id for above in Unit.objects.above([unit.pk])}
    nearest: int | None = unit.pk
    while nearest is not None and nearest not in own:
        nearest = parents.get(nearest)
    if nearest is None:
        raise Refusal(f"Anh/chị không phải lãnh đạo của {unit} hoặc của cấp trên.")
    return own[nearest]


def check_can_answer(user: User, directive: Directive) -> DirectiveState:
    """Checks that the person reports for the unit that has to answer, and that an answer is awaited.

    Returns the state that follows.
    """
    check_role(user, Role.REPORTER, acting_unit(directive))
    return check_directive_action(directive, DirectiveAction.ANSWER)


def check_can_decide(user: User, directive: Directive, action: DirectiveAction) -> DirectiveState:
    """Checks that the person leads the unit that gave the directive, or what it was merged into, or one above.

    Returns the state that follows.
    """
    issuer = successors_by(clock.today(), [directive.issuer_id]).get(directive.issuer_id, directive.issuer)
    check_role(user, Role.LEADER, issuer)
    return check_directive_action(directive, action)


def check_directive_action(directive: Directive, action: DirectiveAction) -> DirectiveState:
    """Returns the state to which the action brings the directive.

    Raises: StateRefusal, which names the state it is in.
    """
    state = next_directive_state(directive.state, action)
    if state is None:
        label = DIRECTIVE_STATE_LABELS[DirectiveState(directive.state)]
        raise StateRefusal(
            f"{directive.get_kind_display()} này đang ở trạng thái “{label}”. "
            f"Không thể {DIRECTIVE_ACTION_LABELS[action].lower()} lúc này."
        )
    return state
