"""The page of one target over several years: its numbers, its years as a picture and a table, and “vì sao?”."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import Http404

from chodon_thidua.lib.numbers import format_number
from reports.dashboard.charts.spark import OVER_YEARS, SparkChart, spark_chart
from reports.dashboard.detail.explanation import AssessmentFact
from reports.dashboard.detail.fact_texts import amount_text, threshold_fact
from reports.dashboard.frame import ProgressFrame, progress_frame
from reports.progress.filters import ProgressFilter
from reports.progress.programmes.programme_columns import ProgrammeLine
from reports.progress.programmes.programme_results import ProgrammeResult, programme_results
from reports.progress.programmes.programme_text import level_cell, programme_notes, term_spec, way_text, year_state
from reports.progress.programmes.term_years import YearResult
from reports.progress.texts.number_cells import NumberCell, achievement_cell
from reports.selectors.scope import PlanScope
from targets.calculation.programme.term_path import levels_by_year, upper_levels_by_year, values_by_year
from targets.enums import REASON_LABELS, STATUS_LABELS, OverYears, Status
from targets.target_text import goal_text, goal_words

MOST_NAMES = 6  # of years below the picture


@dataclass(frozen=True, slots=True)
class YearRow:
    """One year in the table: its number, that of the term by then, and the level to be reached.

    Shape: `address` leads to the year's indicator, empty where no plan of the app has it.
    """

    result: YearResult
    value: NumberCell
    to_date: NumberCell
    level: NumberCell
    plan: str
    status: Status | None
    state: str
    source: str
    address: str

    @property
    def status_label(self) -> str:
        return STATUS_LABELS[self.status] if self.status else ""


@dataclass(frozen=True)
class ProgrammeTargetPage(ProgressFrame):
    line: ProgrammeLine
    years: tuple[YearRow, ...]
    chart: SparkChart | None
    chart_label: str
    facts: tuple[AssessmentFact, ...]
    notes: tuple[str, ...]

    @property
    def result(self) -> ProgrammeResult:
        return self.line.result

    @property
    def status_label(self) -> str:
        return STATUS_LABELS[self.result.status]


def target_page(filters: ProgressFilter, scope: PlanScope, programme: int, code: str) -> ProgrammeTargetPage:
    """One target at the plan owner's scope. Queries: those of `plan_overview` and `programme_results`.

    Raises: Http404 where the programme has no such target, or is of another owner or term.
    """
    frame = progress_frame(filters, scope)
    results = programme_results(frame.overview, scope.view.others, programme=programme, code=code)
    if not results:
        raise Http404("Không có mục tiêu này trong phạm vi của anh/chị.")
    result = results[0]
    rows = tuple(_year_rows(frame, result))
    chart, label = _chart(result, rows)
    return ProgrammeTargetPage(
        frame.filters,
        scope,
        frame.overview,
        line=ProgrammeLine(1, result),
        years=rows,
        chart=chart,
        chart_label=label,
        facts=tuple(_facts(frame, ProgrammeLine(1, result))),
        notes=tuple(programme_notes(result)),
    )


def _year_rows(frame: ProgressFrame, result: ProgrammeResult) -> Iterator[YearRow]:
    spec = term_spec(result)
    values, levels = values_by_year(result.assessment), levels_by_year(result.assessment)
    uppers = upper_levels_by_year(result.assessment)
    for year, value, level, upper in zip(result.years, values, levels, uppers, strict=True):
        assessment = year.assessment
        address = frame.filters.with_changes(year=year.year, ordinal=year.period.ordinal) if year.period else ""
        yield YearRow(
            result=year,
            value=achievement_cell(year.term_year.value, result.spec),
            to_date=achievement_cell(value, spec),
            level=level_cell(level, upper, spec),
            plan=goal_text(assessment.spec, assessment.goal) if assessment and assessment.goal else "",
            status=assessment.status if assessment else None,
            state=year_state(year),
            source=year.earlier_figure.source if year.earlier_figure else "",
            address=address,
        )


def _chart(result: ProgrammeResult, rows: tuple[YearRow, ...]) -> tuple[SparkChart | None, str]:
    """The term's value by year beside the level to be reached, with its label."""
    assessment = result.assessment
    values, every = values_by_year(assessment), -(-len(rows) // MOST_NAMES)
    latest = max((place for place, value in enumerate(values) if value is not None), default=0)
    chart = spark_chart(
        [str(row.result.year) if place % every == 0 else "" for place, row in enumerate(rows)],
        values,
        [row.to_date.text if every == 1 or place == latest else "" for place, row in enumerate(rows)],
        reference=levels_by_year(assessment),
        target=assessment.goal.value if assessment.goal else None,
        upper=assessment.goal.upper if assessment.goal else None,
        is_rate=result.spec.achievement_is_rate,
        is_rank=result.spec.is_rank,
        size=OVER_YEARS,
    )
    texts = [f"năm {row.result.year}: {row.to_date.text}" for row in rows if row.to_date.text]
    return chart, f"Thực hiện cả giai đoạn đến từng năm. {'; '.join(texts)}"


def _facts(frame: ProgressFrame, line: ProgrammeLine) -> Iterator[AssessmentFact]:
    """Yields what was compared with what, in the order of an explanation; the conclusion comes last."""
    result, cells = line.result, line.cells
    assessment, spec = result.assessment, result.spec
    goal, term = assessment.goal, result.programme.term
    counted = ", ".join(map(str, assessment.counted))
    pairs = (
        ("Cách tính", way_text(result) + (f"; đã tính năm {counted}" if counted else "")),
        ("Các số đã tính", _calculation(result)),
        ("Thực hiện đến kỳ này", cells.actual.text and amount_text(cells.actual.text, spec)),
        (f"Mục tiêu {term}", cells.target.text and amount_text(cells.target.text, spec)),
        ("Cần có đến kỳ này", cells.expected.text and f"{amount_text(cells.expected.text, spec)} ({_pace(result)})"),
        ("Phép so sánh", _rule_sentence(result)),
        ("So với mục tiêu", cells.percent.text and f"{cells.percent.text} %"),
        ("Chênh lệch so với mục tiêu", cells.gap.text),
        ("Ngưỡng của kế hoạch", threshold_fact(frame.overview, spec, goal)),
        ("Kết luận", f"{STATUS_LABELS[result.status]}. {REASON_LABELS[assessment.reason]}"),
    )
    yield from (AssessmentFact(label, text) for label, text in pairs if text)


def _calculation(result: ProgrammeResult) -> str:
    """“18 + 22 + 25 + 9 = 74”; of a mean the numbers alone."""
    assessment, spec = result.assessment, result.spec
    values = [year.value for year in assessment.years if year.year in assessment.counted]
    texts = [format_number(value, spec.decimals) for value in values]
    if len(texts) < 2:
        return ""
    if result.way != OverYears.SUM:
        return "; ".join(texts)
    return f"{' + '.join(texts)} = {achievement_cell(assessment.value, spec).text}"


def _rule_sentence(result: ProgrammeResult) -> str:
    goal, spec = result.assessment.goal, term_spec(result)
    if goal is None:
        return ""
    return f"Giá trị cả giai đoạn phải {amount_text(goal_words(spec, goal), spec, points=True)}."


def _pace(result: ProgrammeResult) -> str:
    """Says how the level to be reached by now is known."""
    assessment = result.assessment
    if assessment.rules.path:
        return "theo lộ trình của chương trình"
    if result.way != OverYears.SUM:
        return "bằng mục tiêu"
    elapsed = sum(year.share for year in assessment.years)
    return f"chia đều các năm: {format_number(elapsed, 2)}/{len(assessment.years)} năm"
