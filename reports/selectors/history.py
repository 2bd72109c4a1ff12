"""The history of a unit's report in words: who did what when, and how each figure changed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from chodon_thidua.lib.files.document_kinds import size_text
from reports.enums import ACTION_LABELS, STATE_LABELS, ReportAction, ReportState
from reports.models import ReportEvent
from targets.enums import PartRole
from targets.models import Period, PeriodException
from targets.selectors import PlanData
from units.models import Unit

# In the order in which changes are listed: PostgreSQL's jsonb keeps none.
FIELD_LABELS = {
    "numerator": "Số liệu",
    "denominator": "Mẫu số",
    "not_applicable": "Không áp dụng",
    "full_year_estimate": "Ước cả năm",
    "as_of": "Số liệu đến ngày",
    "source": "Nguồn",
    "note": "Ghi chú",
    "confirmed": "Xác nhận số rất khác thường",
    "recognitions": "Quyết định công nhận",
    "evidence": "Minh chứng",
}
ORDER = {name: n for n, name in enumerate(FIELD_LABELS)}
DECISIONS = (ReportAction.RETURN, ReportAction.REOPEN)
# Items of a list come and go one by one; each stands for itself.
ONE_BY_ONE = (FIELD_LABELS["recognitions"], FIELD_LABELS["evidence"])


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of one figure; `code` and `name` are empty for the report's own remarks."""

    code: str
    name: str
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class HistoryStep:
    """One event of the report; without an action, of its period. `flagged` are the indicators that a return marked."""

    action: ReportAction | None
    at: datetime
    actor: str
    label: str
    states: str
    comment: str
    changes: tuple[FieldChange, ...] = ()
    flagged: tuple[str, ...] = ()


@dataclass(slots=True)
class ReportHistory:
    """The steps of one report. Shape: oldest first; to others than the unit without changes that it has not sent."""

    steps: list[HistoryStep] = field(default_factory=list)

    @property
    def return_steps(self) -> list[HistoryStep]:
        """The returns and reopenings, newest first: each reason stays visible through every later round."""
        return [step for step in reversed(self.steps) if step.action in DECISIONS]

    @property
    def changes_after_return(self) -> dict[str, list[FieldChange]]:
        """The changes between the last return and the next sending, by indicator code."""
        since = max((n for n, step in enumerate(self.steps) if step.action in DECISIONS), default=None)
        by_code: dict[str, list[FieldChange]] = {}
        for step in self.steps[since + 1 :] if since is not None else ():
            for change in step.changes:
                by_code.setdefault(change.code, []).append(change)
        return {code: _join_changes(changes) for code, changes in by_code.items()}


def with_exceptions(history: ReportHistory, unit: Unit, period: Period) -> ReportHistory:
    """Adds the exceptions that opened the locked period to the unit alone: when, until when and why.

    Queries: 1.
    """
    exceptions = PeriodException.objects.filter(unit=unit, period=period).select_related("by", "ended_by")
    steps = [step for exception in exceptions for step in _exception_steps(exception)]
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
    while not own and events and events[-1].action in (ReportAction.CREATE, ReportAction.CHANGE):
        events.pop()
    names = {i.code: i.name for i in plan_data.indicators.values()}
    labels = _part_labels(plan_data)
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
        changes=tuple(_field_changes(changes, names, labels)),
        flagged=tuple(names.get(code, code) for code in flagged),
    )


def _state_change(event: ReportEvent) -> str:
    """Writes “Chờ duyệt → Đã duyệt”; empty when the state stays."""
    if event.from_state == event.to_state:
        return ""
    after = STATE_LABELS[ReportState(event.to_state)]
    return f"{STATE_LABELS[ReportState(event.from_state)]} → {after}" if event.from_state else after


def _field_changes(
    changes: Mapping[str, Any], names: Mapping[str, str], labels: Mapping[tuple[str, str], str]
) -> Iterable[FieldChange]:
    for code, value in changes.items():
        if code == "remarks":
            yield FieldChange("", "", "Khó khăn, nguyên nhân, kiến nghị", _text(value[0]), _text(value[1]))
            continue
        for name in sorted(value, key=lambda name: ORDER.get(name, len(ORDER))):
            before, after = value[name]
            label = labels.get((code, name)) or FIELD_LABELS.get(name, name)
            yield FieldChange(code, names.get(code, code), label, _text(before), _text(after))


def _part_labels(plan_data: PlanData) -> dict[tuple[str, str], str]:
    """Returns the labels of the parts of ratios, by indicator code and field; an amount is named by its indicator."""
    return {
        (plan_data.indicators[pk].code, role.lower()): part.label
        for pk, parts in plan_data.parts.items()
        if PartRole.DENOMINATOR in parts
        for role, part in parts.items()
    }


def _join_changes(changes: list[FieldChange]) -> list[FieldChange]:
    """Joins several corrections of one field, from the first value to the last; none is left when both are equal."""
    joined_changes: dict[tuple[str, int], FieldChange] = {}
    for n, change in enumerate(changes):
        key = (change.field, n if change.field in ONE_BY_ONE else 0)
        first = joined_changes.get(key, change)
        joined_changes[key] = replace(change, before=first.before)
    return [change for change in joined_changes.values() if change.before != change.after]


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, dict):  # a file
        return f"{value['name']} ({size_text(value['size'])})"
    return str(value) if value not in (None, "") else "trống"
