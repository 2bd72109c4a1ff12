"""The texts of states and words: targets, distances, statuses given by hand, words where a number has its place."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from reports.progress.assessment_text import (
    gap_label,
    judgement_sentence,
    result_cells,
    status_text,
    step_text,
    steps_text,
)
from reports.progress.texts.number_cells import NumberCell, number_cell
from reports.progress.texts.remarks import remark_sentences
from targets.calculation.assessment import ManualJudgement
from targets.calculation.target_progress import movement_between
from targets.calculation.types import FigureReading, IndicatorRules
from targets.enums import Comparator, Measure, OverTime, Status
from targets.target_text import goal_text, level_label, with_unit
from targets.target_values import TargetValues
from tests.targets.calculation_builders import amount, assess_readings, goal, locked_moment, open_moment, reading

STATES = ("Chưa lập", "Đã lập", "Đã trình", "Đã duyệt")
STATE = IndicatorRules(
    code="S", measure=Measure.STATE, additive=False, numerator=OverTime.LAST, states=STATES, unit_of_measure="bước"
)
WORDS = IndicatorRules(
    code="T", measure=Measure.TEXT, additive=False, numerator=OverTime.LAST, target_words="Xuất siêu"
)


@pytest.mark.parametrize(
    ("target", "text"),
    [
        (goal(">=", 3), "Đã duyệt"),
        (goal(">=", 2), "từ Đã trình trở lên"),
        (goal(">", 1), "trên Đã lập"),
        (goal("<=", 1), "không quá Đã lập"),
        (goal("=", 2, upper=2), "Đã trình"),
        (goal("in", 1, upper=2), "Đã lập – Đã trình"),
        (goal(">=", 1, upper=3), "từ Đã lập, phấn đấu Đã duyệt"),
    ],
)
def test_the_target_of_states_is_in_their_names(target, text):
    assert goal_text(STATE, target) == text


@pytest.mark.parametrize(("gap", "text"), [(-1, "còn 1 bước"), ("-3.000", "còn 3 bước"), (0, ""), (1, "")])
def test_the_distance_is_in_steps(gap, text):
    assert steps_text(Decimal(gap)) == text


def test_the_cells_of_a_state_are_words_without_numbers():
    cells = result_cells(assess_readings(STATE, [reading(1, 2, 2)], locked_moment(2), goal(">=", 3)))
    texts = {name: getattr(cells, name).text for name in ("target", "actual", "in_period", "expected", "gap")}
    assert texts == {
        "target": "Đã duyệt",
        "actual": "Đã trình",
        "in_period": "Đã trình",
        "expected": "Đã duyệt",
        "gap": "còn 1 bước",
    }
    assert [cells.percent.text, cells.projection.text, cells.same_period_change.text] == ["", "", ""]
    assert {cells.target.data, cells.actual.data, cells.gap.data} == {""}


def test_numbers_keep_their_cells():
    assert number_cell(Decimal("1234.5"), amount(decimals=1)) == NumberCell("1.234,5", Decimal("1234.500000"))
    assert (gap_label(amount()), gap_label(STATE)) == ("Chênh lệch so với kế hoạch", "So với kế hoạch")
    assert (step_text(Decimal(2), STATE), step_text(Decimal(2), amount()), step_text(None, STATE)) == ("2/3", "", "")
    assert (with_unit("5", amount(unit_of_measure="ha")), with_unit("Đã lập", STATE)) == ("5 ha", "Đã lập")
    assert level_label(STATE) == "Trạng thái phải đạt"


def test_states_are_no_distances_to_rank_by():
    then = assess_readings(STATE, [reading(1, 1, 1)], locked_moment(1), goal(">=", 3))
    now = assess_readings(STATE, [reading(1, 2, 2)], locked_moment(2), goal(">=", 3))
    assert movement_between(then, now) is None


def test_a_target_as_it_was_set_is_in_words():
    values = TargetValues(Comparator.AT_LEAST, Decimal(2), reports=True)
    assert values.text(STATES) == "từ Đã trình trở lên, nhập số liệu"
    assert str(values) == "≥ 2, nhập số liệu"


# Words


def say(ordinal, text, unit=1):
    return FigureReading(unit, ordinal, text=text)


def judged(words="Xuất siêu 3 triệu", status=Status.MET):
    return ManualJudgement(status, "Có số của Cục Thống kê.", "Nông Thị Hà", datetime(2022, 7, 1, 2, tzinfo=UTC), words)


def assess(readings, given=None):
    return assess_readings(WORDS, readings, open_moment(2), units=[1, 2], judgement=given)


def test_the_words_of_one_unit_stand_for_the_scope():
    cells = result_cells(assess([say(1, "Nhập siêu"), say(2, "Xuất siêu 3 triệu")]))
    assert [cells.target.text, cells.actual.text, cells.in_period.text] == [
        "Xuất siêu",
        "Xuất siêu 3 triệu",
        "Xuất siêu 3 triệu",
    ]
    older = result_cells(assess([say(1, "Nhập siêu")]))
    assert (older.actual.text, older.in_period.text) == ("Nhập siêu", "")


def test_the_words_of_several_units_are_a_list():
    result = assess([say(2, "Có"), say(2, "Không", unit=2)])
    assert result.is_list_only
    assert result_cells(result).actual.text == ""
    assert result.totals.words == "Có\nKhông"


def test_a_status_by_hand_is_marked_with_who_when_and_why():
    result = assess([say(2, "Xuất siêu 3 triệu")], judged())
    assert status_text(result) == "Đạt (đánh giá tay)"
    assert judgement_sentence(result) == "Đánh giá tay, Nông Thị Hà ngày 01/07/2022: Có số của Cục Thống kê."
    assert judgement_sentence(result) in remark_sentences(result, {1: "A", 2: "B"}, {2: "Quý II"}, pending=False)
    computed = assess_readings(amount(), [reading(1, 2, 9)], locked_moment(2), goal(">=", 1), judgement=judged())
    assert (status_text(computed), judgement_sentence(computed)) == ("Vượt", "")


@pytest.mark.parametrize(("text", "is_outdated"), [("Xuất siêu 3 triệu", False), ("Xuất siêu 2 triệu", True)])
def test_other_words_than_those_that_were_judged_are_marked(text, is_outdated):
    result = assess([say(2, text)], judged())
    assert result.is_judgement_outdated is is_outdated
    assert judgement_sentence(result).endswith("Nội dung đã thay đổi sau khi đánh giá.") is is_outdated


def test_where_the_words_are_not_known_nothing_is_said_of_them():
    result = assess([say(2, "Xuất siêu 3 triệu")], judged())
    assert not replace(result, totals=replace(result.totals, texts={})).is_judgement_outdated


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (NumberCell("Xuất siêu"), "Xuất siêu"),
        (NumberCell("a" * 32), "a" * 32),
        (NumberCell("Kim ngạch xuất khẩu ước đạt 42 triệu USD"), "Kim ngạch xuất khẩu ước đạt 42…"),
        (NumberCell("1" * 40, Decimal(1)), "1" * 40),
    ],
)
def test_words_are_cut_between_words_where_a_number_has_its_place(cell, text):
    assert cell.brief == text
