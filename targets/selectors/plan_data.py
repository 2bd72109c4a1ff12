"""The stored contents of a plan within a set of units.

Few rows are put in order here and not by the database: Django takes longer to write the ORDER BY than to read them.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal

from django.db.models import Exists, F, OuterRef

from targets.calculation.allocation_sum import AllocationSum
from targets.calculation.comparison import PriorFigure
from targets.calculation.goals import IndicatorGoal
from targets.calculation.totals import IndicatorRules, Subject, UnitId, UnitMerger, acting_unit
from targets.enums import (
    FINAL_ORDINAL,
    BaselineKind,
    Measure,
    OverTime,
    PartRole,
    TargetBasis,
)
from targets.models import Baseline, Indicator, IndicatorPart, Milestone, Period, Plan, Target
from targets.selectors.mergers import PlanMergers, plan_mergers
from targets.selectors.plan_calendar import PlanCalendar
from targets.selectors.plan_views import PlanView


def reporting_units(view: PlanView, period: Period, units: Collection[UnitId]) -> set[UnitId]:
    """Returns the units with a figure due in the period, without reading their targets.

    Queries: 3.
    """
    indicators = Indicator.objects.filter(plan=view.plan).order_by().values_list("pk", "due")
    due = [pk for pk, ordinals in indicators if period.ordinal in ordinals]
    reporters: set[UnitId] = set()
    reporting_targets = Target.objects.filter(indicator__in=due, reports=True).order_by()
    mergers = plan_mergers(view.periods)
    for unit, *span in reporting_targets.values_list("unit_id", "unit__valid_from", "unit__valid_to").distinct():
        mergers.spans[unit] = (span[0], span[1])
        reporters.add(unit)
    return mergers.reporting_units(reporters, period.ordinal) & set(units)


@dataclass(slots=True)
class PlanData(PlanCalendar):
    """A plan's indicators, targets and duties within a set of units, ready for the pure calculation.

    Shape: `specs` by indicator id, composites holding their children; `targets` by indicator id, then unit id.
    """

    plan: Plan
    periods: list[Period]
    indicators: dict[int, Indicator]
    specs: dict[int, IndicatorRules]
    parts: dict[int, dict[PartRole, IndicatorPart]]
    targets: dict[int, dict[UnitId, Target]]
    milestones: dict[int, dict[int, Decimal]] = field(default_factory=dict)
    baselines: dict[int, dict[UnitId, dict[int, PriorFigure]]] = field(default_factory=dict)
    baseline_sources: dict[tuple[int, UnitId, int], str] = field(default_factory=dict)
    plan_mergers: PlanMergers = field(default_factory=lambda: PlanMergers({}))
    mergers_last_year: dict[UnitId, UnitMerger] = field(default_factory=dict)
    unit_names: dict[UnitId, str] = field(default_factory=dict)

    @property
    def mergers(self) -> dict[UnitId, UnitMerger]:
        return self.plan_mergers.by_unit

    def top_indicators(self) -> list[Indicator]:
        """Top-level indicators in the plan's order."""
        return [i for i in self.indicators.values() if i.parent_id is None]

    def children(self, indicator: Indicator) -> list[Indicator]:
        return [i for i in self.indicators.values() if i.parent_id == indicator.pk]

    def acting(self, unit: UnitId, ordinal: int) -> UnitId:
        """The unit under which this one counts in the period: itself, or what it was merged into."""
        return acting_unit(self.mergers, unit, ordinal)

    def is_separate(self, unit: UnitId, ordinal: int) -> bool:
        """Tells whether the unit's figures are its own in the period: not merged yet, and not to be made of others."""
        return self.plan_mergers.is_separate(unit, ordinal)

    def reporting_units(self, indicator: int, units: Collection[UnitId], ordinal: int) -> tuple[UnitId, ...]:
        """The units among `units` asked to report the indicator in the period, in order."""
        return tuple(sorted(self.plan_mergers.reporting_units(self._reporters(indicator), ordinal) & set(units)))

    def asked_units(self, indicator: int, units: Collection[UnitId], ordinal: int) -> dict[int, tuple[UnitId, ...]]:
        """Returns the units asked in each period up to this one, of those that count among `units` now."""
        rows = self.targets.get(indicator, {})
        members: Iterable[UnitId] = rows
        if len(units) < len(rows):  # a workbook asks for each unit alone
            members = {member for unit in units for member in self.plan_mergers.group(unit, ordinal) if member in rows}
        reporters = [member for member in members if rows[member].reports and self.acting(member, ordinal) in units]
        until = (period.ordinal for period in self.periods if period.ordinal <= ordinal)
        return {at: tuple(sorted(self.plan_mergers.reporting_units(reporters, at))) for at in until}

    def _reporters(self, indicator: int) -> set[UnitId]:
        return {unit for unit, target in self.targets.get(indicator, {}).items() if target.reports}

    def last_year_of(self, indicator: int, scope: UnitId, ordinal: int) -> dict[int, PriorFigure]:
        """Last year's rows entered for the scope, by ordinal; none once units with rows of their own joined it."""
        rows = self.baselines.get(indicator, {})
        has_grown = (
            scope not in self.plan_mergers.begins
            and scope != self.plan.owner_id
            and any(
                self.mergers[old].ordinal > 1 and self.acting(old, ordinal) == scope
                for old in (rows.keys() | self._reporters(indicator)) & self.mergers.keys()
            )
        )
        return {} if has_grown else rows.get(scope, {})

    def goal(
        self, indicator: int, scope: UnitId, ordinal: int, allocation_sum_below: Callable[[], AllocationSum]
    ) -> IndicatorGoal | None:
        """The scope's own target; else, where amounts add up and every unit below has one, the sum of allocations.

        Where amounts add up, the target of a successor includes those of its predecessors; any other level is that of
        its own row.
        """
        rows = self.targets.get(indicator, {})
        own = [rows[scope]] if scope in rows else []
        if own and scope == self.plan.owner_id:  # a headline is everybody's already
            return self._sum_allocations(own).goal
        predecessor_rows = [t for u, t in rows.items() if u != scope and self.acting(u, ordinal) == scope]
        if not self.specs[indicator].allocations_add_up:
            return self._sum_allocations(own or (predecessor_rows if len(predecessor_rows) == 1 else [])).goal
        target_rows = [row for row in (*own, *predecessor_rows) if self._asks_for_something(row)]
        return (self._sum_allocations(target_rows) if target_rows else allocation_sum_below()).goal

    def allocation_sum(self, indicator: int, units: Collection[UnitId], ordinal: int) -> AllocationSum:
        """The allocations of those among the units that report the indicator, added up."""
        rows = self.targets.get(indicator, {})
        reporter_rows = (t for u, t in rows.items() if t.reports and self.acting(u, ordinal) in units)
        return self._sum_allocations([row for row in reporter_rows if self._asks_for_something(row)])

    def _asks_for_something(self, row: Target) -> bool:
        """Tells whether a level is set or missing; a unit founded by a merger may have older rows instead."""
        return row.value is not None or (row.reports and not self._has_rows_passed_on(row))

    def _has_rows_passed_on(self, row: Target) -> bool:
        """Tells whether the unit was founded by a merger of units that have rows in this plan."""
        predecessors = (
            self.plan_mergers.all_predecessors([row.unit_id]) if row.unit_id in self.plan_mergers.begins else set()
        )
        return not predecessors.isdisjoint(self.targets.get(row.indicator_id, {}))

    def _sum_allocations(self, rows: list[Target]) -> AllocationSum:
        return sum((self._single_allocation(row) for row in rows), AllocationSum())

    def _single_allocation(self, row: Target) -> AllocationSum:
        if row.value is None or row.comparator is None:
            return AllocationSum(rows=1)
        milestones = {ordinal: (1, level) for ordinal, level in self.milestones.get(row.pk, {}).items()}
        return AllocationSum(1, 1, row.value, row.unit_id, row.comparator, milestones)

    def headline_allocation(self, indicator: int, *, is_whole: bool = True) -> tuple[Decimal, Decimal] | None:
        """Returns the allocated part of the headline, for amounts that add up: (allocated, headline).

        Queries: none; 1 for an amount of which not every unit's row was read.
        """
        rows = self.targets.get(indicator, {})
        headline = rows.get(self.plan.owner_id)
        if not headline or headline.value is None or not self.specs[indicator].allocations_add_up:
            return None
        values = {unit: row.value for unit, row in rows.items()}
        if not is_whole:
            all_of_them = Target.objects.filter(indicator=indicator).order_by()
            values = dict(all_of_them.values_list("unit_id", "value"))
        allocated_values = [value for unit, value in values.items() if unit != self.plan.owner_id and value is not None]
        return (sum(allocated_values, Decimal(0)), headline.value) if allocated_values else None


def read_plan_data(view: PlanView, units: Iterable[UnitId], *, code: str | None = None) -> PlanData:
    """Reads the plan's indicators and the targets of the units and of its owner; with a code, of that one indicator.

    Queries: 6, whatever the number of units and indicators; 1 less for one indicator that counts no decisions, 1 more
    where levels for single periods were agreed, 2 more where units were merged in the year before.
    """
    plan = view.plan
    indicator_rows = Indicator.objects.filter(plan=plan, **({} if code is None else {"code": code}))
    related_rows = indicator_rows.select_related("field", "lead", "predecessor").order_by()
    indicators = {i.pk: i for i in sorted(related_rows, key=lambda i: (i.order, i.code))}
    parts: dict[int, dict[PartRole, IndicatorPart]] = defaultdict(dict)
    for part in IndicatorPart.objects.filter(indicator__in=indicators).order_by():
        parts[part.indicator_id][PartRole(part.role)] = part
    named_subjects: dict[int, set[Subject]] = defaultdict(set)
    names: dict[UnitId, str] = {}
    through = Indicator.named_units.through.objects.filter(indicator__in=indicators)
    reads_named_units = code is None or any(i.counts_recognitions for i in indicators.values())
    for indicator_id, unit_id, name in (
        through.values_list("indicator_id", "unit_id", "unit__short_name") if reads_named_units else ()
    ):
        named_subjects[indicator_id].add(unit_id)
        names[unit_id] = name
    mergers = plan_mergers(view.periods)
    scope_ids = set(units)
    unit_ids = {*scope_ids, plan.owner_id, *mergers.all_predecessors(scope_ids)}
    targets: dict[int, dict[UnitId, Target]] = defaultdict(dict)
    rows = Target.objects.filter(indicator__in=indicators, unit__in=unit_ids)
    milestone_targets = []  # few plans have levels for single periods
    has_milestones = Exists(Milestone.objects.filter(target=OuterRef("pk")).order_by())
    for target in rows.annotate(agreed=has_milestones, first=F("unit__valid_from"), last=F("unit__valid_to")):
        targets[target.indicator_id][target.unit_id] = target
        mergers.spans[target.unit_id] = (target.first, target.last)
        milestone_targets += [target.pk] if target.agreed else []
    milestones: dict[int, dict[int, Decimal]] = defaultdict(dict)
    levels = Milestone.objects.filter(target__in=milestone_targets).values_list("target_id", "period__ordinal", "value")
    for target_id, ordinal, value in levels if milestone_targets else ():
        milestones[target_id][ordinal] = value
    result = PlanData(
        plan=plan,
        periods=view.periods,
        indicators=indicators,
        specs=_specs(plan, indicators, parts, named_subjects),
        parts=parts,
        targets=targets,
        milestones=milestones,
        plan_mergers=mergers,
        mergers_last_year=_mergers_last_year(mergers, indicators.values()),
        unit_names=names,
    )
    _read_baselines(result, unit_ids)
    return result


def _mergers_last_year(mergers: PlanMergers, indicators: Iterable[Indicator]) -> dict[UnitId, UnitMerger]:
    """Reads the mergers of last year's plan, by its periods. Queries: none; 2 where units were merged then."""
    plans = {indicator.predecessor.plan_id for indicator in indicators if indicator.predecessor}
    if not (mergers.recent and plans):
        return {}
    then = plan_mergers(list(Period.objects.filter(plan__in=plans).order_by()))
    return {
        old: then.by_unit.get(old, UnitMerger(merger.successor, FINAL_ORDINAL + 1))
        for old, merger in mergers.by_unit.items()
        if merger.ordinal == 1
    }


def _read_baselines(result: PlanData, units: Collection[UnitId]) -> None:
    # A plan has so many of them that making objects of the rows would be felt on every page.
    rows = Baseline.objects.filter(indicator__in=result.indicators, unit__in=units).order_by()
    numbers = ("value", "numerator", "denominator", "definition_label")
    for indicator, unit, ordinal, source, *prior_values in rows.values_list(
        "indicator_id", "unit_id", "ordinal", "source", *numbers
    ):
        result.baselines.setdefault(indicator, {}).setdefault(unit, {})[ordinal] = PriorFigure(*prior_values)
        result.baseline_sources[indicator, unit, ordinal] = source


def _specs(
    plan: Plan,
    indicators: dict[int, Indicator],
    parts: dict[int, dict[PartRole, IndicatorPart]],
    named_subjects: dict[int, set[Subject]],
) -> dict[int, IndicatorRules]:
    specs = {
        pk: _spec(plan, row, parts.get(pk, {}), frozenset(named_subjects.get(pk, ()))) for pk, row in indicators.items()
    }
    for pk, row in indicators.items():
        if row.is_composite:
            specs[pk] = replace(
                specs[pk], children=tuple(specs[c.pk] for c in indicators.values() if c.parent_id == pk)
            )
    return specs


def _spec(
    plan: Plan, row: Indicator, parts: dict[PartRole, IndicatorPart], named_subjects: frozenset[Subject]
) -> IndicatorRules:
    numerator, denominator = parts.get(PartRole.NUMERATOR), parts.get(PartRole.DENOMINATOR)
    return IndicatorRules(
        code=row.code,
        measure=Measure(row.measure),
        year=plan.year,
        unit_of_measure=row.unit_of_measure,
        additive=row.additive,
        may_be_negative=numerator is not None and (numerator.minimum is None or numerator.minimum < 0),
        decimals=row.decimals,
        scale=row.scale,
        basis=TargetBasis(row.basis) if row.basis else TargetBasis.LEVEL,
        baseline_kind=BaselineKind(row.baseline_kind) if row.baseline_kind else None,
        definition_label=row.definition_label,
        due=tuple(row.due),
        profile=tuple(Decimal(str(step)) for step in row.profile) if row.profile else None,
        numerator=OverTime(numerator.over_time) if numerator else OverTime.SUM,
        denominator=OverTime(denominator.over_time) if denominator else None,
        named_subjects=named_subjects,
    )
