"""The writer of an indicator: stores its row of a plan's file, with all that belongs to it."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from chodon_thidua.lib.model_saving import save_valid
from chodon_thidua.lib.refusals import InvalidInput
from targets.additivity import is_additive
from targets.enums import Comparator, OverTime, PartRole
from targets.models import Baseline, Field, Indicator, IndicatorLead, IndicatorPart, Plan, Target
from targets.plan_rows import BaselineRow, IndicatorRow, PartRow, TargetEnds
from targets.services.baselines import BASELINE_FIELDS, baseline_set
from targets.services.plan_units import UnitsByCode
from units.models import Unit


class IndicatorWriter:
    """Writes indicators with their parts, targets and figures of last year; collects the problems of what is wrong."""

    def __init__(self, units: UnitsByCode) -> None:
        self.units = units

    def write(
        self,
        indicator: Indicator,
        field: Field,
        row: IndicatorRow,
        order: int,
        parent: Indicator | None,
        breakdown_of: Indicator | None = None,
    ) -> Indicator:
        """Writes one indicator; `parent` is the composite that it belongs to, `breakdown_of` that whose part it is."""
        where = row_name(row)
        over_time = next((part.over_time for part in row.parts if part.role == PartRole.NUMERATOR), None)
        additive = row.additive
        if additive is None:
            additive = is_additive(row.measure, row.name, row.unit_of_measure, over_time)
        values = {
            "code": row.code,
            "name": row.name,
            "quote": row.quote,
            "field": field,
            "parent": parent,
            "breakdown_of": breakdown_of,
            "order": order,
            "measure": row.measure,
            "unit_of_measure": row.unit_of_measure,
            "additive": additive,
            "decimals": row.decimals,
            "scale": row.scale,
            "basis": row.basis,
            "baseline_kind": row.baseline_kind,
            "definition_label": row.definition_label,
            "due": list(row.due),
            "profile": [str(step) for step in row.profile] if row.profile else None,
            "states": list(row.states),
            "target_words": row.target_words,
            "numerator_within_denominator": row.numerator_within_denominator,
            "note": row.note,
        }
        for name, value in values.items():
            setattr(indicator, name, value)
        leads = [unit for code in row.leads if (unit := self.units.get(code, where))]
        listed_units = [unit for code in row.named_units if (unit := self.units.get(code, where))]
        targets = self._target_values(indicator.plan, row, where) if not row.measure.is_composite else {}
        baselines = [(unit, last) for last in row.last_year if (unit := self.units.get(last.unit, where))]
        if all(related is None or related.pk for related in (parent, breakdown_of)) and self.save(indicator, where):
            indicator.named_units.set(listed_units)
            self._leads(indicator, leads)
            self._parts(indicator, row, where)
            self._targets(indicator, row, targets, where)
            for unit, last in baselines:
                self._baseline(indicator, unit, last, where)
        return indicator

    def _leads(self, indicator: Indicator, units: Sequence[Unit]) -> None:
        if list(indicator.leads.values_list("unit", flat=True)) != [unit.pk for unit in units]:
            indicator.leads.all().delete()
            for order, unit in enumerate(units, 1):
                save_valid(IndicatorLead(indicator=indicator, unit=unit, order=order))

    def _parts(self, indicator: Indicator, row: IndicatorRow, where: str) -> None:
        current = {part.role: part for part in indicator.parts.all()}
        for number in _part_rows(row):
            part = current.pop(number.role, None) or IndicatorPart(indicator=indicator, role=number.role)
            part.label, part.unit_of_measure, part.over_time = number.label, number.unit_of_measure, number.over_time
            part.minimum, part.maximum = number.minimum, number.maximum
            self.save(part, f"{where}, {number.label}")
        for part in current.values():
            part.delete()

    def _target_values(self, plan: Plan, row: IndicatorRow, where: str) -> dict[Unit, Any]:
        """Returns the target of each unit: headline and reporting units; a single reporter carries the headline itself.

        Shape: (ends or None, whether the unit reports) by unit.
        """
        reporters = self.units.of(row.reporter_units, row.reporter_kinds, where)
        values = {unit: row.allocations.get(unit.code) for unit in reporters}
        if len(reporters) == 1 and reporters[0] != plan.owner:
            values[reporters[0]] = values[reporters[0]] if values[reporters[0]] is not None else row.target
        if row.target is not None and plan.owner not in values:
            values[plan.owner] = row.target
        for code in sorted(set(row.allocations) - {unit.code for unit in reporters}):
            self.units.problems.append(f"{where}: đơn vị “{code}” được phân bổ nhưng không nhập số liệu.")
        return {unit: (value, unit in reporters) for unit, value in values.items()}

    def _targets(self, indicator: Indicator, row: IndicatorRow, values: Mapping[Unit, Any], where: str) -> None:
        current = {target.unit: target for target in indicator.targets.select_related("unit")}
        for unit, (ends, reports) in values.items():
            target = current.pop(unit, None) or Target(indicator=indicator, unit=unit)
            target.reports = reports
            # An allocation made on the page stays where the file is silent.
            if ends is not None or unit == indicator.plan.owner or not row.comparator:
                _set_ends(target, ends, row.comparator)
            self.save(target, f"{where}, {unit.name}")
        for target in current.values():
            target.delete()

    def _baseline(self, indicator: Indicator, unit: Unit, row: BaselineRow, where: str) -> None:
        current = Baseline.objects.filter(indicator=indicator, unit=unit, ordinal=row.ordinal).first()
        new_values = (row.value, row.numerator, row.denominator, row.label, row.source)
        if current and tuple(getattr(current, name) for name in BASELINE_FIELDS) == new_values:
            return
        try:
            baseline_set(indicator=indicator, unit=unit, row=row, actor=None)
        except InvalidInput as refusal:
            self._refuse(refusal, f"{where}, số liệu năm trước của {unit.name}")

    def save(self, obj: Any, where: str) -> bool:
        """Saves a valid object and tells whether it was valid."""
        try:
            save_valid(obj)
        except InvalidInput as refusal:
            self._refuse(refusal, where)
            return False
        return True

    def _refuse(self, refusal: InvalidInput, where: str) -> None:
        self.units.problems += [f"{where}: {sentence}" for sentence in refusal.errors.values()]


def _part_rows(row: IndicatorRow) -> tuple[PartRow, ...]:
    """Returns the numbers that units enter; that of a state is known without a word in the file."""
    if not row.measure.has_states:
        return row.parts
    last = Decimal(len(row.states) - 1)
    return (PartRow(PartRole.NUMERATOR, row.name[:200], row.unit_of_measure, OverTime.LAST, Decimal(0), last),)


def _set_ends(target: Target, ends: TargetEnds | None, comparator: Comparator | None) -> None:
    target.value, target.upper = (ends.value, ends.upper) if ends else (None, None)
    target.comparator = comparator if ends else None


def row_name(row: IndicatorRow) -> str:
    return f"Chỉ tiêu {row.code} ({row.name})"
