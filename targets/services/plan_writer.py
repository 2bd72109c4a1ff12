"""The writer of a plan: stores the contents of its file, over a stored plan or as a new one."""

from collections.abc import Mapping, Sequence

from django.db.models import Q

from targets.enums import PeriodKind, PlanStatus, TargetBasis
from targets.models import Field, Indicator, Period, Plan
from targets.plan_file import PlanFileError
from targets.plan_rows import IndicatorRow, PlanFile, with_breakdowns
from targets.services.indicator_writer import IndicatorWriter, row_name
from targets.services.plan_rhythm import plan_change_rhythm
from targets.services.plan_units import UnitsByCode
from units.models import Unit

NO_LAST_YEAR = (
    "{row}: tốc độ tăng (GROWTH) cần số năm trước, mà tệp không có mục “last_year”, phần mềm chưa lưu số năm trước "
    "và không có chỉ tiêu năm trước nối với chỉ tiêu này."
)


class PlanWriter:
    """Writes a plan, new or over the stored one; collects all mistakes before it refuses anything."""

    def __init__(self, units: UnitsByCode, file: PlanFile) -> None:
        self.units, self.file = units, file
        self.indicator_writer = IndicatorWriter(units)

    def write(self, plan: Plan | None, owner: Unit | None) -> Plan:
        """Writes the plan with its fields, periods and indicators; what the file no longer has is deleted.

        Raises: PlanFileError.
        """
        file = self.file
        plan = plan or Plan(document_number=file.document_number, year=file.year, status=PlanStatus.ACTIVE)
        plan.title, plan.issued_on = file.title, file.issued_on
        if plan.pk and plan.rhythm != file.rhythm:
            plan_change_rhythm(plan, file.rhythm)
        plan.rhythm = file.rhythm
        if owner is None:
            self._look_up_units()
            self.units.check()
            raise PlanFileError(self.units.problems)
        plan.owner = owner
        if not self.indicator_writer.save(plan, "Kế hoạch"):
            self._look_up_units()
            raise PlanFileError(self.units.problems)
        fields = self._fields(plan)
        self._periods(plan)
        stored_rows = {indicator.code: indicator for indicator in plan.indicators.all()}
        self._indicators(plan, fields, stored_rows)
        rows = [row for top in file.indicators for row in (top, *top.children)]
        self._check_growth(plan, [row for row in rows if row.basis == TargetBasis.GROWTH and not row.last_year])
        self.units.check()
        Indicator.objects.filter(plan=plan).exclude(code__in=[row.code for row in rows]).delete()
        Field.objects.filter(plan=plan).exclude(code__in=fields).delete()
        return plan

    def _look_up_units(self) -> None:
        """Names unknown units of a plan that cannot be written at all."""
        for row in (row for top in self.file.indicators for row in (top, *top.children)):
            where = row_name(row)
            self.units.of((*row.leads, *row.named_units, *row.reporter_units), (), where)
            for prior in row.last_year:
                self.units.get(prior.unit, where)

    def _check_growth(self, plan: Plan, rows: Sequence[IndicatorRow]) -> None:
        """Refuses growth on nothing: of these rows, without figures of last year in the file, none is stored either."""
        if not rows:
            return
        indicators = Indicator.objects.filter(plan=plan, code__in=[row.code for row in rows])
        known = indicators.filter(Q(predecessor__isnull=False) | Q(baselines__isnull=False))
        codes = set(known.order_by().values_list("code", flat=True))
        self.units.problems += [NO_LAST_YEAR.format(row=row_name(row)) for row in rows if row.code not in codes]

    def _fields(self, plan: Plan) -> dict[str, Field]:
        current = {row.code: row for row in Field.objects.filter(plan=plan)}
        for order, (code, name) in enumerate(self.file.fields, 1):
            field = current.setdefault(code, Field(plan=plan, code=code))
            field.name, field.order = name, order
            self.indicator_writer.save(field, f"Lĩnh vực {code}")
        return {code: current[code] for code, _ in self.file.fields}

    def _periods(self, plan: Plan) -> None:
        current = {row.ordinal: row for row in plan.periods.all()}
        for row in self.file.periods:
            kind = PeriodKind.FINAL if row.ordinal == self.file.rhythm.final else PeriodKind.REGULAR
            period = current.get(row.ordinal) or Period(plan=plan, ordinal=row.ordinal, kind=kind)
            period.name, period.starts_on, period.ends_on, period.due_on = (
                row.name,
                row.starts_on,
                row.ends_on,
                row.due_on,
            )
            self.indicator_writer.save(period, f"Kỳ {row.ordinal} ({row.name})")

    def _indicators(self, plan: Plan, fields: Mapping[str, Field], stored_rows: Mapping[str, Indicator]) -> None:
        order = 0
        tops: dict[str, Indicator] = {}
        for top in with_breakdowns(self.file.indicators):
            order += 1
            parent = tops[top.code] = self.indicator_writer.write(
                stored_rows.get(top.code) or Indicator(plan=plan),
                fields[top.field],
                top,
                order,
                None,
                tops.get(top.breakdown_of),
            )
            for child in top.children:
                order += 1
                self.indicator_writer.write(
                    stored_rows.get(child.code) or Indicator(plan=plan), fields[child.field], child, order, parent
                )
