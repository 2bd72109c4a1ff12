"""The frozen numbers of meetings that a person may see."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.fields.json import KT
from django.http import Http404

from reports.enums import ReportAction
from reports.models import ReportEvent, Snapshot
from units.models import Unit, User

MOST_APPROVALS = 20


def visible_snapshots(user: User, *, year: int | None = None, plan_id: int | None = None) -> QuerySet[Snapshot]:
    """Returns the snapshots of the person's units, newest first, each with the state of its data as `version`.

    Those of one plan or one year, or all. The numbers, which are long, come when they are asked for.
    Queries: the memberships.
    """
    snapshots = Snapshot.objects.filter(scope__in=user.visible_units().order_by().values("pk"))
    if plan_id is not None:
        snapshots = snapshots.filter(plan=plan_id)
    elif year is not None:
        snapshots = snapshots.filter(plan__year=year)
    snapshots = snapshots.select_related("plan__owner", "period__plan", "scope", "by").defer("numbers")
    return snapshots.annotate(version=KT("numbers__version")).order_by("-at", "pk")


def visible_snapshot(user: User, item: UUID) -> Snapshot:
    """Returns one of them, with its numbers.

    Raises: Http404.
    """
    snapshots = visible_snapshots(user).defer(None).filter(pk=item).first()
    if snapshots is None:
        raise Http404("Không có số liệu đã chốt này trong phạm vi của anh/chị.")
    return snapshots


def numbers_by_snapshot(items: Collection[UUID]) -> dict[UUID, Any]:
    """The frozen numbers. Queries: 1; none without any."""
    if not items:
        return {}
    return dict(Snapshot.objects.filter(pk__in=items).order_by().values_list("pk", "numbers"))


def snapshot_of_form(user: User, item: UUID) -> Snapshot | None:
    """Returns the snapshot that the person made with the form of this number. Queries: 1."""
    return Snapshot.objects.filter(pk=item, by=user).first()


def approvals_since(snapshot: Snapshot) -> list[ReportEvent]:
    """The newest approvals of reports that count in it, which came after it. Queries: 1."""
    units = Unit.objects.below([snapshot.scope_id]).order_by()
    events = ReportEvent.objects.filter(
        action=ReportAction.APPROVE,
        at__gt=snapshot.at,
        report__period__plan=snapshot.plan_id,
        report__period__ordinal__lte=snapshot.period.ordinal,
        report__unit__in=units.values("pk"),
    )
    return list(events.select_related("report__unit", "report__period", "actor").order_by("-pk")[:MOST_APPROVALS])
