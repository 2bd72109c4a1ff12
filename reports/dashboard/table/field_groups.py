"""The rows that the filters leave, under the titles of their fields."""

from collections.abc import Sequence
from dataclasses import dataclass

from chodon_thidua.lib.text import roman
from reports.dashboard.frame import ProgressFrame
from reports.dashboard.table.dashboard_row import DashboardRow
from reports.dashboard.table.row_trend import past_assessments
from reports.dashboard.table.table_rows import build_dashboard_row
from targets.models import Period


@dataclass(frozen=True, slots=True)
class FieldGroup:
    """The rows of one field: “I. Kinh tế”."""

    title: str
    lines: tuple[DashboardRow, ...]


def field_groups(
    frame: ProgressFrame, *, earlier: Sequence[Period] = (), open_code: str = ""
) -> tuple[FieldGroup, ...]:
    """The rows that the filters leave, by field, with their number in the whole plan.

    With `earlier` periods each row has its trend and its change of status since the last of them; the row `open_code`
    is there whatever the filters say. Queries: none; in a large scope see `assess_at`.
    """
    overview, corrected, groups = frame.overview, frame.overview.corrected, []
    for position, (field, rows) in enumerate(overview.by_field(), 1):
        lines = tuple(
            build_dashboard_row(
                overview,
                row,
                corrected,
                past=past_assessments(overview, row, earlier) if earlier else (),
                is_open=row.code == open_code,
            )
            for row in rows
            if row.code == open_code or frame.filters.matches(row)
        )
        if lines:
            groups.append(FieldGroup(f"{roman(position)}. {field.name}", lines))
    return tuple(groups)
