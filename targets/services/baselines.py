"""Writing last year's figures."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Prefetch, prefetch_related_objects

from chodon_thidua.lib.model_saving import save_valid
from chodon_thidua.lib.refusals import Conflict, InvalidInput, Refusal
from targets.baseline_values import BaselineNumbers, UnitBaseline, baseline_errors, baseline_hash
from targets.enums import Measure, TargetsAuditAction
from targets.models import Baseline, Indicator, Plan
from targets.plan_rows import BaselineRow
from targets.selectors.baselines.labels import minimums_of
from targets.selectors.baselines.rows import stored_rows
from targets.selectors.changes.latest_changes import latest_baseline_change
from units.models import Unit, User
from units.services import audit_record, check_administers

BASELINE_FIELDS = ("value", "numerator", "denominator", "definition_label", "source")


@dataclass(frozen=True, slots=True)
class BaselineChange:
    """The new figures of one indicator and unit, by ordinal; figures of other ordinals are removed."""

    indicator: Indicator
    unit: Unit
    rows: Mapping[int, BaselineRow]
    screen_hash: str


@transaction.atomic
def baseline_set(*, indicator: Indicator, unit: Unit, row: BaselineRow, actor: User | None) -> Baseline:
    """Writes last year's figure of a unit at an ordinal, over what was there.

    Raises: Refusal for people who do not administer the plan's owner; InvalidInput for half a ratio.
    """
    check_administers(actor, indicator.plan.owner)
    baseline = Baseline.objects.filter(indicator=indicator, unit=unit, ordinal=row.ordinal).first()
    baseline = baseline or Baseline(indicator=indicator, unit=unit, ordinal=row.ordinal)
    before = _values(baseline) if baseline.pk else None
    after = dict(zip(BASELINE_FIELDS, (row.value, row.numerator, row.denominator, row.label, row.source), strict=True))
    for name, value in after.items():
        setattr(baseline, name, value)
    save_valid(baseline)
    audit_record(
        actor=actor,
        action=TargetsAuditAction.BASELINE_SET,
        obj=baseline,
        before=before,
        after=_row_identity(indicator, unit, row) | after,
    )
    return baseline


@transaction.atomic
def baseline_remove(*, indicator: Indicator, unit: Unit, ordinal: int, actor: User | None) -> None:
    """Deletes last year's figure of a unit at an ordinal; the audit log keeps it.

    Raises: Refusal for people who do not administer the plan's owner, and where there is none.
    """
    check_administers(actor, indicator.plan.owner)
    baseline = Baseline.objects.filter(indicator=indicator, unit=unit, ordinal=ordinal).first()
    if baseline is None:
        raise Refusal(f"{unit.name} không có số liệu năm trước này.")
    before = _row_identity(indicator, unit, baseline) | _values(baseline)
    audit_record(actor=actor, action=TargetsAuditAction.BASELINE_REMOVE, obj=baseline, before=before)
    baseline.delete()


@transaction.atomic
def baselines_revise(*, plan: Plan, changes: Iterable[BaselineChange], actor: User) -> int:
    """Writes all of the changes, or none; returns how many figures were written or removed.

    A value that the person did not change never overwrites what others wrote since. Raises: Refusal for people who do
    not administer the plan's owner, for units outside it and for composites; Conflict when somebody changed the same
    unit's figures; InvalidInput with `unit-ordinal-number` as fields.
    """
    check_administers(actor, plan.owner)
    effective_changes = [change for change in changes if baseline_hash(change.rows) != change.screen_hash]
    indicator_rows = Indicator.objects.select_for_update(of=("self",)).filter(plan=plan).order_by("pk")
    indicators = indicator_rows.prefetch_related("parts").in_bulk({change.indicator.pk for change in effective_changes})
    current_rows = stored_rows(list(indicators))
    below = set(Unit.objects.below([plan.owner.pk]).values_list("pk", flat=True))
    written_count = 0
    for change in sorted(
        effective_changes, key=lambda effective_change: (effective_change.indicator.pk, effective_change.unit.pk)
    ):
        indicator = indicators.get(change.indicator.pk)
        if indicator is None or change.unit.pk not in below:
            raise Refusal(f"{change.unit.name} hoặc chỉ tiêu {change.indicator.code} không thuộc kế hoạch này.")
        indicator.plan = plan
        now = UnitBaseline(change.unit.code, current_rows[indicator.pk].get(change.unit.pk, {}))
        written_count += _write(change, indicator, now, actor)
    return written_count


def _write(change: BaselineChange, indicator: Indicator, now: UnitBaseline, actor: User) -> int:
    """Writes the changed ordinals of one indicator and unit; returns their number."""
    changed_ordinals = [
        ordinal for ordinal in indicator.plan.rhythm.ordinals if change.rows.get(ordinal) != now.rows.get(ordinal)
    ]
    if not changed_ordinals:
        return 0
    if now.mark != change.screen_hash:
        who = latest_baseline_change(indicator, change.unit)
        sentence = f"Số liệu năm trước của {change.unit.name}, chỉ tiêu {indicator.code}, đã thay đổi. {who}"
        raise Conflict(sentence.rstrip(), theirs={}, mine={})
    _check(change, indicator)
    for ordinal in changed_ordinals:
        row = change.rows.get(ordinal)
        if row is None:
            baseline_remove(indicator=indicator, unit=change.unit, ordinal=ordinal, actor=actor)
        else:
            baseline_set(indicator=indicator, unit=change.unit, row=row, actor=actor)
    return len(changed_ordinals)


def _check(change: BaselineChange, indicator: Indicator) -> None:
    measure = Measure(indicator.measure)
    errors: dict[str, str] = {}
    if measure.has_text:
        raise Refusal(f"Chỉ tiêu {indicator.code} báo cáo bằng lời, không có số liệu năm trước.")
    if measure.is_composite:
        raise Refusal(f"Chỉ tiêu {indicator.code} gộp từ các chỉ tiêu con; ghi số liệu ở từng chỉ tiêu con.")
    minimums, within = minimums_of(indicator.parts.all()), indicator.numerator_within_denominator
    for ordinal, row in change.rows.items():
        numbers = BaselineNumbers(row.value, row.numerator, row.denominator)
        faults = baseline_errors(numbers, measure, minimums, within=within, states=indicator.states)
        errors |= {f"{change.unit.pk}-{ordinal}-{name}": sentence for name, sentence in faults.items()}
    if errors:
        raise InvalidInput(errors)


def _values(baseline: Baseline) -> dict[str, object]:
    return {name: getattr(baseline, name) for name in BASELINE_FIELDS}


def _row_identity(indicator: Indicator, unit: Unit, row: BaselineRow | Baseline) -> dict[str, object]:
    return {"indicator": indicator.code, "unit": unit.code, "period": _period_name(indicator.plan, row.ordinal)}


def _period_name(plan: Plan, ordinal: int) -> str:
    """The plan's name for the period. Queries: 1 for each plan."""
    # In an attribute of its own: whoever asks the plan for its periods later must not get them as they are now.
    prefetch_related_objects([plan], Prefetch("periods", to_attr="periods_to_name"))
    names = {period.ordinal: period.name for period in getattr(plan, "periods_to_name", ())}
    return names.get(ordinal) or plan.rhythm.usual_name(ordinal)
