"""The numbers of reports of units in a period, and the reports that have to be sent again."""

from collections.abc import Collection

from reports.models import Report
from reports.progress.submissions.obligations import obligations_at
from reports.selectors.report_contents.report_data import ReportData
from reports.submission_counts import SubmissionCounts
from targets.calculation.types import UnitId
from targets.models import Period
from targets.selectors import PlanData
from units.models import Unit


def submission_counts(
    plan_data: PlanData, report_data: ReportData, units: dict[UnitId, Unit], period: Period
) -> SubmissionCounts:
    """The numbers of reports of the units in a period, by how far they are."""
    obligations = obligations_at(plan_data, report_data, units, period)
    return SubmissionCounts(
        obligations=len(obligations),
        senders=sum(obligation.sent for obligation in obligations),
        to_send_again=sum(obligation.to_send_again for obligation in obligations),
        on_time=sum(obligation.on_time for obligation in obligations),
        returned_reports=len(returned_reports(plan_data, report_data, units, period)),
        corrected=_corrected_indicators(plan_data, report_data, units, period),
    )


def returned_reports(
    plan_data: PlanData, report_data: ReportData, units: Collection[UnitId], period: Period
) -> list[tuple[UnitId, int, Report]]:
    """The reports of the period and earlier ones that their unit has to send again, with unit and ordinal.

    They were returned or reopened; those of units that were merged since are among them.
    """
    at = period.ordinal
    return [
        (unit, ordinal, report)
        for (unit, ordinal), report in report_data.latest.items()
        if report.awaits_resending and ordinal <= at and plan_data.acting(unit, at) in units
    ]


def _corrected_indicators(
    plan_data: PlanData, report_data: ReportData, units: Collection[UnitId], period: Period
) -> frozenset[int]:
    at = period.ordinal
    return frozenset(
        pk
        for (unit, ordinal), indicators in report_data.corrected.items()
        if ordinal <= at and plan_data.acting(unit, at) in units
        for pk in indicators
    )
