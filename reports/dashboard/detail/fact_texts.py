"""The texts of the inputs of an assessment."""

from collections.abc import Iterator

from chodon_thidua.lib.numbers import format_number, format_percent
from reports.progress.assessment_text import (
    ResultCells,
    expected_text,
)
from reports.progress.indicator_result import IndicatorResult
from reports.progress.overview import PlanOverview
from targets.calculation.aggregate import FigureAggregate
from targets.calculation.assessment import Assessment
from targets.calculation.goals import IndicatorGoal
from targets.calculation.types import IndicatorRules
from targets.enums import BASIS_LABELS, BaselineKind, TargetBasis
from targets.rank_text import STEP, rank_name
from targets.target_text import with_unit


def amount_text(text: str, spec: IndicatorRules, *, points: bool = False) -> str:
    """The text with its unit: “577 ha”, “hạng 7”; the size of a change is in points or percent, of a rank in places."""
    if spec.is_rank:
        if not text[:1].isdigit():  # a target in words
            return text
        return f"{text} {STEP}" if points and spec.basis.is_change else rank_name(text)
    return f"{text} {spec.achievement_unit}" if points and spec.basis.is_change else with_unit(text, spec)


def expected_fact(assessment: Assessment) -> str:
    """The value expected by now: “90 ha”, “giảm 2 điểm”; “giảm” where any fall will do."""
    text = expected_text(assessment)
    return amount_text(text, assessment.spec, points=True) if text[-1:].isdigit() else text


def change_facts(cells: ResultCells, spec: IndicatorRules, last_years: str) -> Iterator[tuple[str, str]]:
    """Yields the base and the size of a fall or a rise; nothing for a level."""
    if not spec.basis.is_change:
        return
    at = "cùng kỳ năm" if spec.baseline_kind == BaselineKind.SAME_PERIOD else "cuối năm"
    yield f"Số gốc ({at} {last_years})", cells.baseline.text and amount_text(cells.baseline.text, spec)
    label = BASIS_LABELS[spec.basis]
    if spec.is_rank:
        label = "Lên" if spec.basis == TargetBasis.FALL else "Xuống"
    yield label, cells.achievement.text and amount_text(cells.achievement.text, spec, points=True)


def target_fact(overview: PlanOverview, row: IndicatorResult, cells: ResultCells) -> str:
    spec = row.assessment.spec
    text = cells.target.text if spec.basis.is_change else amount_text(cells.target.text, spec)
    if cells.end_level.text:
        text += f", {amount_text(cells.end_level.text, spec)}"
    allocation = overview.allocated(row.indicator)
    if allocation:
        text += f" (đã giao {format_number(allocation[0], 6)}/{format_number(allocation[1], 6)})"
    return text


def source_periods(overview: PlanOverview, aggregate: FigureAggregate) -> str:
    """The periods of the figures of which the value is made."""
    names = overview.plan_data.period_names
    if not aggregate.oldest or not aggregate.newest:
        return ""
    if aggregate.oldest < aggregate.newest:
        return f"Số liệu đến {names[aggregate.newest]}; phần cũ nhất là số {names[aggregate.oldest]}"
    return f"Số liệu đến {names[aggregate.newest]}"


def threshold_text(overview: PlanOverview) -> str:
    return f"{_at_risk_text(overview)}; “Vượt” khi trên {format_percent(overview.plan.exceeded_above)} % kế hoạch"


def threshold_fact(overview: PlanOverview, spec: IndicatorRules, goal: IndicatorGoal | None) -> str:
    """When a value short of the target is only “Cần chú ý”, and when it is “Vượt”; nothing for a ceiling or words."""
    if goal is None or spec.measure.is_in_words or not (goal.is_floor or goal.is_band):
        return ""
    if goal.is_band:
        return _at_risk_text(overview, "mức dưới cần có")
    if goal.upper is None:
        return threshold_text(overview)
    upper = amount_text(format_number(goal.upper, max(spec.decimals, 2)), spec, points=True)
    return f"{_at_risk_text(overview)}; “Vượt” khi trên mức phấn đấu {upper}"


def _at_risk_text(overview: PlanOverview, of: str = "mức cần có") -> str:
    return f"“Cần chú ý” từ {format_percent(overview.plan.at_risk_above)} % {of}"
