"""The writer of a plan: stores the contents of its file, over a stored plan or as a new one."""

from collections.abc import Mapping
from typing import Any

from chodon_thidua.lib.model_saving import save_valid
from chodon_thidua.lib.refusals import InvalidInput
from targets.additivity import is_additive
from targets.enums import FINAL_ORDINAL, Comparator, PeriodKind, PlanStatus
from targets.models import Baseline, Field, Indicator, IndicatorPart, Period, Plan, Target
from targets.plan_file import PlanFileError
from targets.plan_rows import BaselineRow, IndicatorRow, PlanFile
from targets.services.baselines import BASELINE_FIELDS, baseline_set
from targets.services.plan_units import UnitsByCode
from units.models import Unit


class PlanWriter:
    """Writes a plan, new or over the stored one; collects all mistakes before it refuses anything."""

    def __init__(self, units: UnitsByCode, file: PlanFile) -> None:
        self.units, self.file = units, file

    def write(self, plan: Plan | None, owner: Unit | None) -> Plan:
        """Writes the plan with its fields, periods and indicators; what the file no longer has is deleted.

        Raises: PlanFileError.
        """
        file = self.file
        plan = plan or Plan(document_number=file.document_number, year=file.year, status=PlanStatus.ACTIVE)
        plan.title, plan.issued_on = file.title, file.issued_on
        if owner is None:
            self._look_up_units()
            self.units.check()
            raise PlanFileError(self.units.problems)
        plan.owner = owner
        if not self._save(plan, "Kế hoạch"):
            self._look_up_units()
            raise PlanFileError(self.units.problems)
        fields = self._fields(plan)
        self._periods(plan)
        stored_rows = {indicator.code: indicator for indicator in Indicator.objects.filter(plan=plan)}
        self._indicators(plan, fields, stored_rows)
        self.units.check()
        rows = [row for top in file.indicators for row in (top, *top.children)]
        Indicator.objects.filter(plan=plan).exclude(code__in=[row.code for row in rows]).delete()
        Field.objects.filter(plan=plan).exclude(code__in=fields).delete()
        return plan

    def _look_up_units(self) -> None:
        """Names unknown units of a plan that cannot be written at all."""
        for row in (row for top in self.file.indicators for row in (top, *top.children)):
            where = _where(row)
            self.units.of((*filter(None, [row.lead]), *row.named_units, *row.reporter_units), (), where)
            for prior in row.last_year:
                self.units.get(prior.unit, where)

    def _fields(self, plan: Plan) -> dict[str, Field]:
        current = {row.code: row for row in Field.objects.filter(plan=plan)}
        for order, (code, name) in enumerate(self.file.fields, 1):
            field = current.setdefault(code, Field(plan=plan, code=code))
            field.name, field.order = name, order
            self._save(field, f"Lĩnh vực {code}")
        return {code: current[code] for code, _ in self.file.fields}

    def _periods(self, plan: Plan) -> None:
        current = {row.ordinal: row for row in Period.objects.filter(plan=plan)}
        for row in self.file.periods:
            kind = PeriodKind.FINAL if row.ordinal == FINAL_ORDINAL else PeriodKind.QUARTER
            period = current.get(row.ordinal) or Period(plan=plan, ordinal=row.ordinal, kind=kind)
            period.name, period.starts_on, period.ends_on, period.due_on = (
                row.name,
                row.starts_on,
                row.ends_on,
                row.due_on,
            )
            self._save(period, f"Kỳ {row.ordinal} ({row.name})")

    def _indicators(self, plan: Plan, fields: Mapping[str, Field], stored_rows: Mapping[str, Indicator]) -> None:
        order = 0
        for top in self.file.indicators:
            order += 1
            parent = self._indicator(
                stored_rows.get(top.code) or Indicator(plan=plan), fields[top.field], top, order, None
            )
            for child in top.children:
                order += 1
                self._indicator(
                    stored_rows.get(child.code) or Indicator(plan=plan), fields[child.field], child, order, parent
                )

    def _indicator(
        self, indicator: Indicator, field: Field, row: IndicatorRow, order: int, parent: Indicator | None
    ) -> Indicator:
        """Writes an indicator with all that belongs to it; collects the problems of what cannot be saved."""
        where = _where(row)
        additive = is_additive(row.measure, row.name, row.unit_of_measure) if row.additive is None else row.additive
        values = {
            "code": row.code,
            "name": row.name,
            "quote": row.quote,
            "field": field,
            "parent": parent,
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
            "numerator_within_denominator": row.numerator_within_denominator,
            "lead": self.units.get(row.lead, where) if row.lead else None,
            "note": row.note,
        }
        for name, value in values.items():
            setattr(indicator, name, value)
        listed_units = [unit for code in row.named_units if (unit := self.units.get(code, where))]
        targets = self._target_values(indicator.plan, row, where) if not row.measure.is_composite else {}
        baselines = [(unit, last) for last in row.last_year if (unit := self.units.get(last.unit, where))]
        if (parent is None or parent.pk) and self._save(indicator, where):
            indicator.named_units.set(listed_units)
            self._parts(indicator, row, where)
            self._targets(indicator, row, targets, where)
            for unit, last in baselines:
                self._baseline(indicator, unit, last, where)
        return indicator

    def _parts(self, indicator: Indicator, row: IndicatorRow, where: str) -> None:
        current = {part.role: part for part in indicator.parts.all()}
        for number in row.parts:
            part = current.pop(number.role, None) or IndicatorPart(indicator=indicator, role=number.role)
            part.label, part.unit_of_measure, part.over_time = number.label, number.unit_of_measure, number.over_time
            part.minimum, part.maximum = number.minimum, number.maximum
            self._save(part, f"{where}, {number.label}")
        for part in current.values():
            part.delete()

    def _target_values(self, plan: Plan, row: IndicatorRow, where: str) -> dict[Unit, Any]:
        """Returns the target of each unit: headline and reporting units; a single reporter carries the headline itself.

        Shape: (value or None, whether the unit reports) by unit.
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
        for unit, (value, reports) in values.items():
            target = current.pop(unit, None) or Target(indicator=indicator, unit=unit)
            # An allocation made on the page stays where the file is silent.
            target_value = target.value if value is None and unit != indicator.plan.owner and row.comparator else value
            target.value, target.reports = target_value, reports
            target.comparator = Comparator(row.comparator) if target_value is not None and row.comparator else None
            self._save(target, f"{where}, {unit.name}")
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

    def _save(self, obj: Any, where: str) -> bool:
        """Saves a valid object and tells whether it was valid."""
        try:
            save_valid(obj)
        except InvalidInput as refusal:
            self._refuse(refusal, where)
            return False
        return True

    def _refuse(self, refusal: InvalidInput, where: str) -> None:
        self.units.problems += [f"{where}: {sentence}" for sentence in refusal.errors.values()]


def _where(row: IndicatorRow) -> str:
    return f"Chỉ tiêu {row.code} ({row.name})"
