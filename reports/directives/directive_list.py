"""The list of directives within a person's scope, by who has to act next."""

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest

from chodon_thidua.lib import clock
from chodon_thidua.lib.pagination import page_of
from reports.directive_workflow import SETTLED, TO_ANSWER, TO_DECIDE, UNSETTLED
from reports.models import Directive
from reports.progress.open_directives import DirectiveLine, directive_lines, directives_with_names
from units.models import Unit, User

OPEN, OVERDUE, TO_REVIEW, DONE = "dang-theo-doi", "qua-han", "cho-xem-xet", "da-xong"
GROUP_LABELS = {
    OPEN: "Đang theo dõi",
    OVERDUE: "Quá hạn trả lời",
    TO_REVIEW: "Chờ lãnh đạo xem xét",
    DONE: "Đã xong",
}


@dataclass(frozen=True, slots=True)
class DirectiveGroup:
    """One group of the list; `OPEN` holds the next two groups too."""

    code: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class DirectiveList:
    """Shape: `page` is the part that is shown of the chosen group, `lines` what stands on it; no `year` for all."""

    groups: tuple[DirectiveGroup, ...]
    page: "Page[Directive]"
    lines: tuple[DirectiveLine, ...]
    year: int | None

    @property
    def chosen(self) -> DirectiveGroup:
        return next(group for group in self.groups if group.is_chosen)


def visible_directives(user: User) -> QuerySet[Directive]:
    """Selects the directives to units that the person sees, or that were merged into one. Queries: none of its own."""
    roots = [membership.unit_id for membership in user.current_memberships]
    units = Unit.objects.below_or_merged(roots, clock.today())
    return directives_with_names().filter(unit__in=units.order_by().values("pk"))


def directive_list(request: HttpRequest, user: User, *, year: int | None = None) -> DirectiveList:
    """Reads the group of directives that the address names, of one year or of all.

    Queries: 3, and those of `directive_lines`; whatever the number of directives.
    """
    code = request.GET.get("nhom", "")
    chosen_code = code if code in GROUP_LABELS else OPEN
    directives = visible_directives(user)
    if year:
        directives = directives.filter(period__plan__year=year)
    conditions = _conditions(clock.today())
    counts = directives.order_by().aggregate(
        **{f"group_{n}": Count("pk", filter=condition) for n, condition in enumerate(conditions.values())}
    )
    chosen_rows = directives.filter(conditions[chosen_code])
    page = page_of(request, chosen_rows.order_by(*(("-at", "-pk") if chosen_code == DONE else ("due_on", "pk"))))
    groups = tuple(
        DirectiveGroup(group, GROUP_LABELS[group], counts[f"group_{n}"], group == chosen_code)
        for n, group in enumerate(conditions)
    )
    return DirectiveList(groups, page, directive_lines(page.object_list), year)


def _conditions(today: date) -> dict[str, Q]:
    return {
        OPEN: Q(state__in=UNSETTLED),
        OVERDUE: Q(state__in=TO_ANSWER, due_on__lt=today),
        TO_REVIEW: Q(state__in=TO_DECIDE),
        DONE: Q(state__in=SETTLED),
    }
