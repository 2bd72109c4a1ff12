"""Everything behind one indicator: its year, units, sources, notes and the reasons of its assessment."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reports.dashboard.charts.spark import SparkChart
from reports.dashboard.detail.explanation import AssessmentFact, assessment_facts
from reports.dashboard.detail.figure_sources import FigureSource, earlier_sources, figure_sources
from reports.dashboard.detail.figures_behind import (
    FigureNote,
    RecognitionDetail,
    figure_notes,
    figures_behind,
    recognition_details,
)
from reports.dashboard.detail.period_results import PeriodResult, period_results, period_spark
from reports.progress.indicator_result import IndicatorResult
from reports.progress.overview import PlanOverview
from reports.progress.ranking import UnitRanking, unit_ranking
from reports.progress.texts.remarks import on_behalf_text, reason_text, remark_sentences
from reports.selectors.report_contents.report_data import CountedFigure, FigureKey
from targets.target_text import value_word

MOST_NAMED = 100


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
    def value_label(self) -> str:
        return value_word(self.row.assessment.spec)

    @property
    def past(self) -> tuple[PeriodResult, ...]:
        """The periods with something to show."""
        return tuple(step for step in self.steps if step.cells)


def row_detail(overview: PlanOverview, row: IndicatorResult, *, order: str = "") -> RowDetail:
    """Everything behind one row; `order` is that of its units.

    Queries: none; in a large scope 1, of a composite 1 for each child.
    """
    steps = tuple(period_results(overview, row))
    figures = figures_behind(overview, row)
    chart, label = period_spark(overview, row, steps)
    return RowDetail(
        row=row,
        steps=steps,
        spark=chart,
        spark_label=label,
        ranking=unit_ranking(overview, row, order=order),
        decisions=tuple(recognition_details(overview, figures)),
        sources=tuple(figure_sources(overview.names, figures)),
        notes=tuple(figure_notes(overview, figures)),
        facts=tuple(assessment_facts(overview, row)),
        remarks=(*_remarks(overview, row), *_on_behalf_remarks(overview, figures)),
        earlier_sources=earlier_sources(overview, row),
        is_whole=overview.is_whole,
    )


def _remarks(overview: PlanOverview, row: IndicatorResult) -> Iterator[str]:
    """Yields the sentences beside the number, without the reason, which is the last of the facts."""
    reason, periods = reason_text(row.assessment), overview.plan_data.period_names
    all_remarks = remark_sentences(row.assessment, overview.names, periods, pending=overview.pending, most=MOST_NAMED)
    return (remark for remark in all_remarks if remark != reason)


def _on_behalf_remarks(overview: PlanOverview, figures: Mapping[FigureKey, CountedFigure]) -> Iterator[str]:
    """Yields the sentence that names the units of whose figures any was entered on their behalf."""
    units = tuple(dict.fromkeys(unit for (_, unit, _), figure in figures.items() if figure.on_behalf))
    if units:
        yield on_behalf_text(units, overview.names, most=MOST_NAMED)
