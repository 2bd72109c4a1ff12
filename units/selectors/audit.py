"""Reading the audit log, as far as it concerns the units that a person administers."""

from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.apps import apps
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from django.utils import timezone

from chodon_thidua.lib.text import search_key
from units.audit_labels import AuditChange, action_label, audit_changes
from units.enums import Role, UnitsAuditAction
from units.models import AuditEvent, Membership, User
from units.selectors.accounts import check_is_administrator, roles_within

ON_A_PAGE = 50
OWN_TYPES = ("units.User", "units.Membership", "units.Unit")


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """The filters of the log; `before` is the number of the event after which the page begins."""

    person: str = ""
    action: str = ""
    day: date | None = None
    before: int | None = None


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
    matches = _matching(_within_scope(actor), audit_filter).select_related("actor").order_by("-pk")
    events = list(matches[: ON_A_PAGE + 1])
    page_events = events[:ON_A_PAGE]
    names = _objects(page_events)
    return AuditPage(
        lines=tuple(_line(event, names.get((event.object_type, event.object_id), "")) for event in page_events),
        older=page_events[-1].pk if len(events) > ON_A_PAGE else None,
    )


def _within_scope(actor: User) -> QuerySet[AuditEvent]:
    units = actor.units_as(Role.ADMINISTRATOR)
    beyond = Membership.objects.filter(user=OuterRef("pk")).exclude(unit__in=units.values("pk"))
    insiders = User.objects.filter(Exists(roles_within(actor).filter(user=OuterRef("pk"))), ~Exists(beyond))
    objects: dict[str, QuerySet[Any]] = dict(zip(OWN_TYPES, (insiders, roles_within(actor), units), strict=True))
    concerned = Q(actor=actor) | Q(actor__in=insiders.values("pk"))
    for kind, rows in objects.items():
        concerned |= Q(object_type=kind, object_id__in=_keys(rows))
    if any(m.role == Role.ADMINISTRATOR and m.unit.parent_id is None for m in actor.current_memberships):
        concerned |= Q(actor__isnull=True) & ~Q(object_type__in=OWN_TYPES)
    return AuditEvent.objects.filter(concerned)


def _matching(events: QuerySet[AuditEvent], audit_filter: AuditFilter) -> QuerySet[AuditEvent]:
    for word in search_key(audit_filter.person).split():
        people = User.objects.filter(search_key__contains=word)
        events = events.filter(
            Q(actor__in=people.values("pk")) | Q(object_type="units.User", object_id__in=_keys(people))
        )
    if audit_filter.action:
        events = events.filter(action=audit_filter.action)
    if audit_filter.day:
        begins = timezone.make_aware(datetime.combine(audit_filter.day, time.min), timezone.get_default_timezone())
        events = events.filter(at__gte=begins, at__lt=begins + timedelta(days=1))
    return events.filter(pk__lt=audit_filter.before) if audit_filter.before is not None else events


def _keys(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Their numbers as the log writes them."""
    return rows.order_by().annotate(key=Cast("pk", CharField())).values("key")


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
