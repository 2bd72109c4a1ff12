"""The rules of the kinds of targets in a plan's file, and the examples of its page: one for every kind."""

from decimal import Decimal
from typing import Any

import pytest

from targets.enums import Comparator, Measure, OverTime, TargetBasis
from targets.plan_file import PlanFileError, read_plan
from targets.plan_format.target_entries import target_ends
from targets.plan_rows import TargetEnds, with_breakdowns
from tests.targets.plan_examples import EXAMPLES, plan_with
from tests.targets.plan_specs import rows_of

D = Decimal
A1, STATES, WORDS, GROWTH, MAXIMUM = (EXAMPLES[code] for code in ("A1", "A12", "A13", "A8", "A10"))


def problems(*indicators: dict[str, Any]) -> list[str]:
    try:
        read_plan(plan_with(*indicators))
    except PlanFileError as error:
        return error.problems
    return []


def test_every_example_of_the_page_is_read() -> None:
    assert problems(*EXAMPLES.values()) == []


def test_there_is_an_example_of_every_kind() -> None:
    rows = rows_of(read_plan(plan_with(*EXAMPLES.values()))).values()
    assert {row.measure for row in rows} == set(Measure)
    assert {row.basis for row in rows} - {None} == set(TargetBasis)
    assert {part.over_time for row in rows for part in row.parts} == set(OverTime)
    # At least one floor and one ceiling: the strict comparators are read like the others.
    assert {row.comparator for row in rows} >= {c for c in Comparator if c.is_band} | {Comparator.AT_MOST}
    assert any(row.breakdown_of for row in rows)


@pytest.mark.parametrize(
    ("example", "changes", "entry", "words"),
    [
        (A1, {"upper": "9000"}, "upper", "mức trên phải lớn hơn “target”"),
        (A1, {"upper": "9926"}, "upper", "mức trên phải lớn hơn “target”"),
        (A1, {"comparator": "<="}, "upper", "chỉ dùng khi “comparator” là in, > hoặc >="),
        (A1, {"comparator": "in", "upper": None}, "upper", "phải có khi “comparator” là in"),
        (A1, {"comparator": "~", "upper": None}, "tolerance", "phần mềm không tự đoán sai số"),
        (A1, {"comparator": "~", "upper": None, "tolerance": "0"}, "tolerance", "phải lớn hơn 0"),
        (A1, {"tolerance": "5"}, "tolerance", "chỉ dùng khi “comparator” là ~"),
        (A1, {"comparator": "=", "upper": "13000"}, "upper", "chỉ dùng khi"),
        (A1, {"allocations": {"02053": ["30", "26"]}}, "allocations", "mức trên phải lớn hơn mức dưới"),
        (A1, {"allocations": {"02053": ["30"]}}, "allocations", "hai số [mức dưới, mức trên]"),
        (A1, {"allocations": {"02053": ["a", "b"]}}, "allocations", "không hiểu số"),
        (A1, {"states": ["Chưa", "Rồi"]}, "states", "chỉ dùng ở chỉ tiêu STATE"),
        (A1, {"target_words": "xuất siêu"}, "target_words", "chỉ dùng ở chỉ tiêu TEXT"),
        (A1, {"profile_percent": [22, 48, 72]}, "profile_percent", "bốn tỷ lệ lũy kế"),
        (STATES, {"states": ["Một"]}, "states", "ít nhất hai trạng thái"),
        (STATES, {"states": ["Một", "Một"]}, "states", "tên khác nhau"),
        (STATES, {"states": None}, "states", "ít nhất hai trạng thái"),
        (STATES, {"target": "4"}, "target", "không có trạng thái này; các trạng thái là 0 (Chưa lập), 1 (Đã lập)"),
        (STATES, {"target": "1.5"}, "target", "không có trạng thái này"),
        (STATES, {"allocations": {"TCKH": "7"}}, "allocations", "có trạng thái không có trong danh sách"),
        (STATES, {"basis": "RISE", "baseline_kind": "YEAR_END"}, "basis", "phải là LEVEL"),
        (STATES, {"profile_percent": [25, 50, 75, 100]}, "profile_percent", "không có mục này"),
        (STATES, {"additive": True}, "additive", "không cộng được"),
        (STATES, {"parts": A1["parts"]}, "parts", "không khớp với cách tính"),
        (WORDS, {"target": "3", "comparator": ">="}, "target", "chỉ tiêu TEXT không có số"),
        (WORDS, {"allocations": {"TCKH": "7"}}, "allocations", "chỉ tiêu TEXT không có số"),
        (GROWTH, {"baseline_kind": None}, "baseline_kind", "phải có khi “basis” là RISE, FALL hay GROWTH"),
        (GROWTH, {"baseline_kind": "YEAR_END"}, "baseline_kind", "phải là SAME_PERIOD"),
        (MAXIMUM, {"measure": "RATIO", "parts": [*MAXIMUM["parts"], A1["parts"][0] | {"role": "DENOMINATOR"}]},
         "parts", "(MAXIMUM) chỉ có ở chỉ tiêu AMOUNT"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_by_the_name_of_the_indicator(example, changes, entry, words) -> None:
    spoiled = {name: value for name, value in (example | changes).items() if value is not None}
    sentences = problems(spoiled)
    assert any(entry in sentence and words in sentence for sentence in sentences), sentences
    assert all(f"Chỉ tiêu {example['code']} ({example['name']})" in sentence for sentence in sentences)


def part_of(code: str, whole: str, **changes: Any) -> dict[str, Any]:
    return EXAMPLES["A8a"] | {"code": code, "breakdown_of": whole} | changes


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ([part_of("P", "A1")], None),
        ([part_of("P", "A1"), part_of("Q", "P")], None),
        ([part_of("P", "A1"), part_of("Q", "P"), part_of("R", "Q")], "“trong đó” chỉ có 2 cấp"),
        ([part_of("P", "P")], "không thể là “trong đó” của chính mình"),
        ([part_of("P", "Q"), part_of("Q", "P")], "không thể là “trong đó” của chính mình"),
        ([part_of("P", "KHÔNG-CÓ")], "không có chỉ tiêu “KHÔNG-CÓ” trong kế hoạch"),
        ([part_of("P", "A15"), EXAMPLES["A15"]], "chỉ tiêu gộp (ALL_OF) không có và không là “trong đó”"),
        ([EXAMPLES["A15"] | {"breakdown_of": "A1"}], "chỉ tiêu gộp (ALL_OF)"),
    ],
)
def test_a_part_has_a_whole_in_the_same_plan(parts, words) -> None:
    sentences = problems(A1, *parts)
    assert bool(sentences) == bool(words)
    assert not words or any(words in sentence and "“breakdown_of”" in sentence for sentence in sentences), sentences


def test_parts_stand_behind_their_wholes_wherever_the_file_has_them() -> None:
    plan = read_plan(plan_with(part_of("Q", "P"), part_of("P", "A1"), WORDS, A1))
    assert [row.code for row in with_breakdowns(plan.indicators)] == ["A13", "A1", "P", "Q"]


@pytest.mark.parametrize(
    ("comparator", "ends", "tolerance", "stored"),
    [
        (">=", ("570", None), None, ("570", None)),
        (">=", ("6.5", "7"), None, ("6.5", "7")),
        ("in", ("2", "3"), None, ("2", "3")),
        ("~", ("4", None), "0.2", ("3.8", "4.2")),
        ("~", ("-4", None), "0.5", ("-4.5", "-3.5")),
        ("=", ("12", None), None, ("12", "12")),
    ],
)
def test_the_ends_that_are_stored(comparator, ends, tolerance, stored) -> None:
    file_ends, expected_ends = (
        TargetEnds(D(lower), None if upper is None else D(upper)) for lower, upper in (ends, stored)
    )
    assert target_ends(Comparator(comparator), file_ends, None if tolerance is None else D(tolerance)) == expected_ends
