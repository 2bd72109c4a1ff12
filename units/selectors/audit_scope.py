"""The events of the audit log that concern an administrator, and those that filters leave."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from django.utils import timezone

from chodon_thidua.lib.text import search_key
from units.enums import Role
from units.models import AuditEvent, Membership, User
from units.selectors.role_lines import roles_within

OWN_TYPES = ("units.User", "units.Membership", "units.Unit")


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """The filters of the log; `before` is the number of the event after which the page begins."""

    person: str = ""
    action: str = ""
    day: date | None = None
    before: int | None = None


def events_within_scope(actor: User) -> QuerySet[AuditEvent]:
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


def matching_events(events: QuerySet[AuditEvent], audit_filter: AuditFilter) -> QuerySet[AuditEvent]:
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
