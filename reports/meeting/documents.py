"""The papers of one meeting: the overview that they are written from, their tables and their sentences."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.http import Http404

from chodon_thidua.lib import clock
from reports.excel.table import DocumentTable
from reports.meeting.official_header import MeetingOccasion
from reports.meeting.programmes.programme_table import programme_table
from reports.meeting.submission_table import submission_table
from reports.meeting.summary_table import rows_of_field, summary_table
from reports.meeting.texts import DocumentTexts
from reports.meeting.unit_table import unit_tables
from reports.progress.attention import attention_summary
from reports.progress.figure_rows import FigureList
from reports.progress.open_directives import OpenDirectives, open_directives
from reports.progress.overview import PlanOverview, concerns_unit, plan_overview
from reports.progress.programmes.programme_results import programme_results
from reports.selectors.return_counts import return_counts
from reports.selectors.scope import PlanScope
from targets.calculation.types import UnitId
from targets.models import Field
from targets.selectors import PlanView
from units.models import Unit


@dataclass
class MeetingDocuments:
    """The papers of one scope; each table is made when it is first read.

    Shape: `field` limits the papers to one field; `returns` counts by unit and period how often a report was returned;
    `view` has the other plans that the person sees.
    """

    overview: PlanOverview
    field: Field | None
    texts: DocumentTexts
    returns: Mapping[tuple[UnitId, int], int]
    created_at: datetime
    view: PlanView

    @cached_property
    def summary(self) -> DocumentTable:
        return summary_table(self.overview, self.field)

    @cached_property
    def by_unit(self) -> list[DocumentTable]:
        return unit_tables(self.overview, self.field)

    @cached_property
    def submissions(self) -> DocumentTable:
        return submission_table(self.overview, self.texts.attention, self.returns)

    @cached_property
    def directives(self) -> OpenDirectives:
        """Queries: 1."""
        return open_directives(self.overview.scope, self.overview.period)

    @cached_property
    def programmes(self) -> DocumentTable | None:
        """The targets over several years; None where there are none, and in papers of one field.

        Queries: those of `programme_results`; none where the plan's owner has no programme.
        """
        if self.field or not self.view.has_programmes:
            return None
        results = programme_results(self.overview, self.view.others)
        return programme_table(results) if results else None

    def figures(self) -> FigureList:
        """Queries: 1 where units were merged; reading them 1 more."""
        return FigureList(self.overview, self.field)


def units_with_documents(overview: PlanOverview, field: Field | None = None) -> list[Unit]:
    """Returns the units right below that have an indicator of the field, for papers of their own. Queries: none."""
    indicators = [row.indicator for row in rows_of_field(overview, field) if not row.indicator.is_composite]
    return [
        unit
        for unit in overview.units_below
        if any(concerns_unit(overview, indicator, unit) for indicator in indicators)
    ]


def read_documents(
    scope: PlanScope, *, pending: bool = False, field_code: str = "", occasion: MeetingOccasion | None = None
) -> MeetingDocuments:
    """Queries: 11, whatever the number of units, indicators and years; 14 for a large scope.

    Raises: Http404 for a field that the scope has no indicator of.
    """
    overview = plan_overview(scope.visible_units, scope.view, scope.period, scope.unit, pending=pending)
    field = _field_of_code(overview, field_code) if field_code else None
    returns = return_counts([obligation.unit.pk for obligation in overview.obligations], [scope.period])
    created_at = clock.now()
    texts = DocumentTexts(overview, attention_summary(overview), field, created_at, occasion)
    return MeetingDocuments(overview, field, texts, returns, created_at, scope.view)


def _field_of_code(overview: PlanOverview, code: str) -> Field:
    for field, _ in overview.by_field():
        if field.code == code:
            return field
    field_names = ", ".join(f"{field.code} ({field.name})" for field, _ in overview.by_field())
    suggestion = f" Các lĩnh vực có chỉ tiêu: {field_names}." if field_names else ""
    raise Http404(f"Phạm vi này không có chỉ tiêu thuộc lĩnh vực “{code}”.{suggestion}")
