"""The rule of an assessment and the size of a fall or a rise, in sentences."""

from reports.progress.assessment_text import achievement_text, gap_cell, gap_label, gap_words
from targets.calculation.assessment import Assessment
from targets.enums import BASIS_LABELS, BaselineKind
from targets.rank_text import STEP
from targets.target_text import goal_text, goal_words, value_word


def movement_sentence(assessment: Assessment, last_years: str) -> str:
    """The size of a fall or a rise: “Giảm 3 vụ so với cùng kỳ năm 2021.”; of a level the gap, if any."""
    spec, m = assessment.spec, assessment.achievement
    if not spec.basis.is_change:
        gap = gap_words(assessment) or gap_cell(assessment).text
        return f"{gap_label(spec)}: {gap}." if gap else ""
    if m is None:
        return ""
    base = f"{'cùng kỳ' if spec.baseline_kind == BaselineKind.SAME_PERIOD else 'cuối'} năm {last_years}"
    if m == 0:
        return f"Bằng {base}."
    text = achievement_text(assessment)
    unit = "" if text.endswith("%") else f" {STEP if spec.is_rank else spec.achievement_unit}"
    return f"{text[:1].upper()}{text[1:]}{unit} so với {base}."


def rule_sentence(assessment: Assessment) -> str:
    """The rule of the assessment in words: which value is compared with which target."""
    goal = assessment.goal
    if goal is None:
        return "Không có chỉ tiêu giao ở phạm vi này."
    spec = assessment.spec
    if spec.measure.has_states:
        return f"Trạng thái đến kỳ này phải đạt mức cần có: {goal_text(spec, goal)}."
    if spec.is_rank:
        return f"{'Mức thay đổi thứ hạng' if spec.basis.is_change else 'Thứ hạng'} phải {goal_text(spec, goal)}."
    subject = BASIS_LABELS[spec.basis] if spec.basis.is_change else f"Giá trị {value_word(spec).lower()}"
    return f"{subject} phải {goal_words(spec, goal)} {spec.achievement_unit}."
