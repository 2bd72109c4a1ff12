"""Reading the audit log, as far as it concerns the units that a person administers."""

from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

from django.apps import apps

from units.audit_labels import action_label
from units.enums import UnitsAuditAction
from units.models import AuditEvent, Membership, User
from units.selectors.administered_units import check_is_administrator
from units.selectors.audit_changes import AuditChange, audit_changes
from units.selectors.audit_scope import AuditFilter, events_within_scope, matching_events

ON_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class AuditLine:
    event: AuditEvent
    who: str
    action: str
    about: str
    changes: tuple[AuditChange, ...]


@dataclass(frozen=True, slots=True)
class AuditPage:
    """One page of the log. Shape: `lines` newest first; `older` is the `before` of the next page, None on the last."""

    lines: tuple[AuditLine, ...]
    older: int | None


def audit_log(actor: User, audit_filter: AuditFilter) -> AuditPage:
    """Reads the acts within the person's scope.

    That is: what they did themselves; what those did who never had a role outside the scope; and what was done to
    accounts of such people, to roles and to units within it. The administrators of a topmost unit also see what the
    operator did at the console and who failed to sign in under no known name.
    Queries: 2, and 1 for each kind of object on the page, whatever the number of events.
    Raises: Http404 for people who administer nothing.
    """
    check_is_administrator(actor)
    matches = matching_events(events_within_scope(actor), audit_filter).select_related("actor").order_by("-pk")
    events = list(matches[: ON_A_PAGE + 1])
    page_events = events[:ON_A_PAGE]
    names = _objects(page_events)
    return AuditPage(
        lines=tuple(_line(event, names.get((event.object_type, event.object_id), "")) for event in page_events),
        older=page_events[-1].pk if len(events) > ON_A_PAGE else None,
    )


def _objects(events: Iterable[AuditEvent]) -> dict[tuple[str, str], str]:
    """The names of what the events are about, one query for each kind."""
    ids_by_type: dict[str, set[str]] = defaultdict(set)
    for event in events:
        if event.object_type:
            ids_by_type[event.object_type].add(event.object_id)
    names = {}
    for kind, ids in ids_by_type.items():
        # Whatever model of the project it is: the apps above are not known here. Its name may need what it points to.
        with suppress(LookupError):  # a model that the project no longer has
            for row in apps.get_model(kind)._base_manager.filter(pk__in=ids).select_related():
                names[kind, str(row.pk)] = f"{row.user}: {row}" if isinstance(row, Membership) else str(row)
    return names


def _line(event: AuditEvent, about: str) -> AuditLine:
    return AuditLine(
        event=event,
        who=_who(event),
        action=action_label(event.action),
        about="" if event.actor and about == str(event.actor) else about,
        changes=tuple(audit_changes(event.before, event.after)),
    )


def _who(event: AuditEvent) -> str:
    if event.actor:
        return event.actor.full_name
    return "chưa đăng nhập" if event.action == UnitsAuditAction.SIGN_IN_FAILED else "người vận hành máy chủ"
