"""The rule of an assessment and the size of a fall or a rise, in sentences."""

from reports.progress.assessment_text import achievement_text, gap_cell, gap_label, gap_words
from targets.calculation.assessment import Assessment
from targets.enums import BaselineKind, TargetBasis
from targets.rank_text import STEP
from targets.target_text import goal_text, goal_words


def movement_sentence(assessment: Assessment, last_years: str) -> str:
    """The size of a fall or a rise: “Giảm 3 vụ so với cùng kỳ năm 2021.”; of a level the gap, if any."""
    spec, m = assessment.spec, assessment.achievement
    if spec.basis == TargetBasis.LEVEL:
        gap = gap_words(assessment) or gap_cell(assessment).text
        return f"{gap_label(spec)}: {gap}." if gap else ""
    if m is None:
        return ""
    base = f"{'cùng kỳ' if spec.baseline_kind == BaselineKind.SAME_PERIOD else 'cuối'} năm {last_years}"
    if m == 0:
        return f"Bằng {base}."
    text = achievement_text(assessment)
    unit = "điểm" if spec.is_rate else STEP if spec.is_rank else spec.unit_of_measure
    return f"{text[:1].upper()}{text[1:]} {unit} so với {base}."


def rule_sentence(assessment: Assessment) -> str:
    """The rule of the assessment in words: which value is compared with which target."""
    goal = assessment.goal
    if goal is None:
        return "Không có chỉ tiêu giao ở phạm vi này."
    if assessment.spec.measure.has_states:
        return f"Trạng thái đến kỳ này phải đạt mức cần có: {goal_text(assessment.spec, goal)}."
    of = {TargetBasis.LEVEL: "Giá trị lũy kế", TargetBasis.FALL: "Mức giảm", TargetBasis.RISE: "Mức tăng"}[
        assessment.spec.basis
    ]
    if assessment.spec.is_rank:
        level = assessment.spec.basis == TargetBasis.LEVEL
        return f"{'Thứ hạng' if level else 'Mức thay đổi thứ hạng'} phải {goal_text(assessment.spec, goal)}."
    in_points = assessment.spec.is_rate and assessment.spec.basis != TargetBasis.LEVEL
    unit = "điểm" if in_points else assessment.spec.unit_of_measure
    return f"{of} phải {goal_words(assessment.spec, goal)} {unit}."
