"""The parts that all steps of a directive share: the lock, what the person has seen, the new state with its event."""

from datetime import date

from chodon_thidua.lib import clock
from chodon_thidua.lib.model_saving import save_valid
from chodon_thidua.lib.refusals import Conflict, InvalidInput
from chodon_thidua.lib.text import normalise
from reports.directive_workflow import DirectiveAction, DirectiveState
from reports.models import Directive, DirectiveEvent
from units.models import User


def move_directive(
    directive: Directive,
    action: DirectiveAction,
    state: DirectiveState,
    actor: User,
    text: str,
    due_on: date | None = None,
) -> DirectiveEvent:
    before = directive.state
    directive.state, directive.version = state, directive.version + 1
    directive.save(update_fields=("state", "version", "due_on"))
    return directive_event_write(directive, action, actor, text=text, from_state=before, due_on=due_on)


def directive_event_write(
    directive: Directive, action: DirectiveAction, actor: User, *, text: str, from_state: str, due_on: date | None
) -> DirectiveEvent:
    event = DirectiveEvent(
        directive=directive,
        action=action,
        actor=actor,
        at=clock.now(),
        from_state=from_state,
        to_state=directive.state,
        text=text,
        due_on=due_on,
    )
    save_valid(event)
    return event


def lock_directive(directive: Directive) -> Directive:
    rows = Directive.objects.select_for_update(of=("self",))
    return rows.select_related("unit", "issuer", "by", "period__plan", "indicator").get(pk=directive.pk)


def check_version(directive: Directive, seen_version: int) -> None:
    if directive.version != seen_version:
        raise Conflict(
            f"{directive.get_kind_display()} này đã thay đổi sau khi anh/chị mở trang. Hãy xem lại rồi làm tiếp.",
            theirs={},
            mine={},
        )


def check_due_day(day: date) -> None:
    if day < clock.today():
        raise InvalidInput({"due_on": "Hạn trả lời không thể trước hôm nay."})


def required_text(text: str, sentence: str) -> str:
    text = normalise(text)
    if not text:
        raise InvalidInput({"text": sentence})
    return text
