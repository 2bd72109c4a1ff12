"""The reports that units still have to send: never sent, returned, or of units that are not named."""

from collections.abc import Iterator
from dataclasses import dataclass

from chodon_thidua.lib import clock
from reports.enums import NOT_STARTED_LABEL, STATE_LABELS, ReportState
from reports.models import Report
from reports.progress.overview import PlanOverview
from reports.progress.submissions.counts import returned_reports
from reports.progress.submissions.obligations import ReportObligation
from reports.selectors.deadlines import days_late
from reports.submission_counts import SubmissionCounts
from units.models import Unit


@dataclass(frozen=True, slots=True)
class UnsentReport:
    """A unit that has not sent the period's report."""

    unit: Unit
    state: str
    state_label: str
    days_late: int


@dataclass(frozen=True, slots=True)
class ReturnedReport:
    """A report that its unit has to send again: returned, or reopened for correction."""

    unit: Unit
    report: Report
    is_correction: bool


@dataclass(frozen=True, slots=True)
class BranchSubmissions:
    """The numbers of reports of a unit with others below it that are not named; `days_late` of those not sent."""

    unit: Unit
    submissions: SubmissionCounts
    days_late: int
    address: str


def branch_submissions(overview: PlanOverview) -> Iterator[BranchSubmissions]:
    days = days_late(overview.period, None, clock.now())
    for unit in overview.units_below:
        if unit.pk not in overview.units:
            yield BranchSubmissions(
                unit,
                overview.branch_counts.submission_counts(unit, overview.period),
                days,
                unit.address_on(overview.period.ends_on),
            )


def unsent_report(obligation: ReportObligation) -> UnsentReport:
    if obligation.report is None:
        return UnsentReport(obligation.unit, "NONE", NOT_STARTED_LABEL, obligation.days_late)
    state = ReportState(obligation.report.state)
    return UnsentReport(obligation.unit, state, STATE_LABELS[state], obligation.days_late)


def returned_report_rows(overview: PlanOverview) -> Iterator[ReturnedReport]:
    """Yields the reports that units have to send again, of the period and of those before it."""
    returns = returned_reports(overview.plan_data, overview.report_data, overview.units, overview.period)
    acting, counted_units = overview.plan_data.acting, overview.branch_counts.units
    # A unit merged into the scope from beyond it goes by the name of its successor.
    units = {
        unit: counted_units.get(unit) or overview.units[acting(unit, overview.period.ordinal)] for unit, _, _ in returns
    }
    for unit, ordinal, report in sorted(returns, key=lambda entry: (units[entry[0]].sort_key, entry[1])):
        yield ReturnedReport(
            units[unit], report, is_correction=(unit, ordinal) in overview.report_data.counting_reports
        )
