"""The page on which a reviewer assesses words: the indicator in the scope and period of the address."""

from dataclasses import dataclass

from django.http import Http404

from reports.models import ManualAssessment
from reports.permissions import check_can_judge, is_allowed
from reports.progress.filters import ProgressFilter
from reports.progress.indicator_result import IndicatorResult
from reports.progress.overview import PlanOverview, plan_overview
from units.models import User


@dataclass(frozen=True, slots=True)
class JudgementPage:
    """Shape: `stored` is the judgement of this scope and period; `texts` are the latest words by unit and period."""

    overview: PlanOverview
    row: IndicatorResult
    stored: ManualAssessment | None
    address: str

    @property
    def texts(self) -> list[tuple[str, str, str]]:
        """The unit, the period and the words of each unit that has reported any."""
        names, periods = self.overview.names, self.overview.plan_data.period_names
        return [
            (names.get(unit, str(unit)), periods[ordinal], text)
            for unit, (ordinal, text) in sorted(self.row.assessment.totals.texts.items())
        ]

    @property
    def words(self) -> str:
        return self.row.assessment.totals.words

    @property
    def version(self) -> int:
        return self.stored.version if self.stored else 0


def judgement_page(user: User, filters: ProgressFilter, code: str) -> JudgementPage:
    """Reads the indicator for whoever may assess it. Queries: those of the scope and of `plan_overview`, and 2.

    Raises: Http404 for everybody else, and for an indicator that is not in words.
    """
    scope = filters.scope(user)
    overview = (
        plan_overview(scope.visible_units, scope.view, scope.period, scope.unit, pending=filters.pending)
        if scope
        else None
    )
    row = overview.row(code) if overview else None
    if scope is None or overview is None or row is None:
        raise Http404("Không có chỉ tiêu này trong phạm vi của anh/chị.")
    row.indicator.plan = scope.view.plan
    if not is_allowed(check_can_judge, user, row.indicator, scope.unit):
        raise Http404("Chỉ cán bộ thẩm định của cấp trên đánh giá tay chỉ tiêu bằng lời.")
    stored = ManualAssessment.objects.filter(indicator=row.indicator, unit=scope.unit, period=scope.period)
    return JudgementPage(overview, row, stored.select_related("judge").first(), filters.at_scope(scope).with_changes())
