"""The reports that a snapshot made now would not count, by what they wait for."""

from collections.abc import Iterator
from dataclasses import dataclass

from reports.enums import ReportState
from reports.progress.attention import AttentionSummary
from reports.progress.overview import PlanOverview


@dataclass(frozen=True, slots=True)
class MissingReports:
    """Reports that wait for the same thing, by the names of their units."""

    label: str
    names: tuple[str, ...]
    count: int


def missing_reports(overview: PlanOverview, attention: AttentionSummary) -> list[MissingReports]:
    """Returns the groups that have any report; in a large scope units with others below stand for these.

    Queries: none.
    """
    return [group for group in _groups(overview, attention) if group.count]


def _groups(overview: PlanOverview, attention: AttentionSummary) -> Iterator[MissingReports]:
    submissions = attention.submissions
    silent_names = [report.unit.short_name for report in attention.silent]
    silent_names += [f"{branch.unit.short_name} ({branch.submissions.silent})" for branch in attention.silent_below]
    yield MissingReports("chưa nộp", tuple(silent_names), submissions.silent)
    again_names = [obligation.unit.short_name for obligation in overview.obligations if obligation.to_send_again]
    again_names += [
        f"{branch.unit.short_name} ({branch.submissions.to_send_again})"
        for branch in attention.below
        if branch.submissions.to_send_again
    ]
    yield MissingReports("phải gửi lại", tuple(again_names), submissions.to_send_again)
    if not overview.pending:
        waiting_names = tuple(
            obligation.unit.short_name
            for obligation in overview.obligations
            if obligation.report and obligation.report.state == ReportState.SUBMITTED
        )
        yield MissingReports("chờ duyệt, chưa được tính", waiting_names, len(waiting_names))
