"""Writing a whole plan from its file."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import F

from chodon_thidua.lib.saving import save_valid
from targets.additive import is_additive
from targets.enums import FINAL_ORDINAL, Comparator, Measure, PeriodKind, PlanStatus
from targets.models import Field, Indicator, IndicatorPart, Period, Plan, Target
from targets.planfile import IndicatorRow, PlanFile, PlanFileError
from targets.services.baselines import baseline_set
from units.models import Unit, UnitSuccession, User
from units.services import audit_record


@transaction.atomic
def plan_load(*, file: PlanFile, actor: User | None = None) -> tuple[Plan, bool]:
    """Write a whole plan from its file; a plan that is already there stays untouched.

    Shape: (plan, whether it was made now).
    Raises: PlanFileError when a unit code is unknown, ambiguous, or allocations do not add up.
    """
    units = _UnitsByCode(file)
    owner = units.get(file.owner, "Kế hoạch")
    existing = (
        Plan.objects.filter(owner=owner, document_number=file.document_number, year=file.year).first()
        if owner
        else None
    )
    if existing:
        return existing, False
    units.check()
    assert owner  # noqa: S101 - check() raised otherwise
    plan = Plan(
        document_number=file.document_number,
        issued_on=file.issued_on,
        title=file.title,
        year=file.year,
        owner=owner,
        status=PlanStatus.ACTIVE,
    )
    save_valid(plan)
    fields = {
        code: Field.objects.create(plan=plan, code=code, name=name, order=n)
        for n, (code, name) in enumerate(file.fields, 1)
    }
    for row in file.periods:
        kind = PeriodKind.FINAL if row.ordinal == FINAL_ORDINAL else PeriodKind.QUARTER
        period = Period(
            plan=plan,
            ordinal=row.ordinal,
            kind=kind,
            name=row.name,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            due_on=row.due_on,
        )
        save_valid(period)
    order = 0
    for top in file.indicators:
        order += 1
        parent = _indicator_create(plan, fields[top.field], top, order, None, units)
        for child in top.children:
            order += 1
            _indicator_create(plan, fields[child.field], child, order, parent, units)
    units.check()
    audit_record(
        actor=actor, action="PLAN_LOADED", obj=plan, after={"document_number": plan.document_number, "year": plan.year}
    )
    return plan, True


class _UnitsByCode:
    """The units that codes in the file mean: those that exist on any day of its periods.

    Of two with one code the earlier is meant: what is asked of it passes on to the other where they are merged. By its
    kind none is meant that comes into being by a merger within these days, for it is asked by way of its predecessors.
    """

    def __init__(self, file: PlanFile) -> None:
        self.first = min(period.starts_on for period in file.periods)
        self.day = max(period.ends_on for period in file.periods)
        self.problems: list[str] = []
        valid = list(Unit.objects.valid_between(self.first, self.day))
        self.by_code: dict[str, Unit] = {}
        for unit in sorted(valid, key=lambda unit: unit.valid_from or date.min):
            self.by_code.setdefault(unit.code, unit)
        owner = self.by_code.get(file.owner)
        below = set(Unit.objects.descendants(owner, include_self=True).values_list("pk", flat=True)) if owner else set()
        made = UnitSuccession.objects.filter(on__gt=self.first, on__lte=self.day, successor__valid_from__gte=F("on"))
        self.below = [unit for unit in valid if unit.pk in below - set(made.values_list("successor", flat=True))]

    def get(self, code: str, where: str) -> Unit | None:
        unit = self.by_code.get(code)
        if unit is None:
            self.problems.append(
                f"{where}: không có đơn vị mã “{code}” còn hiệu lực từ {self.first:%d/%m/%Y} đến {self.day:%d/%m/%Y}."
            )
        return unit

    def of(self, codes: Iterable[str], kinds: Iterable[str], where: str) -> list[Unit]:
        kinds = set(kinds)
        named = [unit for code in codes if (unit := self.get(code, where))]
        return named + [unit for unit in self.below if unit.kind in kinds]

    def check(self) -> None:
        if self.problems:
            raise PlanFileError(self.problems)


def _indicator_create(
    plan: Plan, field: Field, row: IndicatorRow, order: int, parent: Indicator | None, units: _UnitsByCode
) -> Indicator:
    where = f"Chỉ tiêu {row.code}"
    additive = is_additive(row.measure, row.name, row.unit_of_measure) if row.additive is None else row.additive
    indicator = Indicator(
        plan=plan,
        code=row.code,
        name=row.name,
        quote=row.quote,
        field=field,
        parent=parent,
        order=order,
        measure=row.measure,
        unit_of_measure=row.unit_of_measure,
        additive=additive,
        decimals=row.decimals,
        scale=row.scale,
        basis=row.basis,
        baseline_kind=row.baseline_kind,
        definition_label=row.definition_label,
        due=list(row.due),
        profile=[str(step) for step in row.profile] if row.profile else None,
        numerator_within_denominator=row.numerator_within_denominator,
        lead=units.get(row.lead, where) if row.lead else None,
        note=row.note,
    )
    save_valid(indicator)
    indicator.named_units.set([unit for code in row.named_units if (unit := units.get(code, where))])
    IndicatorPart.objects.bulk_create(
        IndicatorPart(
            indicator=indicator,
            role=part.role,
            label=part.label,
            unit_of_measure=part.unit_of_measure,
            over_time=part.over_time,
            minimum=part.minimum,
            maximum=part.maximum,
        )
        for part in row.parts
    )
    if row.measure != Measure.ALL_OF:
        _targets_create(plan, indicator, row, units, where)
    for last in row.last_year:
        if unit := units.get(last.unit, where):
            baseline_set(indicator=indicator, unit=unit, row=last, actor=None)
    return indicator


def _targets_create(plan: Plan, indicator: Indicator, row: IndicatorRow, units: _UnitsByCode, where: str) -> None:
    """The headline, the units that report, and their allocations; a single reporter carries the headline itself."""
    reporters = units.of(row.reporter_units, row.reporter_kinds, where)
    values = {unit: row.allocations.get(unit.code) for unit in reporters}
    if len(reporters) == 1 and reporters[0] != plan.owner:
        values[reporters[0]] = values[reporters[0]] if values[reporters[0]] is not None else row.target
    if row.target is not None and plan.owner not in values:
        values[plan.owner] = row.target
    for code in set(row.allocations) - {unit.code for unit in reporters}:
        units.problems.append(f"{where}: đơn vị “{code}” được phân bổ nhưng không nhập số liệu.")
    for unit, value in values.items():
        comparator = Comparator(row.comparator) if value is not None and row.comparator else None
        target = Target(indicator=indicator, unit=unit, comparator=comparator, value=value, reports=unit in reporters)
        save_valid(target)
