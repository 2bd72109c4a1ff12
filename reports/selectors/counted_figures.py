"""The figures that count: those of the latest approved revision, or with pending ones of the latest submitted."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import F, Q

from reports.enums import SENT_STATES, ReportState
from reports.models import Figure, Recognition, Report
from reports.selectors.report_contents.decisions import subject_of
from reports.selectors.report_contents.judgements import read_judgements
from reports.selectors.report_contents.report_data import CountedFigure, ReportData
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
    only_numbers: bool = False,
) -> ReportData:
    """Reads the counted figures of the units, of units merged into them, and of last year's indicators.

    Without `indicators` all of the plan's are read. With `only_numbers` no objects are made of the rows: a page has
    thousands of them.
    Queries: 3, whatever the number of units, indicators and years; 2 where none of the indicators counts decisions, and
    1 more where any is in words.
    """
    indicator_ids = set(plan_data.indicators) if indicators is None else set(indicators)
    reads_decisions = indicators is None or any(plan_data.specs[pk].measure.counts_recognitions for pk in indicator_ids)
    return _read_sources(
        [plan_data], units, states, indicator_ids, reads_decisions=reads_decisions, only_numbers=only_numbers
    )[plan_data.plan.pk]


def read_figures_of_plans(
    plans: Collection[PlanData], units: Collection[UnitId], *, states: Collection[ReportState] = COUNTED
) -> dict[int, ReportData]:
    """Reads the counted figures of several plans at once, of all indicators that were read. Shape: by plan id.

    Queries: 3, whatever the number of plans, units and indicators; 1 more where any is in words.
    """
    indicator_ids = {pk for plan_data in plans for pk in plan_data.indicators}
    return _read_sources(plans, units, states, indicator_ids, reads_decisions=True)


def _read_sources(
    plans: Collection[PlanData],
    units: Collection[UnitId],
    states: Collection[ReportState],
    indicators: Collection[int],
    *,
    reads_decisions: bool,
    only_numbers: bool = False,
) -> dict[int, ReportData]:
    reports = _read_reports(plans, units)
    sources = [_figure_source(plan_data, reports, states, indicators) for plan_data in plans]
    items = _read_decisions(sources) if reads_decisions else {}
    figures = _read_figure_rows(sources, only_numbers=only_numbers)
    judgements = read_judgements(_words(plans, indicators), units)
    for source in sources:
        source.result.items, source.result.judgements = items, judgements
        _enter_readings(source, figures)
    return {source.plan: source.result for source in sources}


def _words(plans: Collection[PlanData], indicators: Collection[int]) -> list[int]:
    """Returns the indicators in words among them."""
    return [pk for plan in plans for pk, spec in plan.specs.items() if spec.measure.has_text and pk in indicators]


@dataclass(frozen=True, slots=True)
class _FigureSource:
    """The reports and indicators whose figures are read for one plan, and what is read of them.

    Shape: `reports` by id, those of last year included; `successors` are this year's indicators by the id of last
    year's; `reopened_reports` are the ids of counting reports of which a newer revision exists.
    """

    plan: int
    result: ReportData
    reports: Mapping[int, Report]
    indicators: Collection[int]
    successors: Mapping[int, int]
    reopened_reports: Collection[int]

    @property
    def all_indicators(self) -> set[int]:
        """The ids of this year's indicators and of those of last year."""
        return {*self.indicators, *self.successors}


def _prior_plans(plan_data: PlanData) -> set[int]:
    return {i.predecessor.plan_id for i in plan_data.indicators.values() if i.predecessor}


def _read_reports(plans: Collection[PlanData], units: Collection[UnitId]) -> list[Report]:
    """Reads the reports of the plans and of last year's, the latest revision last. Queries: 1."""
    plan_ids = {plan_data.plan.pk for plan_data in plans}.union(*(_prior_plans(plan_data) for plan_data in plans))
    predecessors = (plan_data.plan_mergers.all_predecessors(units) for plan_data in plans)
    reports = REPORTS.filter(period__plan__in=plan_ids, unit__in={*units}.union(*predecessors))
    return sorted(reports, key=lambda report: report.revision)


def _figure_source(
    plan_data: PlanData, reports: Iterable[Report], states: Collection[ReportState], indicators: Collection[int]
) -> _FigureSource:
    """Enters the plan's reports into its result, beside the approved ones of last year's plans."""
    periods = {period.pk: period for period in plan_data.periods}
    prior_plans = _prior_plans(plan_data)
    prior_reports: dict[tuple[int, UnitId, int], Report] = {}
    result = ReportData()
    for report in reports:
        key = (report.unit_id, report.ordinal)  # type: ignore[attr-defined]
        plan = report.plan  # type: ignore[attr-defined]
        if plan == plan_data.plan.pk:
            report.period = periods[report.period_id]
            result.latest[key] = report
            if report.state in states:
                result.counting_reports[key] = report
        elif plan in prior_plans and report.state == ReportState.APPROVED:
            prior_reports[plan, *key] = report
    own = set(plan_data.indicators) & set(indicators)
    successors = {i.predecessor_id: i.pk for i in plan_data.indicators.values() if i.predecessor_id}
    return _FigureSource(
        plan=plan_data.plan.pk,
        result=result,
        reports={report.pk: report for report in (*result.counting_reports.values(), *prior_reports.values())},
        indicators=own,
        successors={old: pk for old, pk in successors.items() if pk in own},
        reopened_reports={
            report.pk
            for key, report in result.counting_reports.items()
            if result.latest[key].revision > report.revision
        },
    )


def _read_decisions(sources: Collection[_FigureSource]) -> dict[int, list[Recognition]]:
    """Returns by figure id the decisions that recognise somebody. Queries: 1."""
    items: dict[int, list[Recognition]] = defaultdict(list)
    decisions = Recognition.objects.filter(
        figure__report__in={pk for source in sources for pk in source.reports},
        figure__indicator__in={pk for source in sources for pk in source.all_indicators},
    )
    for item in decisions.select_related("subject_unit"):
        items[item.figure_id].append(item)
    return dict(items)


def _read_figure_rows(
    sources: Collection[_FigureSource], *, only_numbers: bool
) -> Sequence[Figure] | Sequence[CountedFigure]:
    """Reads the figures of the sources, and every figure of reopened reports. Queries: 1."""
    wanted = Q(indicator__in={pk for source in sources for pk in source.all_indicators})
    if reopened_reports := {pk for source in sources for pk in source.reopened_reports}:
        wanted |= Q(report__in=reopened_reports)
    figures = ENTERED_FIGURES.filter(wanted, report__in={pk for source in sources for pk in source.reports})
    if only_numbers:
        return sorted([CountedFigure(*row) for row in figures.values_list(*CountedFigure._fields)])
    return sorted(figures, key=lambda figure: figure.pk)


def _enter_readings(source: _FigureSource, figures: Iterable[Figure | CountedFigure]) -> None:
    """Enters the figures into the result: this year's, last year's, and which ones of reopened reports still count."""
    result = source.result
    for figure in figures:
        report, indicator = source.reports.get(figure.report_id), figure.indicator_id
        if report is None:
            continue
        unit, ordinal = report.unit_id, report.ordinal  # type: ignore[attr-defined]
        reading = reading_of(figure, unit, ordinal, result.items.get(figure.pk, ()))
        if figure.report_id in source.reopened_reports:
            result.corrected.setdefault((unit, ordinal), set()).add(indicator)
        if indicator in source.indicators:
            result.readings.setdefault(indicator, []).append(reading)
            if isinstance(figure, CountedFigure):
                result.counted_figures[indicator, unit, ordinal] = figure
            else:
                result.figures[indicator, unit, ordinal] = figure
        elif indicator in source.successors:
            result.last_year.setdefault(source.successors[indicator], []).append(reading)


def reading_of(
    figure: Figure | CountedFigure, unit: UnitId, ordinal: int, items: Iterable[Recognition]
) -> FigureReading:
    return FigureReading(
        unit,
        ordinal,
        figure.numerator,
        figure.denominator,
        figure.not_applicable,
        figure.full_year_estimate,
        tuple([(subject_of(item), item.assessed_year) for item in items]),
        figure.text_value,
    )
