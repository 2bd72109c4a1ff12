"""Places among others: their words, their rules in a plan's file, and that they never add up."""

import copy
from decimal import Decimal
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps

from chodon_thidua.lib.measure_units import convert_number, is_rank_unit, parse_measure_unit
from targets.additivity import is_additive
from targets.calculation.types import IndicatorRules
from targets.enums import BaselineKind, Measure, OverTime, TargetBasis
from targets.models import Field
from targets.plan_file import PlanFileError, read_plan
from targets.rank_text import rank_change_text, rank_gap_text
from targets.target_text import goal_text, level_label
from tests.targets.calculation_builders import amount, goal
from tests.targets.model_rows import make_indicator
from tests.targets.test_plan_load import RAW

migration = import_module("targets.migrations.0008_ranks_have_no_sum")


def rank(**rules: Any) -> IndicatorRules:
    return amount(OverTime.LAST, unit_of_measure="hạng", additive=False, **rules)


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        *((unit, True) for unit in ("hạng", "thứ hạng", "vị trí", "bậc", "Hạng", " THỨ  HẠNG ", "hạng.")),
        *((unit, False) for unit in ("", "điểm", "hạng mục", "vị trí việc làm", "khách hạng sang", "%", "người")),
    ],
)
def test_which_units_of_measure_are_ranks(unit: str, expected: bool) -> None:
    assert is_rank_unit(unit) is expected
    assert amount(unit_of_measure=unit).is_rank is expected
    assert is_additive(Measure.AMOUNT, "Kết quả", unit) is not (expected or unit == "%")


def test_a_ratio_or_a_count_of_decisions_is_no_rank() -> None:
    for measure in Measure:
        spec = IndicatorRules(code="X", measure=measure, unit_of_measure="hạng")
        assert spec.is_rank is measure.has_single_number


@pytest.mark.parametrize(
    ("name", "unit", "adds_up"),
    [
        ("Xếp hạng chỉ số CCHC trong nhóm 3 đơn vị đầu", "hạng", False),
        ("Xếp hạng PCI", "điểm", False),
        ("Thứ hạng chuyển đổi số", "", False),
        ("Vị trí xếp hạng PAPI", "số", False),
        ("Số sản phẩm xếp hạng 3 sao trở lên", "sản phẩm", True),
        ("Di tích được xếp hạng", "di tích", True),
    ],
)
def test_ranks_have_no_sum(name: str, unit: str, adds_up: bool) -> None:
    assert is_additive(Measure.AMOUNT, name, unit) is adds_up


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "unit", "adds_up"),
    [("PCI", "Thứ hạng", False), ("Xếp hạng PCI", "điểm", False), ("Rừng mới", "ha", True), ("Mục", "hạng mục", True)],
)
def test_stored_ranks_are_added_up_no_more(economy: Field, name: str, unit: str, adds_up: bool) -> None:
    row = make_indicator(economy, name=name, unit_of_measure=unit, additive=True)
    row.save()
    migration.tell_ranks(apps, None)
    row.refresh_from_db()
    assert row.additive is adds_up


@pytest.mark.parametrize(
    ("sign", "value", "text"),
    [
        ("<=", 3, "trong 3 hạng đầu"),
        ("<=", 30, "trong 30 hạng đầu"),
        ("<", 31, "hạng < 31"),  # its number stays the plan's
        ("<=", 1, "hạng 1"),
        ("<=", 1200, "trong 1.200 hạng đầu"),
        (">=", 3, "hạng ≥ 3"),  # a plan from before such a file was refused
    ],
)
def test_a_target_reads_as_people_say_it(sign: str, value: int | str, text: str) -> None:
    assert goal_text(rank(decimals=1), goal(sign, value)) == text


@pytest.mark.parametrize(("basis", "text"), [(TargetBasis.FALL, "lên ≥ 2 bậc"), (TargetBasis.RISE, "xuống ≥ 2 bậc")])
def test_a_rank_that_falls_in_number_goes_up(basis: TargetBasis, text: str) -> None:
    spec = rank(basis=basis, baseline_kind=BaselineKind.YEAR_END)
    assert goal_text(spec, goal(">=", 2)) == text
    assert level_label(rank()) == "Giá trị (hạng)"


@pytest.mark.parametrize(
    ("difference", "change", "gap"),
    [
        (-4, "lên 4 bậc", "hơn 4 bậc"),
        (-1, "lên 1 bậc", "hơn 1 bậc"),
        (0, "giữ nguyên", "vừa đạt"),
        (1, "xuống 1 bậc", "kém 1 bậc"),
        (12, "xuống 12 bậc", "kém 12 bậc"),
    ],
)
def test_a_difference_says_which_way_it_goes(difference: int, change: str, gap: str) -> None:
    assert (rank_change_text(Decimal(difference)), rank_gap_text(Decimal(difference))) == (change, gap)


def test_one_place_is_one_place_whatever_it_is_called() -> None:
    assert parse_measure_unit("bậc") == parse_measure_unit("vị trí")
    assert convert_number(Decimal(3), "hạng", "thứ hạng") == 3
    assert convert_number(Decimal(3), "người", "hạng") is None
    assert not parse_measure_unit("hạng").is_count
    assert parse_measure_unit("hạng").largest > 11_200  # the communes of the country


RANK = {
    "name": "Xếp hạng chỉ số cải cách hành chính",
    "unit_of_measure": "hạng",
    "measure": "AMOUNT",
    "basis": "LEVEL",
    "comparator": "<=",
    "target": "3",
    "decimals": 0,
    "due": [5],
    "parts": [
        {"role": "NUMERATOR", "label": "Thứ hạng", "unit_of_measure": "hạng", "over_time": "LAST", "minimum": "1"}
    ],
    "reporters": {"units": ["VP"]},
}


def plan_with_rank(**entries: Any) -> dict[str, Any]:
    raw = copy.deepcopy(RAW)
    own = {"code": "CT14", "field": raw["indicators"][13]["field"]}
    raw["indicators"][13] = {name: value for name, value in (RANK | own | entries).items() if value is not None}
    return raw


@pytest.mark.parametrize(
    ("entries", "mistake"),
    [
        ({}, ""),
        ({"additive": False}, ""),
        ({"comparator": "<"}, ""),
        ({"comparator": None, "target": None}, ""),
        ({"basis": "FALL", "baseline_kind": "YEAR_END", "comparator": ">="}, ""),
        (
            {"comparator": ">="},
            "“comparator” phải là <= hoặc < khi đơn vị tính là thứ hạng, vì hạng nhỏ là hạng tốt.",
        ),
        ({"comparator": ">"}, "“comparator” phải là <= hoặc < khi đơn vị tính là thứ hạng, vì hạng nhỏ là hạng tốt."),
        ({"additive": True}, "“additive” thứ hạng của các đơn vị không cộng được."),
        (
            {"profile_percent": [25, 50, 75, 100]},
            "“profile_percent” thứ hạng không có tiến độ theo kỳ; mức từng kỳ thì ghi mốc.",
        ),
        (
            {"parts": [RANK["parts"][0] | {"over_time": "SUM"}]},
            "“parts” thứ hạng không cộng dồn; ghi “over_time”: LAST.",
        ),
        ({"unit_of_measure": "điểm", "comparator": ">="}, ""),  # points are no places
    ],
)
def test_a_file_that_takes_ranks_the_wrong_way_round_is_refused(entries: dict[str, Any], mistake: str) -> None:
    if not mistake:
        assert read_plan(plan_with_rank(**entries)).indicators[13].code == "CT14"
        return
    with pytest.raises(PlanFileError) as refusal:
        read_plan(plan_with_rank(**entries))
    assert [sentence.partition("): ")[2] for sentence in refusal.value.problems] == [mistake]
