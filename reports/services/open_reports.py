"""The report of a unit and period that is open to who enters it, locked for the rest of the transaction."""

from chodon_thidua.lib.refusals import Refusal
from reports.enums import ReportAction
from reports.models import Report
from reports.permissions import check_can_change_report, check_can_enter
from reports.selectors.obligations import indicators_to_enter
from reports.services.events import event_write
from targets.models import Period
from units.models import Unit, User


def report_for_entry(*, unit: Unit, period: Period, actor: User) -> Report:
    """Locks the unit's latest revision, which must be open to the actor; the first entry makes the report.

    Raises: Refusal outside one's unit, and for a unit that the plan asks for nothing; StateRefusal when closed, and to
    an administrator who has not said why the unit does not enter for itself.
    """
    check_can_enter(actor, unit, period)
    report = lock_or_create_report(unit=unit, period=period, actor=actor)
    check_can_change_report(actor, report)
    return report


def lock_or_create_report(*, unit: Unit, period: Period, actor: User) -> Report:
    """Locks the unit's latest revision, or makes the first one. The caller has checked the actor.

    Raises: Refusal for a unit that the plan asks for nothing.
    """
    own = Report.objects.filter(unit=unit, period=period).select_related("unit", "period").order_by()
    own_reports = own.select_for_update(of=("self",))
    report = max(own_reports, key=lambda report: report.revision, default=None)
    if report is None:
        if not indicators_to_enter(unit, period):
            raise Refusal(f"{unit.name} không được giao nhập chỉ tiêu nào trong kỳ này nên không có báo cáo.")
        report, is_new = Report.objects.get_or_create(unit=unit, period=period, revision=1)
        if is_new:
            event_write(report=report, action=ReportAction.CREATE, actor=actor, from_state="")
        report = own_reports.get(pk=report.pk)
    return report
