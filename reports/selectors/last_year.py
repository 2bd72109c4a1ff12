"""Last year's figures of units: as they were entered with the plan, or as last year's reports have them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from reports.selectors.report_contents.report_data import ReportData
from targets.calculation.prior_year.figures import PriorFigure, PriorYearFigures
from targets.calculation.prior_year.pairs import contribution_sum, sum_of_priors
from targets.calculation.totals import collect_totals
from targets.calculation.types import ZERO, UnitContribution, UnitId, UnitMerger, acting_unit
from targets.models import Indicator
from targets.rhythm import AFTER_ANY_YEAR
from targets.selectors import PlanData


def last_year_of_units(
    plan_data: PlanData,
    indicator: Indicator,
    report_data: ReportData,
    ordinal: int,
    units: Collection[UnitId] | None = None,
) -> PriorYearFigures:
    """Returns last year's figures of units: entered rows first, else the approved figures of last year's indicator.

    With `units` only their entered rows are looked at, but all figures in `report_data`. An entered row gives way to
    such a figure where it is under another definition, or is a ratio without its parts. Queries: none.
    """
    by_unit = _last_year_from_figures(plan_data, indicator, report_data, ordinal)
    spec, rows = plan_data.specs[indicator.pk], plan_data.baselines.get(indicator.pk, {})
    if not by_unit:
        return PriorYearFigures(by_unit=rows if units is None else {unit: rows[unit] for unit in units if unit in rows})

    def comes_first(row: PriorFigure) -> bool:
        return row.label == spec.definition_label and row.as_contribution(spec, 0) is not None

    for unit in rows if units is None else [unit for unit in units if unit in rows]:
        own = rows[unit]
        rows_by_period = by_unit.setdefault(unit, {})
        rows_by_period.update({at: row for at, row in own.items() if at not in rows_by_period or comes_first(row)})
    return PriorYearFigures(by_unit=by_unit)


def last_year_of_unit(
    plan_data: PlanData, indicator: Indicator, unit: UnitId, report_data: ReportData, ordinal: int
) -> PriorFigure | None:
    """Returns last year's figure to date of one unit with those merged into it; None while one of them is missing.

    All of last year's figures in `report_data` are gone through: for many units, pass those of each. Queries: none.
    """
    group = plan_data.plan_mergers.group(unit, ordinal)
    by_unit = last_year_of_units(plan_data, indicator, report_data, ordinal, group).by_unit
    predecessors = group - {unit}
    rows = {member: row for member in sorted(group) if (row := by_unit.get(member, {}).get(ordinal))}
    if unit in rows and (not predecessors or unit in plan_data.plan_mergers.begins):
        return rows[unit]
    targets = plan_data.targets.get(indicator.pk, {})
    reporting_units = {member for member in group if member in targets and targets[member].reports}
    if not rows or reporting_units - rows.keys() - plan_data.plan_mergers.begins.keys():
        return None
    return sum_of_priors(plan_data.specs[indicator.pk], list(rows.values()))


def _last_year_from_figures(
    plan_data: PlanData, indicator: Indicator, report_data: ReportData, ordinal: int
) -> dict[UnitId, dict[int, PriorFigure]]:
    """Returns by unit and ordinal the totals of last year's approved figures, to the ordinal and to the year's end.

    Ordinals are this year's; where last year's plan had another rhythm, some have no period to compare with.
    """
    before = indicator.predecessor
    readings = report_data.last_year.get(indicator.pk)
    if not before or not readings or before.measure != indicator.measure:
        return {}
    rhythm, then = plan_data.rhythm, before.plan.rhythm
    spec = replace(
        plan_data.specs[indicator.pk],
        year=plan_data.plan.year - 1,
        definition_label=before.definition_label,
        rhythm=then,
    )
    mergers = plan_data.mergers_last_year
    by_unit: dict[UnitId, dict[int, PriorFigure]] = defaultdict(dict)
    for at in {ordinal, rhythm.final}:
        if (ordinal_then := rhythm.ordinal_in(then, at)) is None:
            continue
        contributions = collect_totals(spec, readings, {}, ordinal_then, mergers=mergers).contributions
        for unit, unit_contributions in _by_heir(
            contributions, mergers, {reading.unit for reading in readings}
        ).items():
            value = contribution_sum(unit_contributions).value(spec)
            ratio = spec.measure.has_denominator
            if ratio or value is not None:
                by_unit[unit][at] = PriorFigure(
                    value=None if ratio else value,
                    numerator=sum((contribution.numerator for contribution in unit_contributions), ZERO)
                    if ratio
                    else None,
                    denominator=sum((contribution.denominator or ZERO for contribution in unit_contributions), ZERO)
                    if ratio
                    else None,
                    label=before.definition_label,
                    subjects=frozenset().union(*(contribution.subjects for contribution in unit_contributions)),
                )
    return dict(by_unit)


def _by_heir(
    contributions: Iterable[UnitContribution], mergers: Mapping[UnitId, UnitMerger], reporters: Collection[UnitId]
) -> dict[UnitId, list[UnitContribution]]:
    """Groups the contributions of units merged later by the unit that acts for them when the next plan begins.

    A group is left out while the contribution of any of its units that reported within the year is missing.
    """
    by_heir: dict[UnitId, list[UnitContribution]] = defaultdict(list)
    for contribution in contributions:
        by_heir[acting_unit(mergers, contribution.unit, AFTER_ANY_YEAR)].append(contribution)
    expected_units: dict[UnitId, set[UnitId]] = defaultdict(set)
    for unit in reporters:
        expected_units[acting_unit(mergers, unit, AFTER_ANY_YEAR)].add(unit)
    reporting_units = {
        heir: {unit for contribution in own for unit in (contribution.unit, *contribution.predecessors)}
        for heir, own in by_heir.items()
    }
    return {
        heir: own
        for heir, own in by_heir.items()
        if len(expected_units[heir]) == 1 or expected_units[heir] <= reporting_units[heir]
    }
