"""The reports of one unit and of all below it, by period."""

from collections.abc import Iterator
from dataclasses import dataclass

from reports.enums import NOT_STARTED_LABEL, STATE_LABELS, ReportState
from reports.progress.overview import PlanOverview
from reports.progress.submissions.obligations import ReportObligation, obligations_at
from reports.selectors.deadlines import ReportDeadline
from reports.selectors.return_counts import return_counts
from targets.enums import PeriodState
from targets.models import Period


@dataclass(frozen=True, slots=True)
class UnitPeriod:
    """One period of the plan for the unit: its own report, and those of all below it.

    Shape: `address` names the unit in addresses about the period; `obligation` is None where the unit itself is asked
    for nothing; the counts are those of units below it.
    """

    period: Period
    address: str
    obligation: ReportObligation | None
    returns: int
    due_count: int
    sent_count: int
    on_time_count: int

    @property
    def deadline(self) -> ReportDeadline | None:
        return ReportDeadline(self.period, self.obligation.report) if self.obligation else None

    @property
    def state(self) -> str:
        return self.obligation.report.state if self.obligation and self.obligation.report else "NONE"

    @property
    def state_label(self) -> str:
        return STATE_LABELS[ReportState(self.state)] if self.state != "NONE" else NOT_STARTED_LABEL

    @property
    def is_upcoming(self) -> bool:
        return self.period.state == PeriodState.UPCOMING


def unit_periods(overview: PlanOverview) -> Iterator[UnitPeriod]:
    returns = return_counts([overview.scope.pk], overview.plan_data.periods)
    for period in overview.plan_data.periods:
        own = {overview.scope.pk: overview.scope} if period.has(overview.scope) else {}
        obligation = next(iter(obligations_at(overview.plan_data, overview.report_data, own, period)), None)
        counts = overview.branch_counts.submission_counts(overview.scope, period)
        yield UnitPeriod(
            period=period,
            address=overview.scope.address_on(period.ends_on),
            obligation=obligation,
            returns=returns[overview.scope.pk, period.pk],
            due_count=counts.obligations - (obligation is not None),
            sent_count=counts.senders - (obligation is not None and obligation.sent),
            on_time_count=counts.on_time - (obligation is not None and obligation.on_time),
        )
