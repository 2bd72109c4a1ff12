"""“Vì sao?”: the inputs of an assessment and the rule that decided it, in plain words."""

from collections.abc import Iterator
from dataclasses import dataclass

from chodon_thidua.lib.numbers import format_number, format_percent
from reports.progress.assessment_text import (
    ResultCells,
    coverage_label,
    coverage_text,
    estimate_coverage_text,
    expected_text,
    result_cells,
)
from reports.progress.indicator_result import IndicatorResult
from reports.progress.overview import PlanOverview
from reports.progress.texts.rules import rule_sentence
from targets.calculation.aggregate import FigureAggregate
from targets.calculation.assessment import Assessment
from targets.calculation.types import IndicatorRules
from targets.enums import REASON_LABELS, STATUS_LABELS, BaselineKind, TargetBasis


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
            (f"Lũy kế đến {overview.period.name}", cells.actual.text and _amount_text(cells.actual.text, spec)),
            *_change_facts(cells, spec, calendar.last_years),
            (f"Kế hoạch năm {calendar.years}", cells.target.text and _target_text(overview, row, cells)),
            ("Cần có đến kỳ này", _expected(assessment)),
            ("Phép so sánh", rule_sentence(assessment) if assessment.goal else ""),
            ("So với kế hoạch", cells.percent.text and f"{cells.percent.text} %"),
            ("Chênh lệch so với kế hoạch", cells.gap.text),
            ("Dự báo theo tiến độ", cells.projection.text and f"{_amount_text(cells.projection.text, spec)} cả năm"),
            ("Đơn vị ước cả năm", cells.estimate.text and _amount_text(cells.estimate.text, spec)),
            ("Đơn vị đã ước cả năm", estimate_coverage_text(assessment)),
        )
    lead = row.indicator.lead
    yield from _nonempty_facts(
        ("Chủ trì", lead.name if lead else ""),
        (coverage_label(pending=overview.pending), coverage_text(assessment)),
        ("Lấy từ", _source_periods(overview, assessment.aggregate)),
        ("Ngưỡng của kế hoạch", _thresholds(overview) if assessment.goal and assessment.goal.is_floor else ""),
    )
    yield AssessmentFact("Kết luận", f"{STATUS_LABELS[row.status]}. {_reason_text(row)}".strip())


def _nonempty_facts(*pairs: tuple[str, str]) -> Iterator[AssessmentFact]:
    return (AssessmentFact(label, text) for label, text in pairs if text)


def _reason_text(row: IndicatorResult) -> str:
    return REASON_LABELS[row.assessment.reason] if row.assessment.reason else ""


def _amount_text(text: str, spec: IndicatorRules, *, points: bool = False) -> str:
    """The text with its unit: “577 ha”, “80,5 %”; the size of a change of a rate is in points."""
    if points and spec.basis != TargetBasis.LEVEL and spec.is_rate:
        return f"{text} điểm"
    return f"{text} {spec.unit_of_measure}"


def _expected(assessment: Assessment) -> str:
    """The value expected by now: “90 ha”, “giảm 2 điểm”; “giảm” where any fall will do."""
    text = expected_text(assessment)
    return _amount_text(text, assessment.spec, points=True) if text[-1:].isdigit() else text


def _change_facts(cells: ResultCells, spec: IndicatorRules, last_years: str) -> Iterator[tuple[str, str]]:
    """Yields the base and the size of a fall or a rise; nothing for a level."""
    if spec.basis == TargetBasis.LEVEL:
        return
    at = "cùng kỳ năm" if spec.baseline_kind == BaselineKind.SAME_PERIOD else "cuối năm"
    yield f"Số gốc ({at} {last_years})", cells.baseline.text and _amount_text(cells.baseline.text, spec)
    word = "Mức giảm" if spec.basis == TargetBasis.FALL else "Mức tăng"
    yield word, cells.achievement.text and _amount_text(cells.achievement.text, spec, points=True)


def _target_text(overview: PlanOverview, row: IndicatorResult, cells: ResultCells) -> str:
    spec = row.assessment.spec
    text = cells.target.text if spec.basis != TargetBasis.LEVEL else _amount_text(cells.target.text, spec)
    allocation = overview.allocated(row.indicator)
    if allocation:
        text += f" (đã giao {format_number(allocation[0], 6)}/{format_number(allocation[1], 6)})"
    return text


def _source_periods(overview: PlanOverview, aggregate: FigureAggregate) -> str:
    """The periods of the figures of which the value is made."""
    names = overview.plan_data.period_names
    if not aggregate.oldest or not aggregate.newest:
        return ""
    if aggregate.oldest < aggregate.newest:
        return f"Số liệu đến {names[aggregate.newest]}; phần cũ nhất là số {names[aggregate.oldest]}"
    return f"Số liệu đến {names[aggregate.newest]}"


def _thresholds(overview: PlanOverview) -> str:
    plan = overview.plan
    return (
        f"“Cần chú ý” từ {format_percent(plan.at_risk_above)} % mức cần có; "
        f"“Vượt” khi trên {format_percent(plan.exceeded_above)} % kế hoạch"
    )
