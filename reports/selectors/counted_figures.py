"""The figures that count: those of the latest approved revision, or with pending ones of the latest submitted."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import F, Q

from reports.enums import SENT_STATES, ReportState
from reports.models import Figure, Recognition, Report
from reports.selectors.report_contents.decisions import subject_of
from reports.selectors.report_contents.report_data import ReportData
from targets.calculation.types import FigureReading, UnitId
from targets.selectors import PlanData

COUNTED = frozenset({ReportState.APPROVED})
WITH_PENDING = SENT_STATES
# Only two numbers of each period are read: as a related object it would be repeated with every report.
REPORTS = Report.objects.annotate(plan=F("period__plan_id"), ordinal=F("period__ordinal")).order_by()
# A figure of version 0 only carries evidence: nothing was entered.
ENTERED_FIGURES = Figure.objects.filter(version__gt=0).order_by()


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
        reopened_reports={
            report.pk
            for key, report in result.counting_reports.items()
            if result.latest[key].revision > report.revision
        },
    )
    if indicators is None or any(plan_data.specs[pk].measure.counts_recognitions for pk in indicator_ids):
        result.items = _read_decisions(source)
    _read_readings(source, result)
    return result


@dataclass(frozen=True, slots=True)
class _FigureSource:
    """The reports and indicators whose figures are read.

    Shape: `reports` by id, those of last year included; `successors` are this year's indicators by the id of last
    year's; `reopened_reports` are the ids of counting reports of which a newer revision exists.
    """

    reports: Mapping[int, Report]
    indicators: Collection[int]
    successors: Mapping[int, int]
    reopened_reports: Collection[int]

    @property
    def all_indicators(self) -> set[int]:
        """The ids of this year's indicators and of those of last year."""
        return {*self.indicators, *self.successors}


def _read_reports(
    plan_data: PlanData, units: Collection[UnitId], states: Collection[ReportState], result: ReportData
) -> list[Report]:
    """Enters the plan's reports into the result and returns the approved ones of last year's plans. Queries: 1."""
    plans = {plan_data.plan.pk, *(i.predecessor.plan_id for i in plan_data.indicators.values() if i.predecessor)}
    unit_ids = {*units, *plan_data.plan_mergers.all_predecessors(units)}
    reports = REPORTS.filter(period__plan__in=plans, unit__in=unit_ids)
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
    wanted = Q(indicator__in=source.all_indicators)
    if source.reopened_reports:
        wanted |= Q(report__in=source.reopened_reports)
    figures = ENTERED_FIGURES.filter(wanted, report__in=source.reports)
    for figure in sorted(figures, key=lambda figure: figure.pk):
        report, indicator = source.reports[figure.report_id], figure.indicator_id
        unit, ordinal = report.unit_id, report.ordinal  # type: ignore[attr-defined]
        reading = reading_of(figure, unit, ordinal, result.items.get(figure.pk, ()))
        if figure.report_id in source.reopened_reports:
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
