"""The words beside a number: remarks, rules, movements and concerns, each from an assessment made by hand."""

from dataclasses import replace
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.progress.assessment_text import result_cells, source_text
from reports.progress.texts.concerns import WORST_FIRST, reason_sentences, severity
from reports.progress.texts.number_cells import NumberCell, number_cell, signed_text
from reports.progress.texts.remarks import remark_sentences, subject_names
from reports.progress.texts.rules import movement_sentence, rule_sentence
from targets.calculation.aggregate import FigureAggregate
from targets.calculation.assessment import Assessment
from targets.calculation.comparison import YearComparison
from targets.calculation.part_sums import ContributionSum
from targets.calculation.types import ScopeTotals
from targets.enums import BaselineKind, Reason, Status, TargetBasis
from tests.targets.calculation_builders import amount, goal, ratio

PERIODS = {1: "Quý I", 2: "Quý II", 3: "Quý III", 4: "Quý IV", 5: "Cả năm"}
NAMES = {1: "Xã Một", 2: "Xã Hai", 3: "Xã Ba", 4: "Xã Bốn"}
HECTARES = amount(unit_of_measure="ha")
ACCIDENTS = amount(unit_of_measure="vụ", basis=TargetBasis.FALL, baseline_kind=BaselineKind.SAME_PERIOD)
ONE_OF_THREE = FigureAggregate(3, assigned=3, covered=1, has_figures=True)
POVERTY = ratio(basis=TargetBasis.FALL, baseline_kind=BaselineKind.YEAR_END)


def assessment(**fields: Any) -> Assessment:
    plain = {
        "spec": HECTARES,
        "aggregate": FigureAggregate(3, assigned=3, covered=3, has_figures=True, oldest=3, newest=3),
        "totals": ScopeTotals(3, ()),
        "status": Status.BEHIND,
        "value": Decimal(30),
        "achievement": Decimal(30),
        "goal": goal(">=", 100),
        "expected": Decimal(75),
    }
    return Assessment(**plain | fields)


def remarks(made: Assessment, **options: Any) -> list[str]:
    return remark_sentences(made, NAMES, PERIODS, **{"pending": False} | options)


def test_a_number_without_reservations_has_no_remark() -> None:
    assert remarks(assessment()) == []


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"provisional": True}, "Tạm tính theo quý IV."),
        ({"reason": Reason.WAITING_FOR_UNITS}, "Còn đơn vị chưa có số liệu và kỳ chưa khóa, nên chưa kết luận."),
        (
            {"aggregate": FigureAggregate(3, assigned=3, covered=1, has_figures=True)},
            "Chưa có số liệu được duyệt: 02 đơn vị.",
        ),
        ({"aggregate": FigureAggregate(3, assigned=3, covered=3, half=1)}, "Thiếu tử số hoặc mẫu số: 01 đơn vị."),
        ({"aggregate": FigureAggregate(3, oldest=2, newest=2)}, "Số Quý II."),
        ({"aggregate": FigureAggregate(3, oldest=1, newest=2)}, "Số Quý I – Quý II."),
        ({"aggregate": FigureAggregate(3, oldest=2, newest=3)}, "Một phần số Quý II."),
        ({"year_comparison": YearComparison(left_out=(2,), without=1)}, "Không so sánh vì thiếu số gốc: Xã Hai."),
        ({"unlisted": (3, "Trường A")}, "Khác danh sách: Xã Ba, Trường A."),
    ],
)
def test_each_reservation_has_its_sentence(fields: dict[str, Any], sentence: str) -> None:
    assert sentence in remarks(assessment(**fields))


def test_who_is_missing_waits_until_the_period_is_due() -> None:
    aggregate = ONE_OF_THREE
    assert remarks(assessment(aggregate=aggregate, provisional=True, status=Status.NOT_DUE)) == []
    assert remarks(assessment(aggregate=aggregate), pending=True) == ["Chưa có số liệu: 02 đơn vị."]


def test_a_list_of_averages_says_so_once() -> None:
    aggregate = FigureAggregate(3, assigned=2, covered=2, contributed=ContributionSum(2))
    made = assessment(spec=replace(HECTARES, additive=False), aggregate=aggregate, value=None)
    sentence = "Số bình quân, tỷ lệ, thứ hạng của nhiều đơn vị không cộng được; xem từng đơn vị."
    assert remarks(made) == [sentence]
    assert remarks(replace(made, reason=Reason.LIST_ONLY)) == [sentence]


@given(st.integers(1, 4), st.none() | st.integers(1, 3))
def test_no_unit_is_lost_where_room_is_short(count: int, most: int | None) -> None:
    text = subject_names(tuple(range(1, count + 1)), NAMES, most=most)
    others = [int(word) for word in text.split() if word.isdigit()]
    assert sum(name in text for name in NAMES.values()) + sum(others) == count


@pytest.mark.parametrize(
    ("spec", "achievement", "text"),
    [
        (ACCIDENTS, 3, "Giảm 3 vụ so với cùng kỳ năm 2021."),
        (ACCIDENTS, -2, "Tăng 2 vụ so với cùng kỳ năm 2021."),
        (ACCIDENTS, 0, "Bằng cùng kỳ năm 2021."),
        (POVERTY, 2, "Giảm 2 điểm so với cuối năm 2021."),
        (ACCIDENTS, None, ""),
    ],
)
def test_a_movement_says_its_direction_and_its_base(spec: Any, achievement: int | None, text: str) -> None:
    moved = None if achievement is None else Decimal(achievement)
    assert movement_sentence(assessment(spec=spec, achievement=moved), "2021") == text


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({}, "Giá trị lũy kế phải từ 100 ha."),
        ({"spec": POVERTY, "goal": goal(">=", "2.5")}, "Mức giảm phải từ 2,5 điểm."),
        ({"goal": None}, "Không có chỉ tiêu giao ở phạm vi này."),
    ],
)
def test_a_rule_names_the_value_and_its_target(fields: dict[str, Any], text: str) -> None:
    assert rule_sentence(assessment(**fields)) == text


@given(st.decimals(-(10**9), 10**9, places=4), st.integers(0, 3))
def test_a_rise_shows_its_sign_unless_it_rounds_to_nought(value: Decimal, decimals: int) -> None:
    text = signed_text(value, decimals)
    assert text.startswith("+") == (value > 0 and text != "0")


def test_a_cell_shows_the_decimals_of_the_indicator_and_keeps_six() -> None:
    cell = number_cell(Decimal("12.3456789"), replace(HECTARES, decimals=1))
    assert (str(cell.text), cell.data) == ("12,3", "12.345679")
    assert (NumberCell().text, NumberCell().data) == ("", "")


def concern_texts(*results: Assessment, children: bool = False) -> list[str]:
    rows = [
        SimpleNamespace(
            assessment=made,
            status=made.status,
            children=[],
            is_child=children,
            indicator=SimpleNamespace(name="Trồng rừng"),
        )
        for made in results
    ]
    top: Any = SimpleNamespace(children=rows) if children else rows[0]
    return [text.replace("\u00a0", " ") for text in reason_sentences(top, PERIODS)]


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({}, "Mới 30 ha, đến kỳ này cần 75."),
        ({"is_year_closed": True}, "Mới 30 ha, kế hoạch năm 75."),
        ({"goal": goal("<=", 20)}, "Đã 30 ha, kế hoạch ≤ 20."),
        ({"achievement": None, "reason": Reason.NO_BASELINE}, "Chưa có số liệu gốc của năm trước để so sánh."),
        ({"estimate": Decimal(90)}, "Mới 30 ha, đến kỳ này cần 75. Đơn vị ước cả năm 90 ha, kế hoạch ≥ 100."),
        ({"projection": Decimal(30)}, "Mới 30 ha, đến kỳ này cần 75."),
        (
            {"status": Status.ON_TRACK, "estimate": Decimal("99.96"), "goal": goal(">=", 100)},
            "Đơn vị ước cả năm 99,96 ha, kế hoạch ≥ 100.",
        ),
        (
            {"spec": ACCIDENTS, "baseline": Decimal(40), "goal": goal(">=", 5), "achievement": Decimal(2)},
            "Hiện 30 vụ, cùng kỳ năm trước 40; kế hoạch giảm ≥ 5.",
        ),
    ],
)
def test_a_concern_says_how_far_the_indicator_is_behind(fields: dict[str, Any], text: str) -> None:
    assert concern_texts(assessment(**fields)) == [text]


def test_what_is_on_track_or_settled_is_no_concern() -> None:
    assert concern_texts(assessment(status=Status.ON_TRACK)) == []
    assert concern_texts(assessment(status=Status.MET, estimate=Decimal(90))) == []


def test_the_worst_comes_first_by_status_and_then_by_how_far_it_is_behind() -> None:
    missed = assessment(status=Status.MISSED, achievement=Decimal(70))
    far, near = assessment(achievement=Decimal(10)), assessment(achievement=Decimal(60))
    above = assessment(goal=goal("<=", 20), expected=Decimal(20), achievement=Decimal(40))
    unknown = assessment(achievement=None)
    at_risk = assessment(status=Status.AT_RISK, achievement=Decimal(1))
    forecast = assessment(status=Status.ON_TRACK, estimate=Decimal(90), achievement=Decimal(0))
    in_order = [missed, far, above, near, unknown, at_risk, forecast]
    backwards = [*reversed(in_order)]
    assert sorted(backwards, key=severity) == in_order


@given(st.lists(st.sampled_from(Status), min_size=1, max_size=6))
def test_what_is_no_concern_by_status_never_stands_before_one_that_is(statuses: list[Status]) -> None:
    ordered = sorted((assessment(status=status) for status in statuses), key=severity)
    concerns = [made.status in WORST_FIRST for made in ordered]
    assert concerns == sorted(concerns, reverse=True)


def test_a_composite_is_a_concern_by_its_children_each_by_name() -> None:
    texts = concern_texts(assessment(), assessment(status=Status.MET), children=True)
    assert texts == ["Trồng rừng: mới 30 ha, đến kỳ này cần 75."]


def test_the_source_of_a_value_is_said_only_where_it_is_older() -> None:
    assert source_text(assessment(), PERIODS) == ""
    assert source_text(assessment(value=None, aggregate=FigureAggregate(3, oldest=1, newest=1)), PERIODS) == ""


def test_a_gap_stands_only_where_there_is_no_percentage() -> None:
    made = assessment(gap=Decimal(-5))
    assert result_cells(made).gap.text == "−5"
    assert result_cells(replace(made, percent_shown=Decimal("30.5"))).gap.text == ""
    assert result_cells(replace(made, spec=POVERTY)).gap.text == "−5 điểm"
