"""The sentences about reports that take no changes."""

from django.db.models import prefetch_related_objects

from chodon_thidua.lib import clock
from chodon_thidua.lib.refusals import StateRefusal
from reports.enums import ReportAction
from reports.intake.figures.entry_sheet import EntrySheet
from reports.policies import state_sentence
from reports.workflow import next_state
from targets.calculation.types import UnitId
from targets.enums import PeriodState
from targets.policies import check_period_open
from targets.selectors.exceptions import exception_days


def closing_reasons(sheet: EntrySheet) -> dict[UnitId, str]:
    """Returns the sentences about closed reports: who sent, approved or locked it, and who can open it again."""
    period = sheet.period
    reports = {unit: sheet.report_data.latest.get((unit, period.ordinal)) for unit in sheet.units}
    closed_reports = {
        unit: report for unit, report in reports.items() if report and not next_state(report.state, ReportAction.CHANGE)
    }
    prefetch_related_objects(list(closed_reports.values()), "submitted_by", "reviewed_by")
    sentences = {unit: state_sentence(report) for unit, report in closed_reports.items()}
    if period.state == PeriodState.OPEN:
        return sentences
    exceptions = exception_days([period], sheet.units) if period.state == PeriodState.LOCKED else {}
    rest = [unit for pk, unit in sheet.units.items() if (pk, period.pk) not in exceptions]
    if rest:
        try:
            check_period_open(period, rest[0], clock.today())
        except StateRefusal as refusal:
            sentences = {unit.pk: str(refusal) for unit in rest} | sentences
    return sentences
