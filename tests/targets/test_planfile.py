"""A plan file is read as a whole, and every mistake in it is named."""

import copy
import json
from decimal import Decimal
from pathlib import Path

import pytest

from targets.enums import Comparator, Measure, OverTime
from targets.planfile import PlanFileError, read_plan

PLAN = json.loads((Path(__file__).resolve().parents[2] / "fixtures/plan-15-2022.json").read_text(encoding="utf-8"))


def problems(change):
    raw = copy.deepcopy(PLAN)
    change(raw)
    with pytest.raises(PlanFileError) as refusal:
        read_plan(raw)
    return refusal.value.problems


def test_reads_the_plan_of_2022():
    plan = read_plan(PLAN)
    by_code = {row.code: row for top in plan.indicators for row in (top, *top.children)}
    assert len(plan.indicators) == 15
    assert len(by_code) == 21
    assert [p.ordinal for p in plan.periods] == [1, 2, 3, 4, 5]
    assert by_code["CT01"].comparator == Comparator.ABOVE
    assert by_code["CT01"].scale == 1000
    assert [part.over_time for part in by_code["CT01"].parts] == [OverTime.SUM, OverTime.LAST]
    assert by_code["CT12"].measure == Measure.ALL_OF
    assert by_code["CT12"].target is None
    assert by_code["CT05"].named_units == ("02053", "02038")


@pytest.mark.parametrize("code", ["CT03", "CT07"])
def test_allocations_of_amounts_add_up_to_the_headline(code):
    row = next(row for row in read_plan(PLAN).indicators if row.code == code)
    assert sum(row.allocations.values()) == row.target
    assert len(row.allocations) == 20


def test_names_every_mistake_at_once():
    def spoil(raw):
        del raw["year"]
        raw["indicators"][0]["measure"] = "RATE"
        raw["indicators"][1]["target"] = "116.000,5"

    assert problems(spoil) == [
        "Kế hoạch: thiếu “year”.",
        "Chỉ tiêu CT01: “measure” không hợp lệ: 'RATE'.",
        "Chỉ tiêu CT02: “target” không hợp lệ: '116.000,5'.",
        "Chỉ tiêu CT02: phải có cả “target” và “comparator”, hoặc không có cả hai.",
    ]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda raw: raw["periods"].pop(), "Kế hoạch: phải có đúng năm kỳ, thứ tự 1 đến 5."),
        (lambda raw: raw["indicators"][1].update(code="CT01"), "Chỉ tiêu CT01: mã bị lặp."),
        (
            lambda raw: raw["indicators"][0].update(field="ZZ"),
            "Chỉ tiêu CT01: lĩnh vực không có trong danh sách “fields”.",
        ),
        (
            lambda raw: raw["indicators"][0].update(parts=raw["indicators"][0]["parts"][:1]),
            "Chỉ tiêu CT01: “parts” không khớp với cách tính (AMOUNT: tử số; RATIO: tử số rồi mẫu số).",
        ),
        (
            lambda raw: raw["indicators"][11].update(children=[]),
            "Chỉ tiêu CT12: chỉ tiêu ALL_OF phải có “children”, chỉ tiêu khác thì không.",
        ),
        (lambda raw: raw["indicators"][2].pop("basis"), "Chỉ tiêu CT03: thiếu “basis”."),
        (lambda raw: raw["indicators"][2].pop("reporters"), "Chỉ tiêu CT03: thiếu “reporters”."),
        (
            lambda raw: raw["indicators"][2].update(additive="no"),
            "Chỉ tiêu CT03: “additive” không hợp lệ: 'no'.",
        ),
    ],
)
def test_refuses(change, sentence):
    assert problems(change) == [sentence]


def test_reads_decimals_exactly():
    assert next(row for row in read_plan(PLAN).indicators if row.code == "CT04").target == Decimal("80.5")
