"""The writer of a report's remarks."""

from django.db import transaction

from chodon_thidua.lib import clock
from chodon_thidua.lib.refusals import Conflict
from chodon_thidua.lib.text import normalise
from reports.enums import ReportAction
from reports.models import Report
from reports.services.events import event_write
from reports.services.open_reports import report_for_entry
from targets.models import Period
from units.models import Unit, User


@transaction.atomic
def remarks_save(*, unit: Unit, period: Period, actor: User, remarks: str, seen_version: int) -> Report:
    """Saves the report's remarks (khó khăn, nguyên nhân, kiến nghị).

    Raises: Refusal, StateRefusal, Conflict as for figures.
    """
    report = report_for_entry(unit=unit, period=period, actor=actor)
    remarks = normalise(remarks)
    if remarks == report.remarks:
        return report
    if report.remarks_version != seen_version:
        last = report.events.filter(changes__has_key="remarks").select_related("actor").order_by("-pk").first()
        who = f"{last.actor.full_name} đã sửa lúc {clock.in_a_sentence(last.at)}" if last else "Đã đổi"
        raise Conflict(f"{who}.", theirs={"remarks": report.remarks}, mine={"remarks": remarks})
    change = {"remarks": [report.remarks, remarks]}
    report.remarks, report.remarks_version = remarks, report.remarks_version + 1
    report.save(update_fields=("remarks", "remarks_version"))
    event_write(report=report, action=ReportAction.CHANGE, actor=actor, changes=change)
    return report
