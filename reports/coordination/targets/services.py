"""Changing what units are asked for with an eye on what they have reported."""

from django.db import transaction

from chodon_thidua.lib.refusals import InvalidInput
from chodon_thidua.lib.text import normalise
from reports.selectors.reported import reported_on
from reports.services.rollups import rollup_refresh
from targets.models import Indicator
from targets.services.report_lock import reports_hold
from targets.services.targets import Changes, targets_set
from targets.target_values import NOT_ASKED
from units.models import User


@transaction.atomic
def targets_revise(*, indicator: Indicator, changes: Changes, actor: User, reason: str = "") -> list[str]:
    """Change what units are asked for; where figures were approved a level changes for a written reason only.

    Shape: the names of the approved periods that are judged anew.
    Raises: Refusal, Conflict as `targets_set`; InvalidInput without the reason, for a level without comparator, and
    for a unit that would be taken from the reporters although it has figures.
    """
    reports_hold()
    reason = normalise(reason)
    before = reported_on(indicator)
    levels = {unit.pk for unit, (seen, wanted) in changes.items() if not wanted.same_level(seen or NOT_ASKED)}
    touched = before.periods(levels)
    targets_set(indicator=indicator, changes=changes, actor=actor, reason=reason, touched=touched)
    errors = {
        f"reports_{unit.pk}": f"{unit.name} đã nhập số liệu chỉ tiêu này nên không bỏ khỏi danh sách nhập được."
        for unit, (seen, wanted) in changes.items()
        if seen and seen.reports and not wanted.reports and unit.pk in before.entered
    }
    if touched and not reason:
        errors["reason"] = f"Số liệu đã duyệt ở {', '.join(touched)} sẽ được đánh giá lại. Hãy ghi lý do điều chỉnh."
    if errors:
        raise InvalidInput(errors)
    rollup_refresh(plan=indicator.plan, units=[unit.pk for unit in changes], indicators=[indicator.pk])
    return touched
