"""The stored contents of a plan as far as its file decides them, to list the changes of a corrected file."""

from collections.abc import Iterable, Iterator, Mapping

from django.db import models

from targets.enums import PartRole
from targets.models import Baseline, Field, Indicator, IndicatorPart, Period, Plan, Target
from targets.selectors.changes.object_values import object_values
from targets.selectors.changes.plan_changes import Contents

ROLES = {PartRole.NUMERATOR: "tử số", PartRole.DENOMINATOR: "mẫu số"}


def plan_contents(plan: Plan) -> Contents:
    """Returns the values that a file decides, by the object they belong to and their label. Queries: 10."""
    stored_plan = Plan.objects.get(pk=plan.pk)
    indicators = Indicator.objects.filter(plan=plan).select_related("field", "parent")
    indicators = indicators.prefetch_related("leads__unit", "named_units", "parts", "targets__unit", "baselines__unit")
    plan_values = object_values(stored_plan, ("title", "issued_on", "rhythm"))
    rows: list[tuple[str, Mapping[str, str]]] = [("Kế hoạch", plan_values)]
    rows += [
        (period.name, object_values(period, ("name", "starts_on", "ends_on", "due_on"))) for period in _periods(plan)
    ]
    rows += [
        (f"Lĩnh vực {field.code}", object_values(field, ("name", "order"))) for field in Field.objects.filter(plan=plan)
    ]
    for indicator in indicators:
        rows += _indicator(indicator)
    return {(whose, what): text for whose, values in rows for what, text in values.items()}


def _periods(plan: Plan) -> Iterable[Period]:
    return Period.objects.filter(plan=plan)


def _indicator(indicator: Indicator) -> Iterator[tuple[str, Mapping[str, str]]]:
    own = f"Chỉ tiêu {indicator.code}"
    internal_fields = {"id", "plan", "predecessor"}
    leads = ", ".join(unit.code for unit in indicator.lead_units)
    unit_codes = ", ".join(sorted(unit.code for unit in indicator.named_units.all()))
    names = [field.name for field in Indicator._meta.concrete_fields if field.name not in internal_fields]
    yield own, object_values(indicator, names) | {"đơn vị chủ trì": leads, "danh sách nêu trong kế hoạch": unit_codes}
    for part in indicator.parts.all():
        names = [field.name for field in IndicatorPart._meta.concrete_fields if field.name not in ("id", "indicator")]
        yield f"{own}, {ROLES[PartRole(part.role)]}", object_values(part, names)
    for target in sorted(indicator.targets.all(), key=lambda row: row.unit.code):
        yield f"{own}, đơn vị {target.unit.code}", object_values(target, _names_of(Target))
    for baseline in sorted(indicator.baselines.all(), key=lambda row: (row.unit.code, row.ordinal)):
        where = f"{own}, năm trước, đơn vị {baseline.unit.code}, kỳ {baseline.ordinal}"
        yield where, object_values(baseline, _names_of(Baseline))


def _names_of(model: type[models.Model]) -> list[str]:
    return [field.name for field in model._meta.concrete_fields if field.name not in ("id", "indicator", "unit")]
