"""The texts of an assessment: what people read for each number, and the sentences beside it."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.progress.assessment_text import (
    achievement_text,
    coverage_label,
    coverage_text,
    expected_text,
    result_cells,
    source_text,
)
from reports.progress.texts.number_cells import NumberCell, number_cell, signed_text
from reports.progress.texts.remarks import remark_sentences, source_note, subject_names
from reports.progress.texts.rules import movement_sentence, rule_sentence
from targets.enums import BaselineKind, OverTime, TargetBasis
from tests.targets.calculation_builders import (
    CLOSED,
    FINAL,
    amount,
    assess_readings,
    goal,
    locked_moment,
    open_moment,
    own_row,
    quarters,
    ratio,
    reading,
)

PERIODS = {1: "Quý I", 2: "Quý II", 3: "Quý III", 4: "Quý IV", 5: "Cả năm"}
NAMES = {1: "Ngọc Phái", 2: "Quảng Bạch", 3: "Bằng Lãng", 4: "Đồng Lạc", 5: "Yên Phong"}
HECTARES = amount(unit_of_measure="ha")
LEVEL = amount(OverTime.LAST, unit_of_measure="vụ")
FALL = amount(OverTime.LAST, unit_of_measure="vụ", basis=TargetBasis.FALL, baseline_kind=BaselineKind.SAME_PERIOD)
RATE_FALL = ratio(basis=TargetBasis.FALL, baseline_kind=BaselineKind.YEAR_END)
MINUS = "\u2212"


def fall(now: int, before: int | None = 12, target: Any = None) -> Any:
    history = None if before is None else own_row(2, before)
    return assess_readings(FALL, [reading(1, 2, now)], open_moment(2), target or goal(">=", 2), history=history)


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        ("3", 0, "+3"),
        ("-3", 0, f"{MINUS}3"),
        ("0", 2, "0"),
        ("0.4", 0, "0"),
        ("-0.4", 0, "0"),
        ("1234.5", 1, "+1.234,5"),
    ],
)
def test_a_difference_has_its_sign_unless_it_reads_as_nothing(value: str, decimals: int, expected: str) -> None:
    assert signed_text(Decimal(value), decimals) == expected


@given(st.decimals(-(10**6), 10**6, places=3), st.integers(0, 3))
def test_a_difference_never_reads_as_the_opposite(value: Decimal, decimals: int) -> None:
    text = signed_text(value, decimals)
    if text.startswith("+"):
        assert value > 0
    if text.startswith(MINUS):
        assert value < 0


def test_an_empty_cell_has_neither_text_nor_number() -> None:
    assert (number_cell(None, HECTARES), NumberCell().data) == (NumberCell(), "")
    assert number_cell(Decimal("1234.5"), HECTARES).text == "1.235"
    assert number_cell(Decimal("1234.5"), HECTARES).data == "1234.5"


@pytest.mark.parametrize(
    ("now", "before", "size", "sentence"),
    [
        (9, 12, "giảm 3", "Giảm 3 vụ so với cùng kỳ năm 2021."),
        (14, 12, "tăng 2", "Tăng 2 vụ so với cùng kỳ năm 2021."),
        (12, 12, "bằng gốc", "Bằng cùng kỳ năm 2021."),
        (9, None, "", ""),
    ],
)
def test_a_fall_reads_in_its_own_direction(now: int, before: int | None, size: str, sentence: str) -> None:
    assessment = fall(now, before)
    assert achievement_text(assessment) == size
    assert movement_sentence(assessment, "2021") == sentence


def test_a_fall_of_a_rate_is_in_points_of_last_years_end() -> None:
    figures = [reading(1, 2, (9, 100))]
    assessment = assess_readings(RATE_FALL, figures, open_moment(2), goal(">=", 2), history=own_row(FINAL, (12, 100)))
    assert movement_sentence(assessment, "2021") == "Giảm 3 điểm so với cuối năm 2021."
    assert rule_sentence(assessment) == "Mức giảm phải từ 2 điểm."


@pytest.mark.parametrize(
    ("sign", "expected"),
    [
        (">=", "Giá trị lũy kế phải từ 100 ha."),
        (">", "Giá trị lũy kế phải trên 100 ha."),
        ("<=", "Giá trị lũy kế phải không quá 100 ha."),
        ("<", "Giá trị lũy kế phải dưới 100 ha."),
    ],
)
def test_the_rule_names_the_comparison(sign: str, expected: str) -> None:
    assert rule_sentence(assess_readings(HECTARES, [], open_moment(1), goal(sign, 100), [1])) == expected


def test_without_a_target_the_rule_says_so() -> None:
    assessment = assess_readings(HECTARES, [reading(1, 1, 5)], open_moment(1))
    assert rule_sentence(assessment) == "Không có chỉ tiêu giao ở phạm vi này."
    assert (expected_text(assessment), result_cells(assessment).percent.text) == ("", "")


@pytest.mark.parametrize(
    ("figures", "ordinal", "source", "note"),
    [
        (quarters(1, 5, 5), 2, "", ""),
        (quarters(1, 5), 2, "số Quý I", "Số Quý I"),
        ([*quarters(1, 5), *quarters(2, 5, 5)], 2, "một phần số Quý I", "Một phần số Quý I"),
        ([*quarters(1, 5), *quarters(2, 5, 5)], 3, "số Quý I – Quý II", "Số Quý I – Quý II"),
    ],
)
def test_an_older_value_names_its_periods(figures: Any, ordinal: int, source: str, note: str) -> None:
    assessment = assess_readings(LEVEL, figures, open_moment(ordinal), goal(">=", 5), [1, 2])
    assert (source_text(assessment, PERIODS), source_note(assessment, PERIODS)) == (source, note)


def test_the_year_is_provisional_by_quarter_4_and_does_not_say_so_twice() -> None:
    assessment = assess_readings(LEVEL, quarters(1, 5, 5, 5, 5), open_moment(FINAL), goal(">=", 5))
    assert remark_sentences(assessment, NAMES, PERIODS, pending=False)[0] == "Tạm tính theo quý IV."
    assert source_note(assessment, PERIODS) == ""
    closed = assess_readings(LEVEL, quarters(1, 5, 5, 5, 5, 5), CLOSED, goal(">=", 5))
    assert "Tạm tính" not in " ".join(remark_sentences(closed, NAMES, PERIODS, pending=False))


@pytest.mark.parametrize(
    ("pending", "label", "sentence"),
    [
        (False, "Đơn vị đã duyệt", "Chưa có số liệu được duyệt: Quảng Bạch, Bằng Lãng."),
        (True, "Đơn vị đã nộp", "Chưa có số liệu: Quảng Bạch, Bằng Lãng."),
    ],
)
def test_who_is_silent_is_named(pending: bool, label: str, sentence: str) -> None:
    assessment = assess_readings(HECTARES, [reading(1, 1, 5)], open_moment(1), goal(">=", 50), [1, 2, 3])
    assert coverage_label(pending=pending) == label
    assert coverage_text(assessment) == "1/3"
    assert sentence in remark_sentences(assessment, NAMES, PERIODS, pending=pending)


def test_half_of_a_ratio_is_told_apart_from_silence() -> None:
    figures = [reading(1, 1, (5, 10)), reading(2, 1, (5, None))]
    assessment = assess_readings(ratio(), figures, locked_moment(1), goal(">=", 50))
    assert "Thiếu tử số hoặc mẫu số: Quảng Bạch." in remark_sentences(assessment, NAMES, PERIODS, pending=False)


@pytest.mark.parametrize(
    ("most", "expected"),
    [
        (None, "Ngọc Phái, Quảng Bạch, Bằng Lãng, Trường Một"),
        (3, "Ngọc Phái, Quảng Bạch, Bằng Lãng, Trường Một"),  # “và 1 đơn vị khác” would be no shorter
        (2, "Ngọc Phái, Quảng Bạch và 02 đơn vị khác"),
    ],
)
def test_long_lists_of_names_are_cut(most: int | None, expected: str) -> None:
    assert subject_names((1, 2, 3, "Trường Một"), NAMES, most=most) == expected


def test_a_unit_without_a_name_goes_by_its_number() -> None:
    assert subject_names((1, 77), NAMES) == "Ngọc Phái, 77"
