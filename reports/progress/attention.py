"""“Cần chỉ đạo”: the indicators, units and reports that a leader has to act on."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from chodon_thidua.lib.text import running_count
from reports.progress.indicator_result import IndicatorResult
from reports.progress.overview import PlanOverview
from reports.progress.submissions.obligations import ReportObligation
from reports.progress.submissions.unsent import (
    BranchSubmissions,
    ReturnedReport,
    UnsentReport,
    branch_submissions,
    returned_report_rows,
    unsent_report,
)
from reports.progress.texts.concerns import reason_sentences, severity
from reports.submission_counts import SubmissionCounts
from units.models import Unit


@dataclass(frozen=True, slots=True)
class IndicatorConcern:
    """An indicator that is behind or will miss its target, with sentences that say why, and who leads it."""

    row: IndicatorResult
    reasons: tuple[str, ...]
    lead_names: str

    @property
    def status_label(self) -> str:
        return self.row.status_label


@dataclass(frozen=True, slots=True)
class AttentionSummary:
    """Shape: `concerns` worst first; units in the order of their names; `remarks` pairs a unit with what it writes.

    In a large scope only those units are named that have none below them, and the others stand in `below`;
    `submissions` counts all of them.
    """

    concerns: tuple[IndicatorConcern, ...]
    silent: tuple[UnsentReport, ...]
    late_senders: tuple[ReportObligation, ...]
    returned: tuple[ReturnedReport, ...]
    remarks: tuple[tuple[Unit, str], ...]
    below: tuple[BranchSubmissions, ...]
    submissions: SubmissionCounts

    @property
    def overdue(self) -> tuple[UnsentReport, ...]:
        return tuple(report for report in self.silent if report.days_late)

    @property
    def silent_below(self) -> tuple[BranchSubmissions, ...]:
        return tuple(branch for branch in self.below if branch.submissions.silent)

    @property
    def overdue_below(self) -> tuple[BranchSubmissions, ...]:
        return tuple(branch for branch in self.silent_below if branch.days_late)

    @property
    def late_below(self) -> tuple[BranchSubmissions, ...]:
        return tuple(branch for branch in self.below if branch.submissions.late)

    @property
    def returned_below(self) -> tuple[BranchSubmissions, ...]:
        return tuple(branch for branch in self.below if branch.submissions.returned_reports)

    @property
    def overdue_count(self) -> int:
        return len(self.overdue) + sum(branch.submissions.silent for branch in self.overdue_below)

    @property
    def sent_text(self) -> str:
        """“19/25 đơn vị đã nộp (1 phải gửi lại), 17 đúng hạn”: a report sent back was sent too."""
        counts = self.submissions
        again_text = f" ({counts.to_send_again} phải gửi lại)" if counts.to_send_again else ""
        return f"{counts.senders}/{counts.obligations} đơn vị đã nộp{again_text}, {counts.on_time} đúng hạn"

    @property
    def waiting_count(self) -> int:
        """The number of reports of the period that units still have to send, for the first time or again."""
        return self.submissions.silent + self.submissions.to_send_again

    @property
    def sentence(self) -> str:
        """The numbers of all that needs action: “2 chỉ tiêu, 1 đơn vị quá hạn”."""
        count_labels = (
            (len(self.concerns), "chỉ tiêu"),
            (self.overdue_count, "đơn vị quá hạn"),
            (self.submissions.returned_reports, "báo cáo phải gửi lại"),
        )
        return ", ".join(f"{running_count(count)} {what}" for count, what in count_labels if count)

    @property
    def is_empty(self) -> bool:
        return not (self.concerns or self.overdue_count or self.submissions.returned_reports or self.remarks)


def attention_summary(overview: PlanOverview) -> AttentionSummary:
    """Everything in the scope that needs a decision, whatever the filters; the worst first. Queries: none."""
    obligations = overview.obligations
    periods = overview.plan_data.period_names
    concerns = [
        IndicatorConcern(row, reasons, row.lead_names)
        for row in overview.top_rows
        if (reasons := tuple(reason_sentences(row, periods)))
    ]
    return AttentionSummary(
        concerns=tuple(sorted(concerns, key=lambda concern: _concern_order(concern.row))),
        silent=tuple(unsent_report(obligation) for obligation in obligations if not obligation.sent),
        late_senders=tuple(obligation for obligation in obligations if obligation.sent and obligation.days_late),
        returned=tuple(returned_report_rows(overview)),
        remarks=tuple(_unit_remarks(overview)),
        below=() if overview.is_whole else tuple(branch_submissions(overview)),
        submissions=overview.branch_counts.submission_counts(overview.scope, overview.period),
    )


def _concern_order(row: IndicatorResult) -> tuple[int, Decimal]:
    """Returns the key that sorts the worst first; a composite is as bad as the worst of its children."""
    worst_children = [severity(child.assessment) for child in row.children if child.status == row.status]
    return min(worst_children, default=severity(row.assessment))


def _unit_remarks(overview: PlanOverview) -> Iterator[tuple[Unit, str]]:
    """Yields the remarks of units about difficulties, from the period's counted reports."""
    for unit in overview.units.values():
        report = overview.report_data.counting_reports.get((unit.pk, overview.period.ordinal))
        if report and report.remarks:
            yield unit, report.remarks
