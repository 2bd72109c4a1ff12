"""The programmes of a plan's owner whose term has the plan's year."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404

from targets.models import Plan, Programme, ProgrammeTarget

# Of a period: whether its plan's owner has any programme of the plan's year.
HAS_PROGRAMMES = Exists(
    Programme.objects.filter(
        owner=OuterRef("plan__owner"),
        first_year__lte=OuterRef("plan__year"),
        last_year__gte=OuterRef("plan__year"),
    ).order_by()
)


def programmes_of_plan(plan: Plan) -> QuerySet[Programme]:
    """Returns the owner's programmes that the plan's year belongs to, the one that lasts longest first."""
    return Programme.objects.filter(owner=plan.owner_id, first_year__lte=plan.year, last_year__gte=plan.year)


def programme_targets(plan: Plan, **which: Any) -> list[ProgrammeTarget]:
    """Returns the targets of these programmes with programme, indicator and earlier years, in their order.

    Queries: 2; 1 where there are none.
    """
    targets = ProgrammeTarget.objects.filter(programme__in=programmes_of_plan(plan).order_by().values("pk"), **which)
    related = targets.select_related("programme__owner", "indicator").prefetch_related("years")
    order = [f"programme__{name}" for name in ("first_year", "document_number", "pk")]
    return list(related.order_by("-programme__last_year", *order, "order", "code"))


def programme_target_or_404(plan: Plan, programme: int, code: str) -> ProgrammeTarget:
    """Returns one target of a programme of the plan's owner and year. Queries: 2. Raises: Http404."""
    targets = programme_targets(plan, programme=programme, code=code)
    if not targets:
        raise Http404("Không có mục tiêu này trong chương trình của cơ quan ban hành kế hoạch.")
    return targets[0]
