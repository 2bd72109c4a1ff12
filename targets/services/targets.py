"""Writing the targets of units."""

from collections.abc import Mapping, Sequence

from django.db import transaction

from chodon_thidua.lib.model_saving import save_valid
from chodon_thidua.lib.numbers import input_text
from chodon_thidua.lib.refusals import Conflict, InvalidInput, Refusal
from chodon_thidua.lib.state_names import StateNameError, is_state, value_text
from targets.enums import TargetsAuditAction
from targets.models import Indicator, Target
from targets.selectors.changes.latest_changes import latest_change
from targets.target_values import NOT_ASKED, TargetValues, target_values
from units.enums import Role
from units.models import Unit, User
from units.permissions import check_role
from units.services import audit_record

# By unit: what was on the person's screen (None: the form did not say), and what is wanted.
Changes = Mapping[Unit, tuple[TargetValues | None, TargetValues]]


@transaction.atomic
def targets_set(
    *, indicator: Indicator, changes: Changes, actor: User, reason: str = "", approved_periods: Sequence[str] = ()
) -> list[Unit]:
    """Writes the targets of several units, all or none; a row that has the new values already stays as it is.

    Shape: the units whose row was written. `approved_periods` names the approved periods that the change concerns.
    Raises: Refusal for people who do not administer the plan's owner and for units outside it; Conflict, whose `theirs`
    holds by unit id what stands now where it is not what the person saw; InvalidInput for a level without comparator or
    below 0, and for ends that do not go together.
    """
    indicator = Indicator.objects.select_for_update(of=("self",)).select_related("plan__owner").get(pk=indicator.pk)
    _check_may(indicator, changes, actor)
    current_targets = {t.unit_id: t for t in Target.objects.select_for_update(of=("self",)).filter(indicator=indicator)}
    now = {unit: target_values(current_targets.get(unit.pk)) for unit in changes}
    new_values = {unit: values for unit, (_, values) in changes.items() if values != now[unit]}
    if stale := [unit for unit in new_values if changes[unit][0] != now[unit]]:
        names = ", ".join(unit.short_name for unit in stale)
        raise Conflict(
            f"Chỉ tiêu giao của {names} đã thay đổi sau khi anh/chị mở trang. {latest_change(indicator)}".rstrip(),
            theirs={str(unit.pk): now[unit] for unit in stale},
            mine={str(unit.pk): new_values[unit] for unit in stale},
        )
    for unit, values in new_values.items():
        before = now[unit].as_audited(unit, indicator.states) | _removed_milestones(
            current_targets.get(unit.pk), values
        )
        _write(indicator, unit, current_targets.get(unit.pk), values)
        after = values.as_audited(unit, indicator.states) | ({"reason": reason} if reason else {})
        after |= {"approved": list(approved_periods)} if approved_periods else {}
        audit_record(actor=actor, action=TargetsAuditAction.TARGET_SET, obj=indicator, before=before, after=after)
    return list(new_values)


def _check_may(indicator: Indicator, changes: Changes, actor: User) -> None:
    owner = indicator.plan.owner
    check_role(actor, Role.ADMINISTRATOR, owner)
    if indicator.is_composite:
        raise Refusal(f"{indicator.code} là chỉ tiêu gộp; hãy giao từng chỉ tiêu con.")
    own = set(Unit.objects.below([owner.pk]).filter(pk__in=[unit.pk for unit in changes]).values_list("pk", flat=True))
    if outside := [unit.name for unit in changes if unit.pk not in own]:
        raise Refusal(f"{', '.join(outside)} không thuộc phạm vi của kế hoạch này.")
    negative = [unit for unit, (_, values) in changes.items() if values.level is not None and values.level < 0]
    if negative:
        raise InvalidInput({f"value_{unit.pk}": f"Giá trị giao cho {unit.name} không được âm." for unit in negative})
    _check_words(indicator, changes)
    if lacking := [unit for unit, (_, values) in changes.items() if (values.value is None) != (not values.comparator)]:
        raise InvalidInput({"comparator": f"Chưa chọn phép so sánh cho {', '.join(u.name for u in lacking)}."})
    mistakes = {unit: mistake for unit, (_, values) in changes.items() if (mistake := values.second_mistake)}
    if mistakes:
        raise InvalidInput({f"upper_{unit.pk}": f"{unit.name}: {mistake}." for unit, mistake in mistakes.items()})


def _check_words(indicator: Indicator, changes: Changes) -> None:
    """Checks that a level is a state where there are states, and that there is none where the target is in words."""
    ends = {f"value_{unit.pk}": values.value for unit, (_, values) in changes.items()}
    ends |= {f"upper_{unit.pk}": values.upper for unit, (_, values) in changes.items()}
    levels = {field: end for field, end in ends.items() if end is not None}
    if levels and indicator.has_text:
        raise Refusal(f"{indicator.code} có mục tiêu bằng lời, không giao bằng số.")
    errors = {
        field: str(StateNameError(input_text(level), indicator.states))
        for field, level in levels.items()
        if indicator.has_states and not is_state(indicator.states, level)
    }
    if errors:
        raise InvalidInput(errors)


def _removed_milestones(target: Target | None, values: TargetValues) -> dict[str, list[str]]:
    """Returns the levels agreed for single periods that are deleted with a target, by the period's name."""
    if target is None or values != NOT_ASKED:
        return {}
    milestones = target.milestones.select_related("period").order_by("period__ordinal")
    states = target.indicator.states
    removed_levels = [f"{milestone.period.name}: {value_text(milestone.value, states)}" for milestone in milestones]
    return {"milestones": removed_levels} if removed_levels else {}


def _write(indicator: Indicator, unit: Unit, target: Target | None, values: TargetValues) -> None:
    """Deletes the row of an empty target, saves any other."""
    if values == NOT_ASKED:
        if target:
            target.delete()
        return
    target = target or Target()
    target.indicator, target.unit = indicator, unit  # read already, so that saving looks for neither
    target.comparator, target.value, target.upper = values.comparator, values.value, values.upper
    target.reports = values.reports
    save_valid(target)
