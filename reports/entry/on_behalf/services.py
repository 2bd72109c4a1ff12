"""The start of entering on a unit's behalf: an administrator says why, once for each round of a report."""

from django.db import transaction

from chodon_thidua.lib import clock
from reports.enums import ReportAction, ReportsAuditAction
from reports.models import Report
from reports.permissions import check_can_enter_on_behalf, check_can_start_on_behalf
from reports.services.events import event_write
from reports.services.notifications import notify_on_behalf
from reports.services.open_reports import lock_or_create_report
from reports.services.transition_steps import required_reason
from targets.models import Period
from units.models import Unit, User
from units.services import audit_record


@transaction.atomic
def on_behalf_start(*, unit: Unit, period: Period, actor: User, reason: str) -> Report:
    """Opens the unit's report to its administrators until it is sent; where a reason holds already, nothing changes.

    The reason stands in the report, its history and the audit log, and the unit's reporters get a notice.
    Raises: Refusal outside the units that the actor administers, and for a unit that the plan asks for nothing;
    StateRefusal when closed; InvalidInput without a reason.
    """
    check_can_enter_on_behalf(actor, unit, period)
    report = lock_or_create_report(unit=unit, period=period, actor=actor)
    check_can_start_on_behalf(actor, report)
    if report.is_open_on_behalf:
        return report
    report.on_behalf_reason = required_reason(reason, "Hãy ghi lý do nhập thay, để đơn vị và người thẩm định biết.")
    report.on_behalf_at, report.on_behalf_by, report.on_behalf_version = clock.now(), actor, report.version
    report.full_clean()
    report.save(update_fields=("on_behalf_at", "on_behalf_by", "on_behalf_reason", "on_behalf_version"))
    event_write(report=report, action=ReportAction.ON_BEHALF, actor=actor, comment=report.on_behalf_reason)
    after = {"unit": unit.name, "period": period.title, "reason": report.on_behalf_reason}
    audit_record(actor=actor, action=ReportsAuditAction.ENTRY_ON_BEHALF, obj=unit, after=after)
    notify_on_behalf(report, actor, report.on_behalf_reason)
    return report
