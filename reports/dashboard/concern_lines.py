"""“Cần chỉ đạo” on the dashboard: the concerns that the filters leave, each beside its row of the table."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.safestring import SafeString

from reports.dashboard.frame import ProgressFrame
from reports.dashboard.table.field_groups import FieldGroup
from reports.dashboard.table.trend_line import trend_line
from reports.progress.attention import IndicatorConcern


@dataclass(frozen=True, slots=True)
class ConcernLine:
    """An indicator to act on, with its trend drawn as in the table, or nothing."""

    concern: IndicatorConcern
    trend: SafeString


def concern_lines(frame: ProgressFrame, groups: Iterable[FieldGroup]) -> tuple[ConcernLine, ...]:
    """The concerns whose rows pass the filters, worst first. Queries: none."""
    trends = {
        line.row.code: trend_line(line.trend, line.row.status) for group in groups for line in group.lines if line.trend
    }
    return tuple(
        ConcernLine(concern, trends.get(concern.row.code, SafeString()))
        for concern in frame.attention.concerns
        if frame.filters.matches(concern.row)
    )
