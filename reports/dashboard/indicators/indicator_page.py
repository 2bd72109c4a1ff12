"""The page of one indicator: the year, the units, the decisions, the sources."""

from dataclasses import dataclass, replace

from django.http import Http404

from chodon_thidua.lib.numbers import format_number
from reports.dashboard.detail.row_detail import RowDetail, row_detail
from reports.dashboard.detail.trend import IndicatorTrend, indicator_trend
from reports.dashboard.frame import ProgressFrame, progress_frame
from reports.dashboard.indicators.indicator_leads import scope_as_lead
from reports.dashboard.table.dashboard_row import DashboardRow
from reports.dashboard.table.table_rows import build_dashboard_row
from reports.permissions import check_can_judge, is_allowed
from reports.progress.filters import ProgressFilter
from reports.progress.ranking import BY_SHARE
from reports.progress.units.unit_progress import IndicatorProgress, indicator_progress, progress_bases
from targets.models import Indicator
from units.models import User


@dataclass(frozen=True)
class IndicatorPage(ProgressFrame):
    """One indicator. Who leads it reads it at the plan owner's scope, though links lead to what they see otherwise.

    Shape: `by_percent` and `by_share` are the addresses that order the units; `allocated` is “đã giao 560/570”, at the
    plan owner's scope; `missing` of the units and names that the plan lists; `progress` of the units since the period
    before and since last year; `may_judge` is true where the person assesses its words.
    """

    line: DashboardRow
    detail: RowDetail
    trend: IndicatorTrend | None
    by_percent: str
    by_share: str
    allocated: str
    missing: tuple[str, ...]
    as_lead: bool
    progress: tuple[IndicatorProgress, ...]
    may_judge: bool

    @property
    def has_change(self) -> bool:
        """True where a fall or a rise is assessed, not the value itself."""
        spec = self.line.row.assessment.spec
        return not spec.measure.is_composite and spec.basis.is_change

    @property
    def value_label(self) -> str:
        return self.detail.value_label

    @property
    def indicator(self) -> Indicator:
        return self.line.row.indicator


def indicator_page(user: User, filters: ProgressFilter, code: str) -> IndicatorPage:
    """The indicator at the scope of the filters; for members of a unit that leads it at the plan owner's.

    Queries: those of the scope and of `plan_overview`, in a large scope 1 more for each measured indicator; where the
    plan is above what the person sees 1 more, and those of the scope twice if the filters name a unit. Raises: Http404
    where it is not there for the person.
    """
    scope, as_lead = scope_as_lead(user, filters, code)
    if as_lead:
        filters = replace(filters, pending=False)
    frame = progress_frame(filters, scope, family=code) if scope else None
    row = frame.overview.row(code) if frame else None
    if frame is None or row is None:
        raise Http404("Không có chỉ tiêu này trong phạm vi của anh/chị.")
    overview = frame.overview
    names = overview.plan_data.unit_names
    allocation = overview.allocated(row.indicator)
    row.indicator.plan = overview.plan
    return IndicatorPage(
        # The other pages know no unit beyond what the person sees.
        filters=replace(filters, unit_code="") if as_lead else frame.filters,
        scope=frame.scope,
        overview=overview,
        line=build_dashboard_row(overview, row),
        detail=row_detail(overview, row, order=filters.order),
        trend=indicator_trend(overview, row),
        by_percent=frame.filters.with_changes(order=""),
        by_share=frame.filters.with_changes(order=BY_SHARE),
        allocated=f"đã giao {format_number(allocation[0], 6)}/{format_number(allocation[1], 6)}" if allocation else "",
        missing=tuple(
            names.get(missing_unit, str(missing_unit)) if isinstance(missing_unit, int) else missing_unit
            for missing_unit in row.assessment.missing_named
        ),
        as_lead=as_lead,
        may_judge=row.indicator.has_text and is_allowed(check_can_judge, user, row.indicator, overview.scope),
        progress=indicator_progress(
            overview, row, progress_bases(overview, frame.scope.view.previous_period(frame.scope.period))
        ),
    )
