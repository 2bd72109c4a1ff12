"""Which figures count: those of the latest approved revision, or with pending ones of the latest submitted."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from django.db.models import F, Q

from chodon_thidua.lib.text import running_count, search_key
from reports.enums import ReportState
from reports.models import Figure, Recognition, Report
from targets.calculation.comparison import History, Prior, added_up, sum_of
from targets.calculation.totals import Contribution, Reading, Subject, UnitId, acting, collect
from targets.calculation.types import ZERO, Merger
from targets.enums import FINAL_ORDINAL, Measure
from targets.models import Indicator
from targets.selectors import Structure

COUNTED = frozenset({ReportState.APPROVED})
WITH_PENDING = frozenset({ReportState.APPROVED, ReportState.SUBMITTED})


@dataclass(slots=True)
class Reported:
    """What units have reported for a plan.

    Shape: `latest` by (unit, ordinal) is the newest revision in any state; `readings` by indicator id are the counted
    figures; `figures` by (indicator id, unit id, ordinal) the rows behind them. `corrected` by (unit, ordinal) are the
    indicators counted in a report that was reopened: its newer revision does not count yet.
    """

    latest: dict[tuple[UnitId, int], Report] = field(default_factory=dict)
    counted: dict[tuple[UnitId, int], Report] = field(default_factory=dict)
    readings: dict[int, list[Reading]] = field(default_factory=dict)
    figures: dict[tuple[int, UnitId, int], Figure] = field(default_factory=dict)
    items: dict[int, list[Recognition]] = field(default_factory=dict)
    last_year: dict[int, list[Reading]] = field(default_factory=dict)
    corrected: dict[tuple[UnitId, int], set[int]] = field(default_factory=dict)

    def final_units(self) -> frozenset[UnitId]:
        """Units whose FINAL report is approved."""
        return frozenset(
            unit
            for (unit, ordinal), report in self.counted.items()
            if ordinal == FINAL_ORDINAL and report.state == ReportState.APPROVED
        )


def read_figures(
    structure: Structure,
    units: Collection[UnitId],
    *,
    states: Collection[ReportState] = COUNTED,
    indicators: Collection[int] | None = None,
) -> Reported:
    """Read the counted figures of the units, of units merged into them, and of last year's indicators.

    Queries: 3, whatever the number of units, indicators and years; 2 when none of the `indicators`
    asked for counts decisions.
    """
    predecessors = {i.predecessor_id: i.pk for i in structure.indicators.values() if i.predecessor_id}
    plans = {structure.plan.pk, *(i.predecessor.plan_id for i in structure.indicators.values() if i.predecessor)}
    wanted = {*units, *structure.merged.merged_into(units)}
    # Only two numbers of each period: it would come anew with every report.
    reports = (
        Report.objects.filter(period__plan__in=plans, unit__in=wanted)
        .annotate(plan=F("period__plan_id"), ordinal=F("period__ordinal"))
        .order_by()
    )
    result = Reported()
    periods = {period.pk: period for period in structure.periods}
    ordinals: dict[int, int] = {}
    earlier: dict[tuple[int, UnitId, int], Report] = {}
    for report in sorted(reports, key=lambda report: report.revision):
        key = (report.unit_id, report.ordinal)
        ordinals[report.pk] = report.ordinal
        if report.plan == structure.plan.pk:
            report.period = periods[report.period_id]
            result.latest[key] = report
            if report.state in states:
                result.counted[key] = report
        elif report.state == ReportState.APPROVED:
            earlier[report.plan, *key] = report
    counted = {report.pk: report for report in (*result.counted.values(), *earlier.values())}
    chosen = set(indicators) if indicators is not None else set(structure.indicators)
    old = {pk for pk, new in predecessors.items() if new in chosen}
    reopened = {report.pk for key, report in result.counted.items() if result.latest[key].revision > report.revision}
    # One of version 0 only carries evidence: nothing was entered.
    entered = Figure.objects.filter(report__in=counted, version__gt=0).order_by()
    figures = entered.filter(Q(indicator__in=chosen | old) | Q(report__in=reopened))
    items: dict[int, list[Recognition]] = defaultdict(list)
    counting = indicators is None or any(structure.specs[pk].measure == Measure.RECOGNITION for pk in chosen)
    decisions = Recognition.objects.filter(figure__report__in=counted, figure__indicator__in=chosen | old)
    for item in decisions.select_related("subject_unit") if counting else ():
        items[item.figure_id].append(item)
    result.items = dict(items)
    for figure in sorted(figures, key=lambda figure: figure.pk):
        unit, ordinal = counted[figure.report_id].unit_id, ordinals[figure.report_id]
        reading = reading_of(figure, unit, ordinal, items.get(figure.pk, ()))
        if figure.report_id in reopened:
            result.corrected.setdefault((unit, ordinal), set()).add(figure.indicator_id)
        if figure.indicator_id in chosen:
            result.readings.setdefault(figure.indicator_id, []).append(reading)
            result.figures[figure.indicator_id, unit, ordinal] = figure
        elif figure.indicator_id in old:
            result.last_year.setdefault(predecessors[figure.indicator_id], []).append(reading)
    return result


def reading_of(figure: Figure, unit: UnitId, ordinal: int, items: Iterable[Recognition]) -> Reading:
    return Reading(
        unit=unit,
        ordinal=ordinal,
        numerator=figure.numerator,
        denominator=figure.denominator,
        not_applicable=figure.not_applicable,
        estimate=figure.full_year_estimate,
        items=tuple((subject_of(item), item.assessed_year) for item in items),
    )


def subject_of(item: Recognition) -> Subject:
    """What tells subjects apart: the unit, or the name however it is typed."""
    return item.subject_unit_id or search_key(item.subject_text)


def recognised(items: Iterable[Recognition], year: int) -> int:
    """How many subjects the decisions recognise for the year: each counts once, as in the totals."""
    return len({subject_of(item) for item in items if item.assessed_year == year})


def uncounted(items: Collection[Recognition], year: int) -> str:
    """Why some decisions of a list do not count, in a sentence; empty when all do."""
    other = [item.assessed_year for item in items if item.assessed_year != year]
    again = len(items) - len(other) - recognised(items, year)
    years = " và ".join(str(one) for one in sorted(set(other)))
    said = [f"{running_count(len(other))} quyết định xét năm {years}"] if other else []
    said += [f"{running_count(again)} quyết định trùng đối tượng"] if again else []
    return f"Không tính cho năm {year}: {'; '.join(said)}." if said else ""


def history_of_units(
    structure: Structure,
    indicator: Indicator,
    reported: Reported,
    ordinal: int,
    units: Collection[UnitId] | None = None,
) -> History:
    """Last year's figures of units: entered rows first, else the approved figures of last year's indicator.

    With `units` the rows of those only are gone through; the figures are all that were read.
    A row under another definition gives way to such a figure, and so does a ratio that is known without its parts.
    """
    by_unit = _from_last_year(structure, indicator, reported, ordinal)
    spec = structure.specs[indicator.pk]

    def comes_first(row: Prior) -> bool:
        return row.label == spec.definition_label and row.as_contribution(spec, 0) is not None

    rows = structure.baselines.get(indicator.pk, {})
    for unit in rows if units is None else [unit for unit in units if unit in rows]:
        own = rows[unit]
        known = by_unit.setdefault(unit, {})
        known.update({at: row for at, row in own.items() if at not in known or comes_first(row)})
    return History(by_unit=by_unit)


def prior_of_unit(
    structure: Structure, indicator: Indicator, unit: UnitId, reported: Reported, ordinal: int
) -> Prior | None:
    """Last year's figure to date of one unit with those merged into it; None while one of them is missing.

    It looks at these units only, but at all of last year's figures in `reported`: give those of the unit for many.
    """
    group = structure.merged.group(unit, ordinal)
    by_unit = history_of_units(structure, indicator, reported, ordinal, group).by_unit
    merged = group - {unit}
    rows = {one: row for one in sorted(group) if (row := by_unit.get(one, {}).get(ordinal))}
    if unit in rows and (not merged or unit in structure.merged.begins):
        return rows[unit]
    targets = structure.targets.get(indicator.pk, {})
    wanted = {one for one in group if one in targets and targets[one].reports}
    if not rows or wanted - rows.keys() - structure.merged.begins.keys():
        return None
    return added_up(structure.specs[indicator.pk], list(rows.values()))


def _from_last_year(
    structure: Structure, indicator: Indicator, reported: Reported, ordinal: int
) -> dict[UnitId, dict[int, Prior]]:
    before = indicator.predecessor
    readings = reported.last_year.get(indicator.pk)
    if not before or not readings or before.measure != indicator.measure:
        return {}
    spec = replace(
        structure.specs[indicator.pk], year=structure.plan.year - 1, definition_label=before.definition_label
    )
    merged = structure.merged_last_year
    by_unit: dict[UnitId, dict[int, Prior]] = defaultdict(dict)
    for at in {ordinal, FINAL_ORDINAL}:
        found = collect(spec, readings, {}, at, mergers=merged).contributions
        for unit, then in _by_heir(found, merged, {reading.unit for reading in readings}).items():
            value = sum_of(then).value(spec)
            ratio = spec.measure == Measure.RATIO
            if ratio or value is not None:
                by_unit[unit][at] = Prior(
                    value=None if ratio else value,
                    numerator=sum((one.numerator for one in then), ZERO) if ratio else None,
                    denominator=sum((one.denominator or ZERO for one in then), ZERO) if ratio else None,
                    label=before.definition_label,
                    subjects=frozenset().union(*(one.subjects for one in then)),
                )
    return dict(by_unit)


def _by_heir(
    found: Iterable[Contribution], mergers: Mapping[UnitId, Merger], reporters: Collection[UnitId]
) -> dict[UnitId, list[Contribution]]:
    """What units reported before they were merged, by the unit that stands for them when the next plan begins.

    Nothing of one while any of those that reported at some time of the year is missing.
    """
    by_heir: dict[UnitId, list[Contribution]] = defaultdict(list)
    for one in found:
        by_heir[acting(mergers, one.unit, FINAL_ORDINAL + 1)].append(one)
    wanted: dict[UnitId, set[UnitId]] = defaultdict(set)
    for unit in reporters:
        wanted[acting(mergers, unit, FINAL_ORDINAL + 1)].add(unit)
    heard = {heir: {unit for one in own for unit in (one.unit, *one.merged)} for heir, own in by_heir.items()}
    return {heir: own for heir, own in by_heir.items() if len(wanted[heir]) == 1 or wanted[heir] <= heard[heir]}
