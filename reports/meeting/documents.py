"""Everything that the papers of one meeting are written from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.http import Http404

from chodon_thidua.lib import clock
from reports.excel.table import DocumentTable
from reports.meeting.submission_table import submission_table
from reports.meeting.summary_table import rows_of_field, summary_table
from reports.meeting.texts import DocumentTexts
from reports.meeting.unit_table import unit_tables
from reports.progress.attention import attention_summary
from reports.progress.figure_rows import FigureList
from reports.progress.overview import PlanOverview, concerns_unit, plan_overview
from reports.selectors.return_counts import return_counts
from reports.selectors.scope import PlanScope
from targets.calculation.totals import UnitId
from targets.models import Field
from units.models import Unit


@dataclass
class MeetingDocuments:
    """Shape: `field` is the only one shown, if there is one; the tables are made when they are asked for."""

    overview: PlanOverview
    field: Field | None
    words: DocumentTexts
    returns: Mapping[tuple[UnitId, int], int]
    at: datetime

    @cached_property
    def summary(self) -> DocumentTable:
        return summary_table(self.overview, self.field)

    @cached_property
    def by_unit(self) -> list[DocumentTable]:
        return unit_tables(self.overview, self.field)

    @cached_property
    def sending(self) -> DocumentTable:
        return submission_table(self.overview, self.words.attention, self.returns)

    def figures(self) -> FigureList:
        """Queries: 1 where units were merged; reading them 1 more."""
        return FigureList(self.overview, self.field)


def units_with_documents(result: PlanOverview, field: Field | None = None) -> list[Unit]:
    """The units right below that have any indicator of the field, for papers of their own. Queries: none of its own."""
    indicators = [row.indicator for row in rows_of_field(result, field) if not row.indicator.is_composite]
    return [unit for unit in result.units_below if any(concerns_unit(result, one, unit) for one in indicators)]


def read_documents(scope: PlanScope, *, pending: bool = False, field_code: str = "") -> MeetingDocuments:
    """Queries: 11, whatever the number of units, indicators and years; 14 for a large scope.

    Raises: Http404 for a field that the scope has no indicator of.
    """
    result = plan_overview(scope.sight, scope.view, scope.period, scope.unit, pending=pending)
    field = _field_of_code(result, field_code) if field_code else None
    returns = return_counts([duty.unit.pk for duty in result.obligations], [scope.period])
    at = clock.now()
    return MeetingDocuments(result, field, DocumentTexts(result, attention_summary(result), field, at), returns, at)


def _field_of_code(result: PlanOverview, code: str) -> Field:
    for field, _ in result.by_field():
        if field.code == code:
            return field
    there = ", ".join(f"{field.code} ({field.name})" for field, _ in result.by_field())
    hint = f" Các lĩnh vực có chỉ tiêu: {there}." if there else ""
    raise Http404(f"Phạm vi này không có chỉ tiêu thuộc lĩnh vực “{code}”.{hint}")
