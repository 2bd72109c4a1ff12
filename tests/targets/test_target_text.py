"""The words for targets, their levels, the years of a plan and the numbers of last year."""

from dataclasses import replace
from decimal import Decimal

import pytest

from targets.enums import (
    BASIS_LABELS,
    COMPARATOR_SIGNS,
    COMPARATOR_WORDS,
    PERIOD_STATE_LABELS,
    PLAN_STATUS_LABELS,
    REASON_LABELS,
    STATUS_LABELS,
    BaselineKind,
    Comparator,
    Measure,
    OverTime,
    PeriodState,
    PlanStatus,
    Reason,
    Status,
    TargetBasis,
)
from targets.models import Indicator, IndicatorPart
from targets.selectors.baselines.labels import minimums_of, number_labels
from targets.target_text import end_level_text, goal_text, level_label, value_word
from targets.target_values import NOT_ASKED, TargetValues, target_values
from tests.targets.calculation_builders import amount, goal, ratio

FALL, RISE, GROWTH = TargetBasis.FALL, TargetBasis.RISE, TargetBasis.GROWTH
YEAR_END = BaselineKind.YEAR_END
GROWTH_RULES = {"basis": GROWTH, "baseline_kind": YEAR_END}


@pytest.mark.parametrize(
    ("spec", "target", "text"),
    [
        (amount(unit_of_measure="ha"), goal(">=", 570), "≥ 570"),
        (amount(unit_of_measure="ha"), goal("<", "1234.5"), "< 1.234,5"),
        (amount(unit_of_measure="ha", decimals=3), goal(">", "0.125"), "> 0,125"),
        (ratio(), goal(">=", "80.5"), "≥ 80,5"),
        (ratio(basis=FALL, baseline_kind=YEAR_END), goal(">=", 2), "giảm ≥ 2,0 điểm"),
        (ratio(basis=RISE, baseline_kind=YEAR_END), goal(">", "0.25"), "tăng > 0,25 điểm"),
        (ratio(basis=FALL, baseline_kind=YEAR_END), goal(">", 0), "giảm"),
        (ratio(basis=FALL, baseline_kind=YEAR_END), goal(">=", 0), "giảm ≥ 0,0 điểm"),
        (amount(unit_of_measure="vụ", basis=FALL, baseline_kind=YEAR_END), goal(">", 0), "giảm"),
        (amount(unit_of_measure="vụ", basis=FALL, baseline_kind=YEAR_END), goal(">=", 3), "giảm ≥ 3"),
        (amount(unit_of_measure="hộ", basis=RISE, baseline_kind=YEAR_END), goal(">=", 1500), "tăng ≥ 1.500"),
        (amount(unit_of_measure="tỷ đồng", basis=GROWTH), goal(">=", "6.5"), "tăng ≥ 6,5 %"),
        (ratio(basis=GROWTH), goal(">", 12), "tăng > 12 %"),
        (amount(unit_of_measure="tỷ đồng", basis=GROWTH), goal(">", 0), "tăng"),
    ],
)
def test_a_goal_reads_as_the_plan_writes_it(spec, target, text):
    assert goal_text(spec, target) == text


@pytest.mark.parametrize(
    ("spec", "label"),
    [
        (amount(unit_of_measure="ha"), "Giá trị (ha)"),
        (ratio(), "Giá trị (%)"),
        (ratio(basis=FALL), "Mức giảm (điểm)"),
        (ratio(basis=RISE, unit_of_measure="‰"), "Mức tăng (điểm)"),
        (amount(basis=FALL, unit_of_measure="vụ"), "Mức giảm (vụ)"),
        (amount(basis=GROWTH, unit_of_measure="tỷ đồng"), "Tốc độ tăng (%)"),
        (ratio(basis=GROWTH, unit_of_measure="‰"), "Tốc độ tăng (%)"),
    ],
)
def test_the_level_of_a_target_is_labelled_with_what_is_typed(spec, label):
    assert level_label(spec) == label


@pytest.mark.parametrize(
    ("spec", "target", "end_level", "text"),
    [
        (ratio(basis=FALL, decimals=2), goal(">=", "0.7"), "4.33", "còn 4,33"),
        (amount(basis=FALL, unit_of_measure="vụ"), goal(">=", 3), "12", "còn 12"),
        (amount(basis=GROWTH), goal(">=", "6.5"), "982.995", "đạt 982,995"),
        (amount(basis=RISE), goal(">=", 2), "1007", "đạt 1.007"),
        (ratio(basis=RISE, decimals=1), goal(">=", 2), "12.33333333", "đạt 12,333"),
        (ratio(basis=FALL), goal(">", 0), "5.03", ""),  # any fall will do
        (ratio(basis=FALL), goal(">=", 2), None, ""),  # last year is not known
        (amount(), None, "7", ""),
    ],
)
def test_the_level_that_a_change_leads_to_in_words(spec, target, end_level, text):
    assert end_level_text(spec, target, None if end_level is None else Decimal(end_level)) == text


@pytest.mark.parametrize(
    ("spec", "unit", "decimals", "is_rate"),
    [
        (amount(unit_of_measure="vụ"), "vụ", 0, False),
        (amount(unit_of_measure="vụ", basis=FALL), "vụ", 0, False),
        (ratio(decimals=1), "%", 1, True),
        (ratio(decimals=1, basis=RISE), "điểm", 1, True),
        (ratio(unit_of_measure="vụ/1.000 người", basis=FALL), "vụ/1.000 người", 2, False),
        (amount(unit_of_measure="tỷ đồng", decimals=3, basis=GROWTH), "%", 2, True),
        (ratio(decimals=1, unit_of_measure="‰", basis=GROWTH), "%", 2, True),
    ],
)
def test_what_is_compared_with_the_target_has_its_own_unit_and_decimals(spec, unit, decimals, is_rate):
    assert (spec.achievement_unit, spec.achievement_decimals, spec.achievement_is_rate) == (unit, decimals, is_rate)


@pytest.mark.parametrize(
    ("values", "text"),
    [
        (TargetValues(), "chưa giao"),
        (TargetValues(reports=True), "chưa giao, nhập số liệu"),
        (TargetValues(Comparator.AT_LEAST, Decimal("27.50")), "≥ 27,5"),
        (TargetValues(Comparator.BELOW, Decimal(0), reports=True), "< 0, nhập số liệu"),
    ],
)
def test_the_target_of_a_unit_in_words(values, text):
    assert str(values) == text


@pytest.mark.parametrize(
    ("spec", "word"),
    [
        (amount(), "Lũy kế"),
        (amount(OverTime.AVERAGE), "Bình quân"),
        (amount(OverTime.MAXIMUM), "Cao nhất"),
        (ratio(OverTime.SUM, OverTime.AVERAGE), "Lũy kế"),
        (replace(amount(), measure=Measure.STATE), "Kết quả"),
        (replace(amount(OverTime.MAXIMUM), measure=Measure.STATE), "Kết quả"),
        (replace(amount(), measure=Measure.TEXT), "Kết quả"),
    ],
)
def test_only_what_adds_up_is_called_so(spec, word):
    assert value_word(spec) == word


@pytest.mark.parametrize(
    ("spec", "target", "text"),
    [
        (amount(**GROWTH_RULES), goal(">=", "6.5", upper=7), "tăng ≥ 6,5 %, phấn đấu 7,0 %"),
        (amount(**GROWTH_RULES), goal(">", "6.5"), "tăng > 6,5 %"),
        (amount(**GROWTH_RULES), goal("in", "6.5", upper=7), "tăng 6,5–7,0 %"),
        (ratio(basis=FALL, baseline_kind=YEAR_END), goal(">=", "0.7", upper=1), "giảm ≥ 0,7 điểm, phấn đấu 1,0 điểm"),
        (amount(basis=RISE, baseline_kind=YEAR_END), goal(">", 2, upper=3), "tăng > 2, phấn đấu 3"),
    ],
)
def test_a_level_to_strive_for_has_its_own_unit(spec, target, text):
    assert goal_text(spec, target) == text


def test_two_targets_have_the_same_level_whoever_reports():
    level = TargetValues(Comparator.AT_LEAST, Decimal("27.5"))
    assert level.same_level(TargetValues(Comparator.AT_LEAST, Decimal("27.50"), reports=True))
    assert not level.same_level(TargetValues(Comparator.ABOVE, Decimal("27.5")))
    assert not level.same_level(NOT_ASKED)
    assert target_values(None) is NOT_ASKED


@pytest.mark.parametrize(
    ("labels", "members"),
    [
        (STATUS_LABELS, Status),
        (REASON_LABELS, Reason),
        (BASIS_LABELS, TargetBasis),
        (COMPARATOR_SIGNS, Comparator),
        (COMPARATOR_WORDS, Comparator),
        (PLAN_STATUS_LABELS, PlanStatus),
        (PERIOD_STATE_LABELS, PeriodState),
    ],
)
def test_everything_that_people_see_has_words_of_its_own(labels, members):
    assert labels.keys() == set(members)
    assert len(set(labels.values())) == len(labels)
    assert all(text.strip() for text in labels.values())


# Last year's numbers


def part(role: str, label: str, unit: str, over_time: str, minimum: int | None = 0) -> IndicatorPart:
    least = None if minimum is None else Decimal(minimum)
    return IndicatorPart(role=role, label=label, unit_of_measure=unit, over_time=over_time, minimum=least)


GRAIN = part("NUMERATOR", "Sản lượng lương thực", "tấn", "SUM")
PEOPLE = part("DENOMINATOR", "Dân số trung bình", "người", "LAST", 1)


@pytest.mark.parametrize(
    ("measure", "unit", "parts", "labels"),
    [
        (
            "RATIO",
            "kg/người",
            (GRAIN, PEOPLE),
            {
                "numerator": "Sản lượng lương thực (tấn), lũy kế từ đầu năm",
                "denominator": "Dân số trung bình (người), tại cuối kỳ",
                "value": "Hoặc chỉ mức đã công bố (kg/người)",
            },
        ),
        ("AMOUNT", "tấn", (GRAIN,), {"value": "Sản lượng lương thực (tấn), lũy kế từ đầu năm"}),
        ("RECOGNITION", "xã", (), {"value": "Số được công nhận (xã), lũy kế từ đầu năm"}),
    ],
)
def test_each_number_of_last_year_says_what_it_counts_and_over_which_time(measure, unit, parts, labels):
    assert number_labels(Indicator(measure=measure, unit_of_measure=unit), parts) == labels


def test_a_published_value_is_held_to_the_least_of_its_numerator():
    assert minimums_of([GRAIN, PEOPLE]) == {"numerator": 0, "denominator": 1, "value": 0}
    assert minimums_of([part("NUMERATOR", "Chênh lệch", "tỷ đồng", "SUM", None)]) == {"numerator": None, "value": None}
    assert minimums_of([]) == {"value": None}
