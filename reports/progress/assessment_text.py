"""The texts of an assessment: the one place where its numbers become text, for screen, print and workbook."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from chodon_thidua.lib.numbers import NumberText, format_number, format_percent, plain_number
from chodon_thidua.lib.text import running_count
from targets.calculation.assessment import Assessment
from targets.calculation.types import IndicatorRules, Subject, UnitId
from targets.enums import (
    COMPARATOR_WORDS,
    LAST_QUARTER,
    REASON_LABELS,
    BaselineKind,
    Reason,
    Status,
    TargetBasis,
)
from targets.target_text import goal_text

SIX_PLACES = Decimal("0.000001")
# Without a period that is due, or a rule to assess by, no value is expected by now.
NOTHING_EXPECTED = (Status.NOT_DUE, Status.NOT_ASSESSED)


@dataclass(frozen=True, slots=True)
class NumberCell:
    """A number with the text that people read; `data` is a plain decimal of at most 6 places, empty without one."""

    text: str = ""
    value: Decimal | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", NumberText(self.text))

    @property
    def data(self) -> str:
        return plain_number(self.value)


@dataclass(frozen=True, slots=True)
class ResultCells:
    """The number cells of one row, named as on screen."""

    target: NumberCell
    actual: NumberCell
    achievement: NumberCell
    expected: NumberCell
    percent: NumberCell
    gap: NumberCell
    same_period: NumberCell
    same_period_change: NumberCell
    estimate: NumberCell
    in_period: NumberCell
    projection: NumberCell
    baseline: NumberCell
    last_year: NumberCell


def result_cells(assessment: Assessment) -> ResultCells:
    spec, goal = assessment.spec, assessment.goal
    actual = number_cell(assessment.value, spec)
    if spec.measure.is_composite:
        actual = NumberCell(f"{assessment.satisfied_children}/{len(assessment.assessed_children)} đạt")
    return ResultCells(
        target=NumberCell(goal_text(spec, goal), goal.value) if goal else NumberCell(),
        actual=actual,
        achievement=number_cell(assessment.achievement, spec),
        expected=_expected(assessment),
        percent=_percent(assessment),
        gap=_gap(assessment),
        same_period=number_cell(assessment.same_period, spec),
        same_period_change=_change(assessment),
        estimate=number_cell(assessment.estimate, spec),
        in_period=number_cell(assessment.in_period, spec),
        projection=number_cell(assessment.projection, spec),
        baseline=number_cell(assessment.baseline, spec),
        last_year=number_cell(assessment.last_year, spec),
    )


def number_cell(value: Decimal | None, spec: IndicatorRules) -> NumberCell:
    """The number rounded half up to the indicator's decimals; its data keep six."""
    return NumberCell() if value is None else NumberCell(format_number(value, spec.decimals), _six_places(value))


def signed_text(value: Decimal, decimals: int) -> str:
    text = format_number(value, decimals)
    return f"+{text}" if value > 0 and text != "0" else text


def _expected(assessment: Assessment) -> NumberCell:
    return NumberCell() if assessment.status in NOTHING_EXPECTED else number_cell(assessment.expected, assessment.spec)


def _percent(assessment: Assessment) -> NumberCell:
    percent = assessment.percent_shown
    return NumberCell() if percent is None else NumberCell(format_percent(percent), percent)


def _gap(assessment: Assessment) -> NumberCell:
    """The signed difference from the target, where there is no percentage of it."""
    gap, spec = assessment.gap, assessment.spec
    if gap is None or assessment.percent_shown is not None:
        return NumberCell()
    return NumberCell(signed_text(gap, spec.decimals) + (" điểm" if spec.is_rate else ""), _six_places(gap))


def expected_text(assessment: Assessment) -> str:
    """The value expected by now; of a fall or a rise with its direction: “giảm 2”, “giảm” where any will do."""
    spec, goal, text = assessment.spec, assessment.goal, _expected(assessment).text
    if not text or goal is None or spec.basis == TargetBasis.LEVEL:
        return text
    if assessment.expected:
        return NumberText(f"{_direction(spec)} {text}")
    return text if goal.value else _direction(spec)


def achievement_text(assessment: Assessment) -> str:
    """The size of a fall or a rise, “tăng 3” where a fall was wanted; of a level it would only repeat the value."""
    spec, m = assessment.spec, assessment.achievement
    if m is None or spec.basis == TargetBasis.LEVEL:
        return ""
    if not m:
        return "bằng gốc"
    return NumberText(f"{_direction(spec, is_opposite=m < 0)} {number_cell(abs(m), spec).text}")


def _direction(spec: IndicatorRules, *, is_opposite: bool = False) -> str:
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
    if change is None:
        return NumberCell()
    text = f"{signed_text(change, 2)} điểm" if assessment.change_in_points else f"{format_percent(_tenth(change))} %"
    return NumberCell(text, _six_places(change))


def _six_places(value: Decimal) -> Decimal:
    return value.quantize(SIX_PLACES)


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


def remark_sentences(
    assessment: Assessment,
    names: Mapping[UnitId, str],
    periods: Mapping[int, str],
    *,
    pending: bool,
    most: int | None = None,
) -> list[str]:
    """The sentences that must stand beside the number: that it is provisional, old or partial, and who is missing.

    Shape: `names` of units by id, of `periods` by ordinal; `pending` is true where figures not yet approved count.
    No more than `most` units are named in each, where room is short; units whose names are not known are counted.
    """
    totals, aggregate, comparison = assessment.totals, assessment.aggregate, assessment.year_comparison

    def who(units: tuple[UnitId, ...], count: int) -> str:
        return subject_names(units, names, most=most) if units else f"{running_count(count)} đơn vị"

    sentences = []
    is_waiting = assessment.status == Status.NOT_DUE
    if assessment.provisional and assessment.value is not None and not is_waiting:
        sentences.append(f"{provisional_text(periods)}.")
    if assessment.reason and assessment.reason in REASON_LABELS:
        sentences.append(REASON_LABELS[assessment.reason])
    if assessment.is_list_only and assessment.reason != Reason.LIST_ONLY:
        sentences.append(REASON_LABELS[Reason.LIST_ONLY])
    if source := source_note(assessment, periods):
        sentences.append(f"{source}.")
    if aggregate.silent and aggregate.has_figures and not is_waiting:
        sentences.append(f"Chưa có số liệu{'' if pending else ' được duyệt'}: {who(totals.silent, aggregate.silent)}.")
    if aggregate.half:
        sentences.append(f"Thiếu tử số hoặc mẫu số: {who(totals.half, aggregate.half)}.")
    if comparison and comparison.without:
        sentences.append(f"Không so sánh vì thiếu số gốc: {who(comparison.left_out, comparison.without)}.")
    if assessment.missing_named and aggregate.has_figures and not is_waiting:
        sentences.append(f"Còn thiếu: {subject_names(assessment.missing_named, names)}.")
    if assessment.unlisted:
        sentences.append(f"Khác danh sách: {subject_names(assessment.unlisted, names, most=most)}.")
    return sentences


def subject_names(subjects: tuple[Subject, ...], names: Mapping[UnitId, str], *, most: int | None = None) -> str:
    labels = [names.get(subject, str(subject)) if isinstance(subject, int) else subject for subject in subjects]
    if most is None or len(labels) <= most + 1:
        return ", ".join(labels)
    return f"{', '.join(labels[:most])} và {running_count(len(labels) - most)} đơn vị khác"


def provisional_text(periods: Mapping[int, str]) -> str:
    name = periods[LAST_QUARTER]
    return f"Tạm tính theo {name[:1].lower()}{name[1:]}"


def source_note(assessment: Assessment, periods: Mapping[int, str]) -> str:
    """The period of an older value; empty where “tạm tính” names it, as of a year that is not closed."""
    oldest = assessment.aggregate.oldest or 0
    text = "" if assessment.provisional and oldest >= LAST_QUARTER else source_text(assessment, periods)
    return f"{text[:1].upper()}{text[1:]}"


def movement_sentence(assessment: Assessment, last_years: str) -> str:
    """The size of a fall or a rise: “Giảm 3 vụ so với cùng kỳ năm 2021.”; of a level the gap, if any."""
    spec, m = assessment.spec, assessment.achievement
    if spec.basis == TargetBasis.LEVEL:
        gap = _gap(assessment).text
        return f"Chênh lệch so với kế hoạch: {gap}." if gap else ""
    if m is None:
        return ""
    base = f"{'cùng kỳ' if spec.baseline_kind == BaselineKind.SAME_PERIOD else 'cuối'} năm {last_years}"
    if m == 0:
        return f"Bằng {base}."
    text = achievement_text(assessment)
    return f"{text[:1].upper()}{text[1:]} {'điểm' if spec.is_rate else spec.unit_of_measure} so với {base}."


def rule_sentence(assessment: Assessment) -> str:
    """The rule of the assessment in words: which value is compared with which target."""
    goal = assessment.goal
    if goal is None:
        return "Không có chỉ tiêu giao ở phạm vi này."
    of = {TargetBasis.LEVEL: "Giá trị lũy kế", TargetBasis.FALL: "Mức giảm", TargetBasis.RISE: "Mức tăng"}[
        assessment.spec.basis
    ]
    target = format_number(goal.value, max(assessment.spec.decimals, 2))
    in_points = assessment.spec.is_rate and assessment.spec.basis != TargetBasis.LEVEL
    unit = "điểm" if in_points else assessment.spec.unit_of_measure
    return f"{of} phải {COMPARATOR_WORDS[goal.comparator]} {target} {unit}."
