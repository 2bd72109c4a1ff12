"""The detail of one indicator: the year by period, its units ranked, sources, notes and reasons of the assessment."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from reports.dashboard.charts import SparkChart, spark_chart
from reports.dashboard.explanation import AssessmentFact, assessment_facts
from reports.models import Figure, Recognition
from reports.progress.assessment_text import ResultCells, achievement_text, expected_text, result_cells, source_text
from reports.progress.indicator_result import IndicatorResult
from reports.progress.overview import PlanOverview, assess_at
from reports.progress.ranking import UnitRanking, unit_ranking
from reports.progress.texts.remarks import remark_sentences
from targets.calculation.assessment import Assessment
from targets.enums import REASON_LABELS, STATUS_LABELS, PeriodState, Status, TargetBasis
from targets.models import Period

NAMED_AT_MOST = 3
MOST_NAMED = 100


@dataclass(frozen=True, slots=True)
class PeriodResult:
    """One period of the year; without an assessment while it is still to come. `source` is an older value's period."""

    period: Period
    assessment: Assessment | None
    cells: ResultCells | None
    source: str = ""

    @property
    def expected_text(self) -> str:
        return expected_text(self.assessment) if self.assessment else ""

    @property
    def achievement_text(self) -> str:
        return achievement_text(self.assessment) if self.assessment else ""

    @property
    def status(self) -> str:
        return self.assessment.status if self.assessment else Status.NOT_DUE

    @property
    def status_label(self) -> str:
        return STATUS_LABELS[Status(self.status)]


@dataclass(frozen=True, slots=True)
class FigureSource:
    """A source that units have named; `until` is the day up to which its figures reach."""

    text: str
    until: date | None
    units: str


@dataclass(frozen=True, slots=True)
class FigureNote:
    """A note that a unit has written to its figure."""

    unit: str
    period: str
    text: str


@dataclass(frozen=True, slots=True)
class RecognitionDetail:
    """A recognition; `counts` is true where it was granted for the plan's year."""

    subject: str
    item: Recognition
    counts: bool


@dataclass(frozen=True, slots=True)
class RowDetail:
    """Everything behind one indicator.

    Shape: `steps` are all periods of the plan; `remarks` are sentences that must stand beside the number;
    `earlier_sources` are those of last year's figures; `is_whole` is false in a large scope, where not every figure is
    read.
    """

    row: IndicatorResult
    steps: tuple[PeriodResult, ...]
    spark: SparkChart | None
    spark_label: str
    ranking: UnitRanking | None
    decisions: tuple[RecognitionDetail, ...]
    sources: tuple[FigureSource, ...]
    notes: tuple[FigureNote, ...]
    facts: tuple[AssessmentFact, ...]
    remarks: tuple[str, ...]
    earlier_sources: tuple[str, ...]
    is_whole: bool

    @property
    def status_label(self) -> str:
        return self.row.status_label

    @property
    def past(self) -> tuple[PeriodResult, ...]:
        """The periods with something to show."""
        return tuple(step for step in self.steps if step.cells)


def row_detail(overview: PlanOverview, row: IndicatorResult, *, order: str = "") -> RowDetail:
    """Everything behind one row; `order` is that of its units.

    Queries: none; in a large scope 1, of a composite 1 for each child.
    """
    steps = tuple(_period_results(overview, row))
    figures = _figures_behind(overview, row)
    chart, label = _spark_chart(overview, row, steps)
    return RowDetail(
        row=row,
        steps=steps,
        spark=chart,
        spark_label=label,
        ranking=unit_ranking(overview, row, order=order),
        decisions=tuple(_recognition_details(overview, figures)),
        sources=tuple(_sources(overview.names, figures)),
        notes=tuple(_notes(overview, figures)),
        facts=tuple(assessment_facts(overview, row)),
        remarks=tuple(_remarks(overview, row)),
        earlier_sources=_earlier_sources(overview, row),
        is_whole=overview.is_whole,
    )


def _remarks(overview: PlanOverview, row: IndicatorResult) -> Iterator[str]:
    """Yields the sentences beside the number, without the reason, which is the last of the facts."""
    reason, periods = row.assessment.reason, overview.plan_data.period_names
    all_remarks = remark_sentences(row.assessment, overview.names, periods, pending=overview.pending, most=MOST_NAMED)
    return (remark for remark in all_remarks if not reason or remark != REASON_LABELS[reason])


def _period_results(overview: PlanOverview, row: IndicatorResult) -> Iterator[PeriodResult]:
    for period in overview.plan_data.periods:
        if period.ordinal > overview.period.ordinal or period.state == PeriodState.UPCOMING:
            yield PeriodResult(period, None, None)
            continue
        assessment = assess_at(overview, row.indicator, period)
        source = source_text(assessment, overview.plan_data.period_names)
        yield PeriodResult(period, assessment, result_cells(assessment), source)


def _spark_chart(
    overview: PlanOverview, row: IndicatorResult, steps: tuple[PeriodResult, ...]
) -> tuple[SparkChart | None, str]:
    """The value by period beside last year's, with its label; of a fall or a rise its size, like the target."""
    level = row.assessment.spec.basis == TargetBasis.LEVEL
    assessments = [step.assessment for step in steps]
    cells = [step.cells for step in steps]
    texts = [(c.actual if level else c.achievement).text if c else "" for c in cells]
    goal = row.assessment.goal
    chart = spark_chart(
        [step.period.name for step in steps],
        [(a.value if level else a.achievement) if a else None for a in assessments],
        texts,
        last_year=[a.same_period if a and level else None for a in assessments],
        target=goal.value if goal else None,
    )
    period_texts = [f"{step.period.name}: {text}" for step, text in zip(steps, texts, strict=True) if text]
    return chart, f"{'Lũy kế' if level else 'Mức tăng, giảm'} theo kỳ. {'; '.join(period_texts)}"


Key = tuple[int, int, int]


def _figures_behind(overview: PlanOverview, row: IndicatorResult) -> dict[Key, Figure]:
    """The counted figures behind the row and its children, newest period first, then by the name of the unit."""
    indicator_ids = {row.indicator.pk, *(child.indicator.pk for child in row.children)}
    at, units = overview.period.ordinal, overview.units
    matching_figures = {
        key: figure
        for key, figure in overview.report_data.figures.items()
        if key[0] in indicator_ids and key[2] <= at and overview.plan_data.acting(key[1], at) in units
    }
    order = {pk: place for place, pk in enumerate(units)}
    return dict(
        sorted(matching_figures.items(), key=lambda item: (-item[0][2], order.get(item[0][1], len(order)), item[0][0]))
    )


def _sources(unit_names: Mapping[int, str], figures: Mapping[Key, Figure]) -> Iterator[FigureSource]:
    """Yields each source once, with the day up to which its figures reach and the units that name it."""
    units: dict[tuple[str, date | None], dict[str, None]] = defaultdict(dict)
    for (_, unit, _), figure in figures.items():
        units[figure.source or "Không ghi nguồn", figure.as_of][unit_names.get(unit, str(unit))] = None
    for (text, until), by in units.items():
        some = ", ".join(by) if len(by) <= NAMED_AT_MOST else f"{len(by)} đơn vị"
        yield FigureSource(text, until, some)


def _notes(overview: PlanOverview, figures: Mapping[Key, Figure]) -> Iterator[FigureNote]:
    periods = {period.ordinal: period.name for period in overview.plan_data.periods}
    for (_, unit, ordinal), figure in figures.items():
        if figure.note:
            yield FigureNote(overview.names.get(unit, str(unit)), periods[ordinal], figure.note)


def _recognition_details(overview: PlanOverview, figures: Mapping[Key, Figure]) -> Iterator[RecognitionDetail]:
    for figure in figures.values():
        for item in overview.report_data.items.get(figure.pk, ()):
            subject = item.subject_unit.name if item.subject_unit else item.subject_text
            yield RecognitionDetail(subject, item, counts=item.assessed_year == overview.plan.year)


def _earlier_sources(overview: PlanOverview, row: IndicatorResult) -> tuple[str, ...]:
    """The sources of last year's figures."""
    indicator_ids = {each_row.indicator.pk for each_row in (row, *row.children) if not each_row.indicator.is_composite}
    return tuple(
        dict.fromkeys(
            source
            for (indicator, unit, _), source in sorted(overview.plan_data.baseline_sources.items())
            if indicator in indicator_ids
            and source
            and overview.plan_data.acting(unit, overview.period.ordinal) in overview.units
        )
    )
