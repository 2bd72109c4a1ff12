"""Which figures count: those of the latest approved revision, or with pending ones of the latest submitted."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from django.db.models import F, Q

from chodon_thidua.lib.text import running_count, search_key
from reports.enums import SENT_STATES, ReportState
from reports.models import Figure, Recognition, Report
from targets.calculation.comparison import PriorFigure, PriorYearFigures, contribution_sum, sum_of_priors
from targets.calculation.totals import FigureReading, Subject, UnitContribution, UnitId, acting_unit, collect_totals
from targets.calculation.types import ZERO, UnitMerger
from targets.enums import FINAL_ORDINAL, Measure
from targets.models import Indicator
from targets.selectors import PlanData

COUNTED = frozenset({ReportState.APPROVED})
WITH_PENDING = SENT_STATES


@dataclass(slots=True)
class ReportData:
    """What units have reported for a plan.

    Shape: `latest` by (unit, ordinal) is the newest revision in any state; `readings` by indicator id are the counted
    figures; `figures` by (indicator id, unit id, ordinal) the rows behind them. `corrected` by (unit, ordinal) are the
    indicators counted in a report that was reopened: its newer revision does not count yet.
    """

    latest: dict[tuple[UnitId, int], Report] = field(default_factory=dict)
    counting_reports: dict[tuple[UnitId, int], Report] = field(default_factory=dict)
    readings: dict[int, list[FigureReading]] = field(default_factory=dict)
    figures: dict[tuple[int, UnitId, int], Figure] = field(default_factory=dict)
    items: dict[int, list[Recognition]] = field(default_factory=dict)
    last_year: dict[int, list[FigureReading]] = field(default_factory=dict)
    corrected: dict[tuple[UnitId, int], set[int]] = field(default_factory=dict)

    def final_units(self) -> frozenset[UnitId]:
        """Units whose FINAL report is approved."""
        return frozenset(
            unit
            for (unit, ordinal), report in self.counting_reports.items()
            if ordinal == FINAL_ORDINAL and report.state == ReportState.APPROVED
        )


def read_figures(
    plan_data: PlanData,
    units: Collection[UnitId],
    *,
    states: Collection[ReportState] = COUNTED,
    indicators: Collection[int] | None = None,
) -> ReportData:
    """Reads the counted figures of the units, of units merged into them, and of last year's indicators.

    Without `indicators` all of the plan's are read.
    Queries: 3, whatever the number of units, indicators and years; 2 where none of the indicators counts decisions.
    """
    indicator_ids = set(plan_data.indicators) if indicators is None else set(indicators)
    successors = {i.predecessor_id: i.pk for i in plan_data.indicators.values() if i.predecessor_id}
    result = ReportData()
    prior_reports = _read_reports(plan_data, units, states, result)
    source = _FigureSource(
        reports={report.pk: report for report in (*result.counting_reports.values(), *prior_reports)},
        indicators=indicator_ids,
        successors={old: pk for old, pk in successors.items() if pk in indicator_ids},
        reopened={
            report.pk
            for key, report in result.counting_reports.items()
            if result.latest[key].revision > report.revision
        },
    )
    if indicators is None or any(plan_data.specs[pk].measure == Measure.RECOGNITION for pk in indicator_ids):
        result.items = _read_decisions(source)
    _read_readings(source, result)
    return result


@dataclass(frozen=True, slots=True)
class _FigureSource:
    """The reports and indicators whose figures are read.

    Shape: `reports` by id, those of last year included; `successors` are this year's indicators by the id of last
    year's; `reopened` are the ids of counting reports of which a newer revision exists.
    """

    reports: Mapping[int, Report]
    indicators: Collection[int]
    successors: Mapping[int, int]
    reopened: Collection[int]

    @property
    def all_indicators(self) -> set[int]:
        """The ids of this year's indicators and of those of last year."""
        return {*self.indicators, *self.successors}


def _read_reports(
    plan_data: PlanData, units: Collection[UnitId], states: Collection[ReportState], result: ReportData
) -> list[Report]:
    """Enters the plan's reports into the result and returns the approved ones of last year's plans. Queries: 1."""
    plans = {plan_data.plan.pk, *(i.predecessor.plan_id for i in plan_data.indicators.values() if i.predecessor)}
    unit_ids = {*units, *plan_data.merged.all_predecessors(units)}
    # Only two numbers of each period are read: as a related object it would be repeated with every report.
    reports = (
        Report.objects.filter(period__plan__in=plans, unit__in=unit_ids)
        .annotate(plan=F("period__plan_id"), ordinal=F("period__ordinal"))
        .order_by()
    )
    periods = {period.pk: period for period in plan_data.periods}
    prior_reports: dict[tuple[int, UnitId, int], Report] = {}
    for report in sorted(reports, key=lambda report: report.revision):
        key = (report.unit_id, report.ordinal)
        if report.plan == plan_data.plan.pk:
            report.period = periods[report.period_id]
            result.latest[key] = report
            if report.state in states:
                result.counting_reports[key] = report
        elif report.state == ReportState.APPROVED:
            prior_reports[report.plan, *key] = report
    return list(prior_reports.values())


def _read_decisions(source: _FigureSource) -> dict[int, list[Recognition]]:
    """Returns by figure id the decisions that recognise somebody. Queries: 1."""
    items: dict[int, list[Recognition]] = defaultdict(list)
    decisions = Recognition.objects.filter(
        figure__report__in=source.reports, figure__indicator__in=source.all_indicators
    )
    for item in decisions.select_related("subject_unit"):
        items[item.figure_id].append(item)
    return dict(items)


def _read_readings(source: _FigureSource, result: ReportData) -> None:
    """Enters the figures into the result: this year's, last year's, and which ones of reopened reports still count.

    Queries: 1.
    """
    # A figure of version 0 only carries evidence: nothing was entered.
    entered_figures = Figure.objects.filter(report__in=source.reports, version__gt=0).order_by()
    figures = entered_figures.filter(Q(indicator__in=source.all_indicators) | Q(report__in=source.reopened))
    for figure in sorted(figures, key=lambda figure: figure.pk):
        report, indicator = source.reports[figure.report_id], figure.indicator_id
        unit, ordinal = report.unit_id, report.ordinal  # type: ignore[attr-defined]
        reading = reading_of(figure, unit, ordinal, result.items.get(figure.pk, ()))
        if figure.report_id in source.reopened:
            result.corrected.setdefault((unit, ordinal), set()).add(indicator)
        if indicator in source.indicators:
            result.readings.setdefault(indicator, []).append(reading)
            result.figures[indicator, unit, ordinal] = figure
        elif indicator in source.successors:
            result.last_year.setdefault(source.successors[indicator], []).append(reading)


def reading_of(figure: Figure, unit: UnitId, ordinal: int, items: Iterable[Recognition]) -> FigureReading:
    return FigureReading(
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


def recognition_count(items: Iterable[Recognition], year: int) -> int:
    """How many subjects the decisions recognise for the year: each counts once, as in the totals."""
    return len({subject_of(item) for item in items if item.assessed_year == year})


def excluded_decisions_text(items: Collection[Recognition], year: int) -> str:
    """Why some decisions of a list do not count, in a sentence; empty when all do."""
    other = [item.assessed_year for item in items if item.assessed_year != year]
    again = len(items) - len(other) - recognition_count(items, year)
    years = " và ".join(str(one) for one in sorted(set(other)))
    sentences = [f"{running_count(len(other))} quyết định xét năm {years}"] if other else []
    sentences += [f"{running_count(again)} quyết định trùng đối tượng"] if again else []
    return f"Không tính cho năm {year}: {'; '.join(sentences)}." if sentences else ""


def last_year_of_units(
    plan_data: PlanData,
    indicator: Indicator,
    report_data: ReportData,
    ordinal: int,
    units: Collection[UnitId] | None = None,
) -> PriorYearFigures:
    """Last year's figures of units: entered rows first, else the approved figures of last year's indicator.

    With `units` the rows of those only are gone through; the figures are all that were read.
    A row under another definition gives way to such a figure, and so does a ratio that is known without its parts.
    """
    by_unit = _last_year_from_figures(plan_data, indicator, report_data, ordinal)
    spec = plan_data.specs[indicator.pk]

    def comes_first(row: PriorFigure) -> bool:
        return row.label == spec.definition_label and row.as_contribution(spec, 0) is not None

    rows = plan_data.baselines.get(indicator.pk, {})
    for unit in rows if units is None else [unit for unit in units if unit in rows]:
        own = rows[unit]
        rows_by_period = by_unit.setdefault(unit, {})
        rows_by_period.update({at: row for at, row in own.items() if at not in rows_by_period or comes_first(row)})
    return PriorYearFigures(by_unit=by_unit)


def last_year_of_unit(
    plan_data: PlanData, indicator: Indicator, unit: UnitId, report_data: ReportData, ordinal: int
) -> PriorFigure | None:
    """Last year's figure to date of one unit with those merged into it; None while one of them is missing.

    It looks at these units only, but at all of last year's figures in `report_data`: give those of the unit for many.
    """
    group = plan_data.merged.group(unit, ordinal)
    by_unit = last_year_of_units(plan_data, indicator, report_data, ordinal, group).by_unit
    merged = group - {unit}
    rows = {one: row for one in sorted(group) if (row := by_unit.get(one, {}).get(ordinal))}
    if unit in rows and (not merged or unit in plan_data.merged.begins):
        return rows[unit]
    targets = plan_data.targets.get(indicator.pk, {})
    wanted = {one for one in group if one in targets and targets[one].reports}
    if not rows or wanted - rows.keys() - plan_data.merged.begins.keys():
        return None
    return sum_of_priors(plan_data.specs[indicator.pk], list(rows.values()))


def _last_year_from_figures(
    plan_data: PlanData, indicator: Indicator, report_data: ReportData, ordinal: int
) -> dict[UnitId, dict[int, PriorFigure]]:
    before = indicator.predecessor
    readings = report_data.last_year.get(indicator.pk)
    if not before or not readings or before.measure != indicator.measure:
        return {}
    spec = replace(
        plan_data.specs[indicator.pk], year=plan_data.plan.year - 1, definition_label=before.definition_label
    )
    merged = plan_data.merged_last_year
    by_unit: dict[UnitId, dict[int, PriorFigure]] = defaultdict(dict)
    for at in {ordinal, FINAL_ORDINAL}:
        contributions = collect_totals(spec, readings, {}, at, mergers=merged).contributions
        for unit, unit_contributions in _by_heir(contributions, merged, {reading.unit for reading in readings}).items():
            value = contribution_sum(unit_contributions).value(spec)
            ratio = spec.measure == Measure.RATIO
            if ratio or value is not None:
                by_unit[unit][at] = PriorFigure(
                    value=None if ratio else value,
                    numerator=sum((one.numerator for one in unit_contributions), ZERO) if ratio else None,
                    denominator=sum((one.denominator or ZERO for one in unit_contributions), ZERO) if ratio else None,
                    label=before.definition_label,
                    subjects=frozenset().union(*(one.subjects for one in unit_contributions)),
                )
    return dict(by_unit)


def _by_heir(
    contributions: Iterable[UnitContribution], mergers: Mapping[UnitId, UnitMerger], reporters: Collection[UnitId]
) -> dict[UnitId, list[UnitContribution]]:
    """What units reported before they were merged, by the unit that stands for them when the next plan begins.

    Nothing of one while any of those that reported at some time of the year is missing.
    """
    by_heir: dict[UnitId, list[UnitContribution]] = defaultdict(list)
    for one in contributions:
        by_heir[acting_unit(mergers, one.unit, FINAL_ORDINAL + 1)].append(one)
    expected_units: dict[UnitId, set[UnitId]] = defaultdict(set)
    for unit in reporters:
        expected_units[acting_unit(mergers, unit, FINAL_ORDINAL + 1)].add(unit)
    reporting_units = {heir: {unit for one in own for unit in (one.unit, *one.merged)} for heir, own in by_heir.items()}
    return {
        heir: own
        for heir, own in by_heir.items()
        if len(expected_units[heir]) == 1 or expected_units[heir] <= reporting_units[heir]
    }
