"""The texts of an assessment: the one place where its numbers become text, for screen, print and workbook."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from django.utils.timezone import localtime

from chodon_thidua.lib.numbers import NumberText, format_percent, input_text
from reports.progress.texts.number_cells import (
    NO_NUMBER,
    NumberCell,
    achievement_cell,
    band_cell,
    distance_cell,
    distinct_number,
    number_cell,
    signed_text,
    six_places,
)
from targets.calculation.assessment import Assessment
from targets.calculation.goals import IndicatorGoal
from targets.calculation.types import IndicatorRules
from targets.enums import STATUS_LABELS, Status, TargetBasis
from targets.rank_text import rank_change_text, rank_direction, rank_gap_text
from targets.target_text import end_level_text, goal_text

# Without a period that is due, or a rule to assess by, no value is expected by now.
NOTHING_EXPECTED = (Status.NOT_DUE, Status.NOT_ASSESSED)


@dataclass(frozen=True)
class ResultCells:
    """The number cells of one row, named as on screen; each becomes text when it is first read."""

    assessment: Assessment

    @cached_property
    def target(self) -> NumberCell:
        return target_cell(self.assessment.spec, self.assessment.goal)

    @cached_property
    def actual(self) -> NumberCell:
        assessment = self.assessment
        if assessment.spec.measure.is_composite:
            return NumberCell(f"{assessment.satisfied_children}/{len(assessment.assessed_children)} đạt")
        return _words(assessment) if assessment.spec.measure.has_text else self._cell(assessment.value)

    @cached_property
    def achievement(self) -> NumberCell:
        return achievement_cell(self.assessment.achievement, self.assessment.spec)

    @cached_property
    def expected(self) -> NumberCell:
        return _expected(self.assessment)

    @cached_property
    def percent(self) -> NumberCell:
        return _percent(self.assessment)

    @cached_property
    def gap(self) -> NumberCell:
        return gap_cell(self.assessment)

    @cached_property
    def same_period(self) -> NumberCell:
        return self._cell(self.assessment.same_period)

    @cached_property
    def same_period_change(self) -> NumberCell:
        return _change(self.assessment)

    @cached_property
    def estimate(self) -> NumberCell:
        return self._cell(self.assessment.estimate)

    @cached_property
    def in_period(self) -> NumberCell:
        if self.assessment.spec.measure.has_text:
            return _words(self.assessment, in_period=True)
        return self._cell(self.assessment.in_period)

    @cached_property
    def projection(self) -> NumberCell:
        return self._cell(self.assessment.projection)

    @cached_property
    def baseline(self) -> NumberCell:
        return self._cell(self.assessment.baseline)

    @cached_property
    def last_year(self) -> NumberCell:
        return self._cell(self.assessment.last_year)

    @cached_property
    def end_level(self) -> NumberCell:
        return _end_level(self.assessment)

    def _cell(self, value: Decimal | None) -> NumberCell:
        return number_cell(value, self.assessment.spec)


def result_cells(assessment: Assessment) -> ResultCells:
    return ResultCells(assessment)


def _end_level(assessment: Assessment) -> NumberCell:
    """The level at which a target of rise, fall or growth is reached: “còn 4,33”."""
    level = assessment.end_level
    text = end_level_text(assessment.spec, assessment.goal, level)
    return NumberCell(text, six_places(level)) if text and level is not None else NO_NUMBER


def _words(assessment: Assessment, *, in_period: bool = False) -> NumberCell:
    """The latest words of the only unit that has reported any; those of several stand at each of them."""
    texts = [
        text
        for ordinal, text in assessment.totals.texts.values()
        if not in_period or ordinal == assessment.aggregate.ordinal
    ]
    return NumberCell(texts[0]) if len(texts) == 1 else NO_NUMBER


def status_text(assessment: Assessment) -> str:
    """The status in words, marked where people gave it."""
    label = STATUS_LABELS[assessment.status]
    return f"{label} (đánh giá tay)" if assessment.standing_judgement else label


def judgement_sentence(assessment: Assessment) -> str:
    """Who gave the status, when and why; empty where it was computed."""
    judgement = assessment.standing_judgement
    if judgement is None:
        return ""
    day = f"{localtime(judgement.judged_at):%d/%m/%Y}"
    outdated = " Nội dung đã thay đổi sau khi đánh giá." if assessment.is_judgement_outdated else ""
    return f"Đánh giá tay, {judgement.judge} ngày {day}: {judgement.reason.rstrip('.')}.{outdated}"


def target_cell(spec: IndicatorRules, goal: IndicatorGoal | None) -> NumberCell:
    """The target; where it is in words, these alone."""
    if goal is None:
        return NumberCell(spec.target_words)
    return NumberCell(goal_text(spec, goal), None if spec.measure.is_in_words else goal.middle)


def _expected(assessment: Assessment) -> NumberCell:
    expected, upper, spec = assessment.expected, assessment.expected_upper, assessment.spec
    if assessment.status in NOTHING_EXPECTED:
        return NO_NUMBER
    return achievement_cell(expected, spec) if expected is None or upper is None else band_cell(expected, upper, spec)


def _percent(assessment: Assessment) -> NumberCell:
    percent = assessment.percent_shown
    return NO_NUMBER if percent is None else NumberCell(format_percent(percent), percent)


def gap_cell(assessment: Assessment) -> NumberCell:
    """The signed difference from the target, where there is no percentage of it."""
    gap, spec = assessment.gap, assessment.spec
    if gap is None or assessment.percent_shown is not None:
        return NO_NUMBER
    if spec.measure.has_states:
        return NumberCell(steps_text(gap))
    if spec.is_rank:
        return NumberCell(rank_gap_text(gap), six_places(gap))
    return distance_cell(gap, spec)


def gap_label(spec: IndicatorRules) -> str:
    """The name of what is missing to the target: a difference, or of states the steps."""
    return "So với kế hoạch" if spec.measure.has_states else "Chênh lệch so với kế hoạch"


def steps_text(gap: Decimal) -> str:
    """The distance of a state from the wanted one: “còn 1 bước”; empty where it is reached or passed."""
    return f"còn {input_text(-gap)} bước" if gap < 0 else ""


def step_text(value: Decimal | None, spec: IndicatorRules) -> str:
    """The place of a state among the others, where there is no room for its name: “2/3”."""
    return f"{input_text(value)}/{len(spec.states) - 1}" if spec.states and value is not None else ""


def gap_words(assessment: Assessment) -> str:
    """The gap in words where a value may lie neither below nor above: “còn thiếu 0,1 so với mức dưới”; else empty."""
    gap, goal, spec = assessment.gap, assessment.goal, assessment.spec
    if gap is None or goal is None or not goal.is_band:
        return ""
    if not gap:
        return "nằm trong mức cho phép"
    size = f"{distinct_number(abs(gap), spec.achievement_decimals)}{' điểm' if spec.achievement_is_rate else ''}"
    end = "mức" if goal.value == goal.upper else "mức dưới" if gap < 0 else "mức trên"
    return f"còn thiếu {size} so với {end}" if gap < 0 else f"cao hơn {size} so với {end}"


def expected_text(assessment: Assessment) -> str:
    """The value expected by now; of a change with its direction: “giảm 2”, “tăng 6,5 %”, “giảm” where any will do."""
    spec, goal, text = assessment.spec, assessment.goal, _expected(assessment).text
    if not text or goal is None or not spec.basis.is_change:
        return text
    if assessment.expected:
        return NumberText(f"{_direction(spec)} {text}{_percent_sign(spec)}")
    return text if goal.value else _direction(spec)


def achievement_text(assessment: Assessment) -> str:
    """The size of a change, “tăng 3” where a fall was wanted; of a level it would only repeat the value."""
    spec, m = assessment.spec, assessment.achievement
    if m is None or not spec.basis.is_change:
        return ""
    if not m:
        return "bằng gốc"
    return NumberText(
        f"{_direction(spec, is_opposite=m < 0)} {achievement_cell(abs(m), spec).text}{_percent_sign(spec)}"
    )


def _percent_sign(spec: IndicatorRules) -> str:
    """The sign of a growth, which stands in rows whose unit of measure is another."""
    return " %" if spec.basis == TargetBasis.GROWTH else ""


def _direction(spec: IndicatorRules, *, is_opposite: bool = False) -> str:
    if spec.is_rank:
        return rank_direction(spec, is_opposite=is_opposite)
    return "giảm" if (spec.basis == TargetBasis.FALL) != is_opposite else "tăng"


def source_text(assessment: Assessment, periods: Mapping[int, str]) -> str:
    """The source of a value that is older than the period: “số Quý II”, or “một phần số Quý II” of a part of it."""
    aggregate = assessment.aggregate
    oldest, newest = aggregate.oldest, aggregate.newest
    if assessment.value is None or oldest is None or newest is None or oldest >= aggregate.ordinal:
        return ""
    if newest >= aggregate.ordinal:
        return f"một phần số {periods[oldest]}"
    return f"số {periods[oldest]}" + (f" – {periods[newest]}" if newest > oldest else "")


def _change(assessment: Assessment) -> NumberCell:
    change = assessment.same_period_change
    if change is None or assessment.spec.measure.is_in_words:
        return NO_NUMBER
    return NumberCell(_change_text(assessment, change), six_places(change))


def _change_text(assessment: Assessment, change: Decimal) -> str:
    if assessment.spec.is_rank:
        return rank_change_text(change)
    return f"{signed_text(change, 2)} điểm" if assessment.change_in_points else f"{format_percent(_tenth(change))} %"


def _tenth(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.1"), ROUND_HALF_UP)


def coverage_label(*, pending: bool) -> str:
    """The heading of coverage, which counts units whose figure is approved, or has at least been sent."""
    return "Đơn vị đã nộp" if pending else "Đơn vị đã duyệt"


def coverage_text(assessment: Assessment) -> str:
    """The numbers of units with a figure and of all that report it: “18/20”."""
    aggregate = assessment.aggregate
    return f"{aggregate.covered}/{aggregate.assigned}" if aggregate.assigned else ""


def estimate_coverage_text(assessment: Assessment) -> str:
    """The number of units with an estimate of the year, while some lack one and it has no sum: “12/20 đơn vị”."""
    aggregate = assessment.aggregate
    is_partial = assessment.spec.allocations_add_up and 0 < aggregate.estimated < aggregate.applicable_units
    return f"{aggregate.estimated}/{aggregate.applicable_units} đơn vị" if is_partial else ""
