"""The only writers of directives: each checks again under a lock, writes the step and its event, and tells people.

Every writer returns the notices that it wrote; letters about them go out when the transaction has ended.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from chodon_thidua.lib import clock
from chodon_thidua.lib.model_saving import save_valid
from chodon_thidua.lib.refusals import InvalidInput
from chodon_thidua.lib.text import normalise
from reports.directive_workflow import DirectiveAction, DirectiveKind
from reports.directives.answer_files import answer_documents, attach_documents
from reports.directives.letters import (
    acceptance_text,
    answer_text,
    issue_text,
    notify_issuer,
    notify_recipients,
    repeat_text,
    withdrawal_text,
)
from reports.directives.permissions import check_can_answer, check_can_decide, issuing_unit
from reports.directives.steps import (
    check_due_day,
    check_version,
    directive_event_write,
    lock_directive,
    move_directive,
    required_text,
)
from reports.enums import ReportsAuditAction
from reports.models import Directive
from targets.models import Indicator, Period
from units.models import Notice, Unit, User
from units.selectors.mergers import successors_by
from units.selectors.people import reporters_of
from units.services import audit_record

ANSWER_FILES = 10


@dataclass(frozen=True, slots=True)
class DirectiveStep:
    """A directive after one step, with the notices about it."""

    directive: Directive
    notices: list[Notice]


@transaction.atomic
def directive_issue(
    *,
    kind: DirectiveKind,
    unit: Unit,
    period: Period,
    indicator: Indicator | None,
    text: str,
    due_on: date,
    actor: User,
) -> DirectiveStep:
    """Gives a unit a directive, about an indicator of the period's plan or about the unit's work in the period.

    Raises: Refusal for whoever does not lead the unit or one above; InvalidInput.
    """
    issuer = issuing_unit(actor, unit)
    text = required_text(text, "Hãy ghi nội dung để đơn vị biết phải làm gì.")
    check_due_day(due_on)
    successor = successors_by(clock.today(), [unit.pk]).get(unit.pk)
    if successor:
        raise InvalidInput({"unit": f"{unit.name} đã nhập vào {successor.name}; hãy giao cho {successor.name}."})
    if not reporters_of([unit.pk]):
        raise InvalidInput({"unit": f"{unit.name} chưa có cán bộ nhập liệu nên không có ai nhận; hãy hỏi quản trị."})
    if indicator and indicator.plan_id != period.plan_id:
        raise InvalidInput({"indicator": "Chỉ tiêu này không thuộc kế hoạch của kỳ."})
    directive = Directive(
        kind=kind,
        unit=unit,
        issuer=issuer,
        period=period,
        indicator=indicator,
        text=text,
        due_on=due_on,
        by=actor,
        at=clock.now(),
    )
    save_valid(directive)
    directive_event_write(directive, DirectiveAction.ISSUE, actor, text=text, from_state="", due_on=due_on)
    after = {
        "directive_kind": kind,
        "unit": unit.code,
        "indicator": indicator.code if indicator else "",
        "due_on": f"{due_on}",
    }
    audit_record(actor=actor, action=ReportsAuditAction.DIRECTIVE_ISSUE, obj=directive, after=after)
    return DirectiveStep(directive, notify_recipients(directive, issue_text(directive)))


def directive_answer(
    *, directive: Directive, actor: User, seen_version: int, text: str, files: "Sequence[UploadedFile[bytes]]" = ()
) -> DirectiveStep:
    """Answers a directive, with files that show what the answer says: all of it is stored or nothing.

    The transaction must be the outermost one, so that files are gone when it fails.
    Raises: Refusal, StateRefusal, Conflict; InvalidInput without a text and for a file that is not accepted.
    """
    check_can_answer(actor, directive)  # before anything is read
    text = required_text(text, "Hãy ghi câu trả lời.")
    if len(files) > ANSWER_FILES:
        raise InvalidInput({"files": f"Mỗi câu trả lời kèm nhiều nhất {ANSWER_FILES} tệp."})
    with answer_documents(files) as documents, transaction.atomic():
        directive = lock_directive(directive)
        before = directive.state
        state = check_can_answer(actor, directive)
        check_version(directive, seen_version)
        event = move_directive(directive, DirectiveAction.ANSWER, state, actor, text)
        attach_documents(event, documents)
        after = {"directive_state": directive.state, "file": [document.name for document in documents]}
        action = ReportsAuditAction.DIRECTIVE_ANSWER
        audit_record(actor=actor, action=action, obj=directive, before={"directive_state": before}, after=after)
        return DirectiveStep(directive, notify_issuer(directive, answer_text(directive, text)))


@transaction.atomic
def directive_repeat(*, directive: Directive, actor: User, seen_version: int, text: str, due_on: date) -> DirectiveStep:
    """Asks for another answer by another day.

    Raises: Refusal, StateRefusal, Conflict; InvalidInput without a reason, and for a day that has passed.
    """
    text = required_text(text, "Hãy ghi vì sao cần trả lời lại.")
    check_due_day(due_on)
    directive = _decide(directive, DirectiveAction.REPEAT, actor, seen_version, text, due_on)
    return DirectiveStep(directive, notify_recipients(directive, repeat_text(directive, text)))


@transaction.atomic
def directive_accept(*, directive: Directive, actor: User, seen_version: int, text: str = "") -> DirectiveStep:
    """Accepts the answer; the directive is settled.

    Raises: Refusal, StateRefusal, Conflict.
    """
    directive = _decide(directive, DirectiveAction.ACCEPT, actor, seen_version, normalise(text))
    return DirectiveStep(directive, notify_recipients(directive, acceptance_text(directive)))


@transaction.atomic
def directive_withdraw(*, directive: Directive, actor: User, seen_version: int, text: str) -> DirectiveStep:
    """Takes the directive back, with a reason; no answer is awaited any more.

    Raises: Refusal, StateRefusal, Conflict; InvalidInput without a reason.
    """
    text = required_text(text, "Hãy ghi lý do rút.")
    directive = _decide(directive, DirectiveAction.WITHDRAW, actor, seen_version, text)
    return DirectiveStep(directive, notify_recipients(directive, withdrawal_text(directive, text)))


def _decide(
    directive: Directive, action: DirectiveAction, actor: User, seen_version: int, text: str, due_on: date | None = None
) -> Directive:
    directive = lock_directive(directive)
    before = directive.state
    state = check_can_decide(actor, directive, action)
    check_version(directive, seen_version)
    if due_on:
        directive.due_on = due_on
    move_directive(directive, action, state, actor, text, due_on)
    audit_record(
        actor=actor,
        action=ReportsAuditAction.DIRECTIVE_DECISION,
        obj=directive,
        before={"directive_state": before},
        after={"directive_state": directive.state, "reason": text},
    )
    return directive
