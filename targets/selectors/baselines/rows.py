"""Last year's figures as they are stored, and the units that have or owe them."""

from collections import defaultdict
from collections.abc import Collection

from targets.models import Baseline, Plan, Target
from targets.plan_rows import BaselineRow
from units.models import Unit

Rows = dict[int, dict[int, BaselineRow]]  # by unit id, then ordinal


def stored_rows(indicators: Collection[int]) -> dict[int, Rows]:
    """Reads the stored figures. Shape: by indicator id. Queries: 1."""
    rows_by_indicator: dict[int, Rows] = defaultdict(lambda: defaultdict(dict))
    for row in Baseline.objects.filter(indicator__in=indicators).select_related("unit").order_by("ordinal"):
        rows_by_indicator[row.indicator_id][row.unit_id][row.ordinal] = BaselineRow(
            row.unit.code, row.ordinal, row.value, row.numerator, row.denominator, row.definition_label, row.source
        )
    return rows_by_indicator


def baseline_units(plan: Plan, indicators: Collection[int]) -> dict[int, list[Unit]]:
    """The units of each indicator: the plan's owner, then by name those that report it or have figures of last year.

    Queries: 3.
    """
    targets = Target.objects.filter(indicator__in=indicators, reports=True).values_list("indicator_id", "unit_id")
    rows = Baseline.objects.filter(indicator__in=indicators).values_list("indicator_id", "unit_id")
    pairs = {*targets, *rows, *((pk, plan.owner_id) for pk in indicators)}
    units = Unit.objects.filter(pk__in={unit for _, unit in pairs}).order_by("sort_key", "pk")
    ordered = sorted(units, key=lambda unit: unit.pk != plan.owner_id)
    return {pk: [unit for unit in ordered if (pk, unit.pk) in pairs] for pk in indicators}
