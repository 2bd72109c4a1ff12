"""“Vì sao?”: the inputs of an assessment and the rule that decided it, in plain words."""

from collections.abc import Iterator
from dataclasses import dataclass

from reports.dashboard.detail.fact_texts import (
    amount_text,
    change_facts,
    expected_fact,
    source_periods,
    target_fact,
    threshold_fact,
)
from reports.progress.assessment_text import (
    coverage_label,
    coverage_text,
    estimate_coverage_text,
    gap_label,
    gap_words,
    result_cells,
)
from reports.progress.indicator_result import IndicatorResult
from reports.progress.overview import PlanOverview
from reports.progress.texts.remarks import reason_text
from reports.progress.texts.rules import rule_sentence
from targets.enums import STATUS_LABELS
from targets.target_text import value_word


@dataclass(frozen=True, slots=True)
class AssessmentFact:
    """One input of an assessment, or its conclusion."""

    label: str
    text: str


def assessment_facts(overview: PlanOverview, row: IndicatorResult) -> Iterator[AssessmentFact]:
    """Yields what was compared with what, in the order of an explanation; the conclusion comes last."""
    assessment, cells = row.assessment, result_cells(row.assessment)
    spec, calendar = assessment.spec, overview.plan_data
    if spec.measure.is_composite:
        yield AssessmentFact(
            "Cách đánh giá", "Đạt khi mọi chỉ tiêu con đều đạt; trước khi chốt năm lấy chỉ tiêu con kém nhất."
        )
        yield AssessmentFact("Hiện nay", cells.actual.text)
        for child in row.children:
            yield AssessmentFact(child.indicator.name, f"{STATUS_LABELS[child.status]}. {_reason_text(child)}".strip())
    else:
        yield from _nonempty_facts(
            (
                f"{value_word(spec)} đến {overview.period.name}",
                cells.actual.text and amount_text(cells.actual.text, spec),
            ),
            *change_facts(cells, spec, calendar.last_years),
            (f"Kế hoạch năm {calendar.years}", cells.target.text and target_fact(overview, row, cells)),
            ("Cần có đến kỳ này", expected_fact(assessment)),
            ("Phép so sánh", rule_sentence(assessment) if assessment.goal else ""),
            ("So với kế hoạch", cells.percent.text and f"{cells.percent.text} %"),
            (gap_label(spec), gap_words(assessment) or cells.gap.text),
            ("Dự báo theo tiến độ", cells.projection.text and f"{amount_text(cells.projection.text, spec)} cả năm"),
            ("Đơn vị ước cả năm", cells.estimate.text and amount_text(cells.estimate.text, spec)),
            ("Đơn vị đã ước cả năm", estimate_coverage_text(assessment)),
        )
    yield from _nonempty_facts(
        ("Chủ trì", ", ".join(lead.name for lead in row.leads)),
        (coverage_label(pending=overview.pending), coverage_text(assessment)),
        ("Lấy từ", source_periods(overview, assessment.aggregate)),
        ("Ngưỡng của kế hoạch", threshold_fact(overview, spec, assessment.goal)),
    )
    yield AssessmentFact("Kết luận", f"{STATUS_LABELS[row.status]}. {_reason_text(row)}".strip())


def _nonempty_facts(*pairs: tuple[str, str]) -> Iterator[AssessmentFact]:
    return (AssessmentFact(label, text) for label, text in pairs if text)


def _reason_text(row: IndicatorResult) -> str:
    return reason_text(row.assessment)
