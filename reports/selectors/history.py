"""The history of a unit's report in words: who did what when, and how each figure changed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from reports.enums import ACTION_LABELS, ENTRY_ACTIONS, STATE_LABELS, ReportAction, ReportState
from reports.models import ReportEvent
from reports.selectors.report_contents.field_changes import (
    EMPTY_TEXT,
    FieldChange,
    field_change_list,
    join_changes,
    part_labels,
)
from reports.selectors.report_contents.figure_comments import figure_comments
from targets.models import Period, PeriodException
from targets.selectors import PlanData
from units.models import Unit

DECISIONS = (ReportAction.RETURN, ReportAction.REOPEN)
UNSENT_ACTIONS = ENTRY_ACTIONS - {ReportAction.SUBMIT}


@dataclass(frozen=True, slots=True)
class HistoryStep:
    """One event of the report; without an action, of its period. `flagged` are the indicators that a return marked.

    Shape: `subject` is the indicator that a comment is about.
    """

    action: ReportAction | None
    at: datetime
    actor: str
    label: str
    states: str
    comment: str
    changes: tuple[FieldChange, ...] = ()
    flagged: tuple[str, ...] = ()
    subject: str = ""


@dataclass(slots=True)
class ReportHistory:
    """The steps of one report. Shape: oldest first; to others than the unit without changes that it has not sent."""

    steps: list[HistoryStep] = field(default_factory=list)

    @property
    def return_steps(self) -> list[HistoryStep]:
        """The returns and reopenings, newest first: each reason stays visible through every later round."""
        return [step for step in reversed(self.steps) if step.action in DECISIONS]

    @property
    def signed_copy(self) -> str:
        """The signed copy that is attached now, by name and size; empty without any."""
        changes = [change for step in self.steps if step.action == ReportAction.SIGN for change in step.changes]
        return changes[-1].after if changes and changes[-1].after != EMPTY_TEXT else ""

    @property
    def changes_after_return(self) -> dict[str, list[FieldChange]]:
        """The changes between the last return and the next sending, by indicator code."""
        since = max((n for n, step in enumerate(self.steps) if step.action in DECISIONS), default=None)
        by_code: dict[str, list[FieldChange]] = {}
        for step in self.steps[since + 1 :] if since is not None else ():
            for change in step.changes if step.action != ReportAction.SIGN else ():
                by_code.setdefault(change.code, []).append(change)
        return {code: join_changes(changes) for code, changes in by_code.items()}


def with_exceptions(history: ReportHistory, unit: Unit, period: Period) -> ReportHistory:
    """Adds the exceptions that opened the locked period to the unit alone: when, until when and why.

    Queries: 1.
    """
    exceptions = PeriodException.objects.filter(unit=unit, period=period).select_related("by", "ended_by")
    steps = [step for exception in exceptions for step in _exception_steps(exception)]
    return ReportHistory(sorted([*history.steps, *steps], key=lambda step: step.at))


def with_comments(history: ReportHistory, unit: Unit, period: Period, *, own: bool = False) -> ReportHistory:
    """Adds the comments on single figures and the unit's answers.

    Queries: 1.
    """
    steps = [
        HistoryStep(
            None,
            comment.at,
            comment.author.full_name,
            "Trả lời nhận xét" if comment.is_answer else "Nhận xét số liệu",
            "",
            comment.text,
            subject=comment.indicator.name,
        )
        for comment in figure_comments(unit, period, own=own)
    ]
    return ReportHistory(sorted([*history.steps, *steps], key=lambda step: step.at))


def _exception_steps(exception: PeriodException) -> Iterator[HistoryStep]:
    until = f"đến hết {exception.until:%d/%m/%Y}"
    yield HistoryStep(None, exception.at, exception.by.full_name, "Mở riêng kỳ đã khóa", until, exception.reason)
    if exception.ended_at and exception.ended_by:
        by, reason = exception.ended_by.full_name, exception.end_reason
        yield HistoryStep(None, exception.ended_at, by, "Kết thúc sớm lần mở riêng", "", reason)


def report_history(unit: Unit, period: Period, plan_data: PlanData, *, own: bool = False) -> ReportHistory:
    """Reads the steps of the unit's report in all of its revisions; for others than the unit until it was last sent.

    Queries: 1, whatever the number of events.
    """
    events = list(
        ReportEvent.objects.filter(report__unit=unit, report__period=period).select_related("actor").order_by("pk")
    )
    # The unit's input before it sends is its own business: others see the history up to the last sending or decision.
    while not own and events and events[-1].action in UNSENT_ACTIONS:
        events.pop()
    names = {i.code: i.name for i in plan_data.indicators.values()}
    labels = part_labels(plan_data)
    return ReportHistory([_history_step(event, names, labels) for event in events])


def _history_step(event: ReportEvent, names: Mapping[str, str], labels: Mapping[tuple[str, str], str]) -> HistoryStep:
    action, changes = ReportAction(event.action), dict(event.changes)
    flagged = changes.pop("flagged", ())
    return HistoryStep(
        action=action,
        at=event.at,
        actor=event.actor.full_name,
        label=ACTION_LABELS[action],
        states=_state_change(event),
        comment=event.comment,
        changes=tuple(field_change_list(changes, names, labels)),
        flagged=tuple(names.get(code, code) for code in flagged),
    )


def _state_change(event: ReportEvent) -> str:
    """Writes “Chờ duyệt → Đã duyệt”; empty when the state stays."""
    if event.from_state == event.to_state:
        return ""
    # Reports that were reopened before the state had a word of its own say RETURNED.
    state = ReportState.REOPENED if event.action == ReportAction.REOPEN else ReportState(event.to_state)
    after = STATE_LABELS[state]
    return f"{STATE_LABELS[ReportState(event.from_state)]} → {after}" if event.from_state else after
