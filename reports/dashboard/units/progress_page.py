"""“Tiến bộ”: the units below a scope by how far they moved towards their targets, over all indicators."""

from dataclasses import dataclass

from reports.dashboard.frame import ProgressFrame, progress_frame
from reports.progress.filters import ProgressFilter
from reports.progress.units.overall_progress import OverallProgress, overall_progress
from reports.progress.units.unit_progress import progress_bases
from reports.selectors.scope import PlanScope


@dataclass(frozen=True)
class ProgressPage(ProgressFrame):
    """Shape: `rankings` since the period before and since last year, where anybody can be compared."""

    rankings: tuple[OverallProgress, ...]


def progress_page(filters: ProgressFilter, scope: PlanScope) -> ProgressPage:
    """The progress of the units right below the scope. Queries: those of `plan_overview`."""
    before = scope.view.previous_period(scope.period)
    frame = progress_frame(filters, scope, other_periods=[before] if before else [])
    rankings = (overall_progress(frame.overview, base) for base in progress_bases(frame.overview, before))
    return ProgressPage(frame.filters, scope, frame.overview, tuple(ranking for ranking in rankings if ranking.groups))
