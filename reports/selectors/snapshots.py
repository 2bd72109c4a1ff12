"""The frozen numbers of meetings that a person may see."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from reports.models import Snapshot
from units.models import User


def snapshots_seen(user: User) -> QuerySet[Snapshot]:
    """Of the units that the person sees, newest first; the numbers, which are long, come when they are asked for.

    Queries: the memberships.
    """
    found = Snapshot.objects.filter(scope__in=user.visible_units().order_by().values("pk"))
    return found.select_related("plan__owner", "period", "scope", "by").defer("numbers").order_by("-at", "pk")


def snapshot_seen(user: User, item: UUID) -> Snapshot:
    """One of them, with its numbers.

    Raises: Http404.
    """
    found = snapshots_seen(user).defer(None).filter(pk=item).first()
    if found is None:
        raise Http404("Không có số liệu đã chốt này trong phạm vi của anh/chị.")
    return found
