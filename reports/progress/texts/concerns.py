"""The sentences that say why an indicator needs attention."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from chodon_thidua.lib.numbers import format_number
from reports.progress.assessment_text import ResultCells, judgement_sentence, result_cells, source_text
from reports.progress.indicator_result import IndicatorResult
from reports.progress.texts.number_cells import distinct_number
from targets.calculation.assessment import Assessment
from targets.enums import REASON_LABELS, BaselineKind, Status
from targets.target_text import goal_text, with_unit

WORST_FIRST = (Status.MISSED, Status.BEHIND, Status.AT_RISK)
SETTLED = (Status.EXCEEDED, Status.MET, Status.MISSED, Status.NOT_ASSESSED, Status.NOT_DUE)


def reason_sentences(row: IndicatorResult, periods: Mapping[int, str]) -> Iterator[str]:
    """Yields sentences that say why the row needs attention; none where it does not."""
    for child in row.children or [row]:
        sentences = (
            [_shortfall(child.assessment, result_cells(child.assessment), periods)]
            if child.status in WORST_FIRST
            else []
        )
        text = " ".join([*sentences, *_forecast_sentences(child.assessment)])
        if text:
            yield f"{child.indicator.name}: {text[:1].lower()}{text[1:]}" if child.is_child else text


def _shortfall(assessment: Assessment, cells: ResultCells, periods: Mapping[int, str]) -> str:
    """The value beside the expected value; where there are no two numbers, the reason of the assessment."""
    spec, goal = assessment.spec, assessment.goal
    if goal is None or assessment.achievement is None:
        return judgement_sentence(assessment) or (REASON_LABELS[assessment.reason] if assessment.reason else "")
    source = source_text(assessment, periods)
    now, target = with_unit(cells.actual.text, spec), _without_breaks(cells.target.text)
    now += f" ({source})" if source else ""
    if spec.basis.is_change:
        base = "cùng kỳ năm trước" if spec.baseline_kind == BaselineKind.SAME_PERIOD else "cuối năm trước"
        end_level = f", {_without_breaks(cells.end_level.text)}" if cells.end_level.text else ""
        return f"Hiện {now}, {base} {cells.baseline.text}; kế hoạch {target}{end_level}."
    reference_label = "kế hoạch năm" if assessment.is_year_closed else "đến kỳ này cần"
    if goal.is_band:
        return f"Hiện {now}, {reference_label} {cells.expected.text or target}, {_band_words(assessment)}."
    if goal.is_floor and assessment.expected is not None:
        return f"Mới {now}, {reference_label} {cells.expected.text}."
    return f"{'Đang ở' if spec.is_rank else 'Đã'} {now}, kế hoạch {target}."


def _band_words(assessment: Assessment) -> str:
    """“thiếu 0,1”, “cao hơn 0,1”: the distance from the nearer end of what is expected by now."""
    gap = assessment.expected_gap or Decimal(0)
    size = distinct_number(abs(gap), assessment.spec.achievement_decimals)
    return f"thiếu {size}" if gap < 0 else f"cao hơn {size}"


def _forecast_sentences(assessment: Assessment) -> Iterator[str]:
    """Yields the forecasts of the whole year that miss the target: the units' own, and the projection by pace.

    A projection equal to the value, as that of a rate is, adds nothing and is left out.
    """
    goal, spec = assessment.goal, assessment.spec
    if goal is None or spec.basis.is_change or assessment.status in SETTLED:
        return
    projection = assessment.projection if assessment.projection != assessment.value else None
    for says, value in (("Đơn vị ước cả năm", assessment.estimate), ("Theo tiến độ, cả năm ước", projection)):
        if value is not None and not goal.holds(value):
            value_text = with_unit(_distinct_text(value, goal.nearer_end(value), spec.decimals), spec)
            yield f"{says} {value_text}, kế hoạch {_without_breaks(goal_text(spec, goal))}."


def _distinct_text(value: Decimal, target: Decimal, decimals: int) -> str:
    """The forecast with as many decimals as it takes to read otherwise than the target that it misses."""
    texts = [format_number(value, decimals + more) for more in range(3)]
    return next((text for text in texts if text != format_number(target, 6)), texts[-1])


def _without_breaks(text: str) -> str:
    """The text with its blanks unbreakable, so that “≥ 600” stays on one line."""
    return text.replace(" ", "\u00a0")


def severity(assessment: Assessment) -> tuple[int, Decimal]:
    """Returns a key that sorts the worst first: by status, then by how far the value is from the expected one.

    What has no two positive numbers to compare comes last among those with its status, in the plan's order.
    """
    place = WORST_FIRST.index(assessment.status) if assessment.status in WORST_FIRST else len(WORST_FIRST)
    goal, reached, expected = assessment.goal, assessment.achievement, assessment.expected
    if goal is None or reached is None or expected is None or reached < 0 or expected <= 0:
        return place, Decimal("Infinity")
    if goal.is_floor or (assessment.expected_gap or 0) < 0:
        return place, reached / expected
    most = expected if assessment.expected_upper is None else assessment.expected_upper
    return place, most / reached if reached else Decimal("Infinity")
