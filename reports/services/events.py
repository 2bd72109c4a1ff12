"""The writer of a report's events, each in the transaction of its step."""

from collections.abc import Mapping
from typing import Any

from django.db.models import F

from chodon_thidua.lib import clock
from reports.enums import ReportAction
from reports.models import Activity, Report, ReportEvent
from units.enums import Role
from units.models import User
from units.permissions import has_role

# Input of a report that is not sent yet, and its signed copy, show on no page but its own, so they make no other page
# out of date.
UNCOUNTED_ACTIONS = (ReportAction.CHANGE, ReportAction.SIGN)
ON_BEHALF_COMMENTS = {ReportAction.CHANGE: "Nhập thay đơn vị.", ReportAction.SUBMIT: "Gửi thay đơn vị."}


def event_write(
    *,
    report: Report,
    action: ReportAction,
    actor: User,
    from_state: str | None = None,
    comment: str = "",
    changes: Mapping[str, Any] | None = None,
) -> ReportEvent:
    """Adds a step to the report's history, in the transaction of the step itself.

    What an administrator enters or sends instead of the unit says so.
    """
    if action in ON_BEHALF_COMMENTS and acts_on_behalf(actor, report):
        comment = f"{ON_BEHALF_COMMENTS[action]} {comment}".strip()
    event = ReportEvent(
        report=report,
        action=action,
        actor=actor,
        at=clock.now(),
        from_state=report.state if from_state is None else from_state,
        to_state=report.state,
        comment=comment,
        changes=changes or {},
    )
    event.full_clean(exclude=("report", "actor"), validate_constraints=False)
    event.save()
    if action not in UNCOUNTED_ACTIONS:
        _count_step(report)
    return event


def acts_on_behalf(actor: User, report: Report) -> bool:
    """Tells whether who may enter the report does so instead of its unit. Queries: the memberships."""
    return report.is_on_behalf and not has_role(actor, Role.REPORTER, report.unit)


def _count_step(report: Report) -> None:
    own = Activity.objects.filter(unit=report.unit_id, plan=report.period.plan_id)
    if not own.update(steps=F("steps") + 1):
        Activity.objects.get_or_create(unit_id=report.unit_id, plan_id=report.period.plan_id)
        own.update(steps=F("steps") + 1)
