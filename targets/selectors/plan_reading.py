"""Reading the stored contents of a plan within a set of units.

Few rows are put in order here and not by the database: Django takes longer to write the ORDER BY than to read them.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F

from targets.calculation.prior_year.figures import PriorFigure
from targets.calculation.types import UnitId, UnitMerger
from targets.enums import PartRole
from targets.models import Baseline, Indicator, IndicatorPart, Period, Plan, Target
from targets.rhythm import AFTER_ANY_YEAR
from targets.selectors.indicator_rules import indicator_rules
from targets.selectors.mergers import merger_records, plan_mergers
from targets.selectors.named_units import NamedUnits, read_named_units
from targets.selectors.plan_data import PlanData
from targets.selectors.plan_mergers import PlanMergers
from targets.selectors.plan_periods import PlanView

IndicatorParts = dict[PartRole, IndicatorPart]
RELATED = ("field", "predecessor__plan")  # of an indicator
# Each target with the days of its unit, once for each level that was agreed for a single period, or once without.
TARGETS_WITH_LEVELS = Target.objects.annotate(
    first=F("unit__valid_from"),
    last=F("unit__valid_to"),
    ordinal=F("milestones__period__ordinal"),
    level=F("milestones__value"),
).order_by()


def read_plan_data(
    view: PlanView, units: Iterable[UnitId], *, code: str | None = None, family: str | None = None
) -> PlanData:
    """Reads the plan's indicators and the targets of the units and of its owner; with a code, of that one indicator.

    With a `family` only of the indicator of this code, its parent, and the children of either. Who leads is only read
    without a code.

    Queries: 6, whatever the number of units and indicators; 2 less for one indicator with parts, 2 more where units
    were merged in the year before.
    """
    plan = view.plan
    indicators, parts = _read_indicators([plan]) if code is None else _read_indicator(plan, code)
    if family is not None:
        indicators = _family_of(indicators, family)
    reads_named_units = code is None or any(i.counts_recognitions for i in indicators.values())
    contents = _PlanContents(indicators, parts, read_named_units(indicators) if reads_named_units else NamedUnits())
    return next(iter(_plan_data([view], contents, units).values()))


def read_plans_data(
    views: Sequence[PlanView], units: Iterable[UnitId], indicators: Collection[int]
) -> dict[int, PlanData]:
    """Reads several plans at once, as far as these of their indicators go. Shape: by plan id.

    Queries: 6, whatever the number of plans, units and indicators; 2 more for each plan in the year before which units
    were merged.
    """
    rows, parts = _read_indicators([view.plan for view in views], indicators)
    return _plan_data(views, _PlanContents(rows, parts, read_named_units(rows)), units)


@dataclass(frozen=True, slots=True)
class _PlanContents:
    """The indicators of one or several plans by id, with their parts and the units that they name."""

    indicators: dict[int, Indicator]
    parts: dict[int, IndicatorParts]
    named_units: NamedUnits


def _plan_data(views: Sequence[PlanView], contents: _PlanContents, units: Iterable[UnitId]) -> dict[int, PlanData]:
    """Reads targets, mergers and last year's figures; the rows of all plans are told apart by their indicators.

    Queries: 3; 2 more for each plan in the year before which units were merged.
    """
    scope_ids = set(units)
    last_days = [period.ends_on for view in views for period in view.periods]
    records = merger_records(max(last_days)) if last_days else []
    mergers = {view.plan.pk: plan_mergers(view.periods, records) for view in views}
    predecessors = set().union(*(each.all_predecessors(scope_ids) for each in mergers.values()))
    unit_ids = {*scope_ids, *(view.plan.owner_id for view in views), *predecessors}
    targets, milestones = _read_targets(contents.indicators, unit_ids, mergers.values())
    result = {}
    for view in views:
        plan, own_mergers = view.plan, mergers[view.plan.pk]
        indicators = {pk: row for pk, row in contents.indicators.items() if row.plan_id == plan.pk}
        result[plan.pk] = PlanData(
            plan=plan,
            periods=view.periods,
            indicators=indicators,
            specs=indicator_rules(plan, indicators, contents.parts, contents.named_units.subjects),
            parts=contents.parts,
            targets=targets,
            milestones=milestones,
            plan_mergers=own_mergers,
            mergers_last_year=_last_year_mergers(own_mergers, indicators.values()),
            unit_names=contents.named_units.names,
            leads=contents.named_units.leads,
        )
    _read_baselines(list(result.values()), contents.indicators, unit_ids)
    return result


def _read_indicators(
    plans: Sequence[Plan], only: Collection[int] | None = None
) -> tuple[dict[int, Indicator], dict[int, IndicatorParts]]:
    """Reads the plans' indicators by id in their order, all or some of them, and their parts. Queries: 2."""
    rows = Indicator.objects.filter(plan__in=plans).select_related(*RELATED).order_by()
    rows = rows if only is None else rows.filter(pk__in=only)
    indicators = {row.pk: row for row in sorted(rows, key=lambda row: (row.order, row.code))}
    parts: dict[int, IndicatorParts] = defaultdict(dict)
    for part in IndicatorPart.objects.filter(indicator__in=indicators).order_by():
        parts[part.indicator_id][PartRole(part.role)] = part
    return indicators, parts


def _family_of(indicators: Mapping[int, Indicator], code: str) -> dict[int, Indicator]:
    tops = {row.parent_id or pk for pk, row in indicators.items() if row.code == code}
    return {pk: row for pk, row in indicators.items() if (row.parent_id or pk) in tops}


def _read_indicator(plan: Plan, code: str) -> tuple[dict[int, Indicator], dict[int, IndicatorParts]]:
    """Reads one indicator with its parts. Queries: 1; 2 where it has none."""
    own_parts = IndicatorPart.objects.filter(indicator__plan=plan, indicator__code=code)
    rows = list(own_parts.select_related("indicator", *(f"indicator__{name}" for name in RELATED)).order_by())
    if not rows:
        without_parts = Indicator.objects.filter(plan=plan, code=code).select_related(*RELATED).order_by()
        return {row.pk: row for row in without_parts}, {}
    indicator = rows[0].indicator
    return {indicator.pk: indicator}, {indicator.pk: {PartRole(part.role): part for part in rows}}


def _read_targets(
    indicators: Iterable[int], units: Collection[UnitId], mergers: Collection[PlanMergers]
) -> tuple[dict[int, dict[UnitId, Target]], dict[int, dict[int, Decimal]]]:
    """Reads the targets by indicator and unit, and agreed levels for single periods by target; notes the units' days.

    Queries: 1; its rows are as many as targets, and levels for single periods beyond the first of a target.
    """
    targets: dict[int, dict[UnitId, Target]] = defaultdict(dict)
    milestones: dict[int, dict[int, Decimal]] = defaultdict(dict)
    for target in TARGETS_WITH_LEVELS.filter(indicator__in=indicators, unit__in=units):
        targets[target.indicator_id][target.unit_id] = target
        for plan_units in mergers:
            plan_units.spans[target.unit_id] = (target.first, target.last)
        if target.ordinal is not None:
            milestones[target.pk][target.ordinal] = target.level
    return targets, milestones


def _last_year_mergers(mergers: PlanMergers, indicators: Iterable[Indicator]) -> dict[UnitId, UnitMerger]:
    """Reads the mergers of last year's plan, by its periods. Queries: none; 2 where units were merged then."""
    plans = {indicator.predecessor.plan_id for indicator in indicators if indicator.predecessor}
    if not (mergers.recent and plans):
        return {}
    then = plan_mergers(list(Period.objects.filter(plan__in=plans).order_by()))
    return {
        old: then.by_unit.get(old, UnitMerger(merger.successor, AFTER_ANY_YEAR))
        for old, merger in mergers.by_unit.items()
        if merger.ordinal == 1
    }


def _read_baselines(results: Sequence[PlanData], indicators: Collection[int], units: Collection[UnitId]) -> None:
    """Enters last year's figures; the plans share the rows of all their indicators. Queries: 1."""
    baselines: dict[int, dict[UnitId, dict[int, PriorFigure]]] = {}
    sources: dict[tuple[int, UnitId, int], str] = {}
    # A plan has so many of them that making objects of the rows would be felt on every page.
    rows = Baseline.objects.filter(indicator__in=indicators, unit__in=units).order_by()
    numbers = ("value", "numerator", "denominator", "definition_label")
    for indicator, unit, ordinal, source, *prior_values in rows.values_list(
        "indicator_id", "unit_id", "ordinal", "source", *numbers
    ):
        baselines.setdefault(indicator, {}).setdefault(unit, {})[ordinal] = PriorFigure(*prior_values)
        sources[indicator, unit, ordinal] = source
    for result in results:
        result.baselines, result.baseline_sources = baselines, sources
