"""Everything that the papers of one meeting are written from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.http import Http404

from chodon_thidua.lib import clock
from reports.excel.table import Table
from reports.meeting.submission_table import sending_table
from reports.meeting.summary_table import chosen, summary_table
from reports.meeting.texts import Words
from reports.meeting.unit_table import unit_tables
from reports.progress.attention import attention
from reports.progress.figure_rows import FigureList
from reports.progress.overview import Overview, is_listed, overview
from reports.selectors.return_counts import returns_of
from reports.selectors.scope import Scope
from targets.calculation.totals import UnitId
from targets.enums import Measure
from targets.models import Field
from units.models import Unit


@dataclass
class Papers:
    """Shape: `field` is the only one shown, if there is one; the tables are made when they are asked for."""

    result: Overview
    field: Field | None
    words: Words
    returns: Mapping[tuple[UnitId, int], int]
    at: datetime

    @cached_property
    def summary(self) -> Table:
        return summary_table(self.result, self.field)

    @cached_property
    def by_unit(self) -> list[Table]:
        return unit_tables(self.result, self.field)

    @cached_property
    def sending(self) -> Table:
        return sending_table(self.result, self.words.attention, self.returns)

    def figures(self) -> FigureList:
        """Queries: 1 where units were merged; reading them 1 more."""
        return FigureList(self.result, self.field)


def parts_with_papers(result: Overview, field: Field | None = None) -> list[Unit]:
    """The units right below that have any indicator of the field, for papers of their own. Queries: none of its own."""
    measured = [row.indicator for row in chosen(result, field) if row.indicator.measure != Measure.ALL_OF]
    return [unit for unit in result.parts if any(is_listed(result, one, unit) for one in measured)]


def read_papers(scope: Scope, *, pending: bool = False, field_code: str = "") -> Papers:
    """Queries: 11, whatever the number of units, indicators and years; 14 for a large scope.

    Raises: Http404 for a field that the scope has no indicator of.
    """
    result = overview(scope.sight, scope.view, scope.period, scope.unit, pending=pending)
    field = _field_named(result, field_code) if field_code else None
    returns = returns_of([duty.unit.pk for duty in result.duties], [scope.period])
    at = clock.now()
    return Papers(result, field, Words(result, attention(result), field, at), returns, at)


def _field_named(result: Overview, code: str) -> Field:
    for field, _ in result.by_field():
        if field.code == code:
            return field
    there = ", ".join(f"{field.code} ({field.name})" for field, _ in result.by_field())
    known = f" Các lĩnh vực có chỉ tiêu: {there}." if there else ""
    raise Http404(f"Phạm vi này không có chỉ tiêu thuộc lĩnh vực “{code}”.{known}")
