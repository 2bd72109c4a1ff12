"""Two periods of a plan side by side: what has changed between them, and against last year."""

from dataclasses import dataclass

from django.http import Http404

from chodon_thidua.lib.numbers import NumberText
from reports.dashboard.page import Dashboard, Option, dashboard
from reports.dashboard.table_rows import Line, direction
from reports.progress.assessment_text import Cells, cells_of, signed, source_text
from reports.progress.filters import Query
from reports.progress.overview import Overview, assess_at
from reports.selectors.scope import Scope
from targets.calculation.assessment import Assessment
from targets.enums import STATUS_LABELS, PeriodState
from targets.models import Period


@dataclass(frozen=True, slots=True)
class Compared:
    """One indicator at both periods; `difference` of the values to date as text, empty where one is missing.

    `source_then` says of which period an older value then was.
    """

    line: Line
    then: Assessment
    cells_then: Cells
    source_then: str
    difference: str

    @property
    def then_label(self) -> str:
        return STATUS_LABELS[self.then.status]

    @property
    def changed(self) -> bool:
        """Whether the assessment is another one."""
        return self.then.status != self.line.row.status

    @property
    def direction(self) -> str:
        """“better” or “worse”, empty where the two cannot be put in order."""
        return direction(self.then.status, self.line.row.status)


@dataclass(slots=True)
class Comparison:
    """Shape: `groups` pairs each field's title with its indicators; `against` is None in the first period."""

    shown: Dashboard
    against: Period | None
    groups: tuple[tuple[str, tuple[Compared, ...]], ...]

    @property
    def changed(self) -> int:
        return sum(one.changed for _, rows in self.groups for one in rows if not one.line.row.is_child)

    @property
    def last_year(self) -> str:
        return self.shown.scope.view.last_years

    @property
    def against_options(self) -> list[Option]:
        return [
            Option(str(p.ordinal), p.name, p == self.against)
            for p in self.shown.scope.view.periods
            if p.state != PeriodState.UPCOMING and p != self.shown.overview.period
        ]


def compare(query: Query, scope: Scope) -> Comparison:
    """The period asked for against another one; without one against the latest before it.

    Queries: 9, whatever the number of units, indicators and years.
    Raises: Http404 for a period that the plan does not have.
    """
    shown = dashboard(query, scope)
    against = _against(query, scope)
    if against is None:
        return Comparison(shown, None, ())
    result = shown.overview
    groups = tuple(
        (group.title, tuple(_compared(result, line, against) for line in group.lines)) for group in shown.groups
    )
    return Comparison(shown, against, groups)


def _against(query: Query, scope: Scope) -> Period | None:
    if query.against is None:
        return scope.view.before(scope.period)
    told = [p for p in scope.view.periods if p.state != PeriodState.UPCOMING and p != scope.period]
    found = next((p for p in told if p.ordinal == query.against), None)
    if found is None and query.against != scope.period.ordinal:
        raise Http404("Kế hoạch không có kỳ này để so sánh.")
    return found


def _compared(result: Overview, line: Line, against: Period) -> Compared:
    now, then = line.row.assessment, assess_at(result, line.row.indicator, against)
    moved = now.value - then.value if now.value is not None and then.value is not None else None
    text = "" if moved is None else signed(moved, now.spec.decimals) + (" điểm" if now.spec.is_rate else "")
    source = source_text(then, result.structure.period_names)
    return Compared(line, then, cells_of(then), source, NumberText(text))
