"""The service that changes targets, which depends on the figures already reported."""

from django.db import transaction

from chodon_thidua.lib.refusals import InvalidInput
from chodon_thidua.lib.text import normalise
from reports.selectors.indicator_reports import indicator_reports
from reports.services.rollups import rollup_refresh
from targets.models import Indicator
from targets.services.report_lock import reports_lock
from targets.services.targets import Changes, targets_set
from targets.target_values import NOT_ASKED
from units.models import User


@transaction.atomic
def targets_revise(*, indicator: Indicator, changes: Changes, actor: User, reason: str = "") -> list[str]:
    """Changes the targets of units; where figures were approved a level changes only with a written reason.

    Returns the names of the approved periods whose assessments change.
    Raises: Refusal, Conflict as `targets_set`; InvalidInput without the reason, for a level without comparator, and
    for a unit that would be taken from the reporters although it has figures.
    """
    reports_lock()
    reason = normalise(reason)
    reports = indicator_reports(indicator)
    levels = {unit.pk for unit, (old, new) in changes.items() if not new.same_level(old or NOT_ASKED)}
    affected_periods = reports.periods(levels)
    targets_set(indicator=indicator, changes=changes, actor=actor, reason=reason, approved_periods=affected_periods)
    errors = {
        f"reports_{unit.pk}": f"{unit.name} đã nhập số liệu chỉ tiêu này nên không bỏ khỏi danh sách nhập được."
        for unit, (old, new) in changes.items()
        if old and old.reports and not new.reports and unit.pk in reports.entering_units
    }
    if affected_periods and not reason:
        errors["reason"] = (
            f"Số liệu đã duyệt ở {', '.join(affected_periods)} sẽ được đánh giá lại. Hãy ghi lý do điều chỉnh."
        )
    if errors:
        raise InvalidInput(errors)
    rollup_refresh(plan=indicator.plan, units=[unit.pk for unit in changes], indicators=[indicator.pk])
    return affected_periods
