"""Every figure behind the numbers of a scope, one after the other: a nation has too many for the memory."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet

from reports.models import Figure, Report
from reports.progress.overview import PlanOverview
from reports.selectors.counted_figures import COUNTED, WITH_PENDING
from targets.models import Field
from units.models import Unit

ROWS_AT_ONCE = 2000


class FigureLine(NamedTuple):
    """One figure as it is stored, with the ids and names of what it belongs to."""

    indicator: int
    ordinal: int
    unit_code: str
    unit_name: str
    numerator: Decimal | None
    denominator: Decimal | None
    words: str
    not_applicable: bool
    estimate: Decimal | None
    as_of: date | None
    source: str
    note: str
    state: str
    revision: int
    on_behalf: bool


PATHS = (
    "indicator_id",
    "report__period__ordinal",
    "report__unit__code",
    "report__unit__name",
    "numerator",
    "denominator",
    "text_value",
    "not_applicable",
    "full_year_estimate",
    "as_of",
    "source",
    "note",
    "report__state",
    "report__revision",
    "on_behalf",
)
ORDER = (
    "report__period__ordinal",
    "report__unit__sort_key",
    "report__unit",
    "indicator__order",
    "indicator__code",
)


class FigureList:
    """The counted figures of the overview's scope up to its period, of one field or of all.

    They come in the order of periods, units and the plan, and are the rows of `read_figures`: the latest revision that
    counts, of units that have existed in the year so far or were merged into one of them.
    """

    def __init__(self, overview: PlanOverview, field: Field | None = None) -> None:
        at = overview.period
        self._is_large = not overview.is_whole
        states = [str(state) for state in (WITH_PENDING if overview.pending else COUNTED)]
        later = Report.objects.filter(
            unit=OuterRef("report__unit"),
            period=OuterRef("report__period"),
            revision__gt=OuterRef("report__revision"),
            state__in=states,
        )
        figures = Figure.objects.filter(
            _scope_condition(overview),
            ~Exists(later.order_by()),
            report__period__plan=overview.plan,
            report__period__ordinal__lte=at.ordinal,
            report__state__in=states,
            version__gt=0,
        )
        self._rows: QuerySet[Figure] = figures.filter(indicator__field=field) if field else figures

    def count(self, most: int | None = None) -> int:
        """The number of figures, but no more than `most` + 1. Queries: 1."""
        return (self._rows.order_by() if most is None else self._rows.order_by()[: most + 1]).count()

    def lines_up_to(self, most: int) -> list[FigureLine] | None:
        """All of them, or None where there are more than `most`.

        Queries: 1; 1 more in a large scope, where counting so many takes a third of reading them.
        """
        if self._is_large and self.count(most) > most:
            return None
        lines = [FigureLine(*row) for row in self._ordered_rows()[: most + 1]]
        return lines if len(lines) <= most else None

    def __iter__(self) -> Iterator[FigureLine]:
        """Reads some at a time, so that memory does not grow with their number. Queries: 1."""
        return (FigureLine(*row) for row in self._ordered_rows().iterator(chunk_size=ROWS_AT_ONCE))

    def _ordered_rows(self) -> QuerySet[Figure, Any]:
        return self._rows.order_by(*ORDER).values_list(*PATHS)


def _scope_condition(overview: PlanOverview) -> Q:
    """The figures of units that have existed on any day of the year so far, and of those merged into one of them.

    Queries: none; 1 where units were merged.
    """
    at, plan_data = overview.period, overview.plan_data
    so_far = [period for period in plan_data.periods if period.ordinal <= at.ordinal]
    first, last = min(period.starts_on for period in so_far), max(period.ends_on for period in so_far)
    below = Unit.objects.below([overview.scope.pk]).valid_between(first, last).order_by()
    successors = {old: new for old in plan_data.mergers if (new := plan_data.acting(old, at.ordinal)) != old}
    if not successors:
        return Q(report__unit__in=below.values("pk"))
    within = set(below.filter(pk__in=successors.values()).values_list("pk", flat=True))
    predecessors = [old for old, new in successors.items() if new in within]
    return Q(report__unit__in=below.exclude(pk__in=successors).values("pk")) | Q(report__unit__in=predecessors)
