"""Schemas of files: every mistake as one sentence with the entry it is in, and the format as a page."""

import pytest
from marshmallow import ValidationError, validates_schema

from chodon_thidua.lib.files.file_fields import (
    EntryList,
    IntegerEntry,
    LineEntry,
    NestedEntry,
    NumberEntry,
    UnitCodeMap,
)
from chodon_thidua.lib.files.file_schema import EntrySchema, as_entry, describe_format, load_entries


class PartSchema(EntrySchema):
    heading = "Phần"

    unit = LineEntry(10, required=True, metadata={"meaning": "đơn vị tính", "example": '"hộ"'})


class GoalSchema(EntrySchema):
    heading = "Chỉ tiêu"
    is_named = True

    code = LineEntry(10, required=True, metadata={"meaning": "mã"})
    part = NestedEntry(PartSchema, metadata={"meaning": "phần"})
    by_unit = UnitCodeMap(values=NumberEntry(), metadata={"meaning": "phân bổ"})
    steps = EntryList(IntegerEntry(0, 100), metadata={"meaning": "tiến độ"})

    @validates_schema
    def check_code(self, data, **_) -> None:
        if data["code"] == "CT99":
            raise ValidationError("có mã không dùng được")


class BookSchema(EntrySchema):
    heading = "Tệp"

    year = IntegerEntry(2000, 2100, required=True, metadata={"meaning": "năm", "example": "2022"})
    goals = EntryList(NestedEntry(GoalSchema), metadata={"meaning": "các chỉ tiêu"})
    parts = EntryList(NestedEntry(PartSchema), metadata={"meaning": "các phần", "described_above": True})


def problems_of(raw) -> list[str]:
    return load_entries(BookSchema(), raw, "Tệp")[1]


@pytest.mark.parametrize(
    ("raw", "problems"),
    [
        ({"year": 2022}, []),
        ({"year": 2022, "goals": None}, []),
        ({}, ["Tệp: thiếu “year”."]),
        ([], ["Tệp: phải là một mục trong dấu { }."]),
        ("x", ["Tệp: phải là một mục trong dấu { }."]),
        ({"year": 2022, "goal": []}, ["Tệp: không có mục “goal” trong quy cách tệp. Có phải “goals”?"]),
        ({"year": 2022, "zzz": 1}, ["Tệp: không có mục “zzz” trong quy cách tệp."]),
        ({"year": 2022, "goals": [{"code": "CT01", "steps": [1, "x"]}]}, ["Chỉ tiêu CT01: “steps”, thứ 2: phải là số"]),
        ({"year": 2022, "goals": [{}]}, ["Chỉ tiêu thứ 1: thiếu “code”."]),
        ({"year": 2022, "goals": [{"code": "CT99"}]}, ["Chỉ tiêu CT99: có mã không dùng được."]),
        ({"year": 2022, "goals": [{"code": "CT01", "part": {}}]}, ["Chỉ tiêu CT01: “part”: thiếu “unit”."]),
        (
            {"year": 2022, "goals": [{"code": "CT01", "by_unit": {"02053": "x"}}]},
            ["Chỉ tiêu CT01: “by_unit”, “02053”:"],
        ),
        ({"year": 2022, "parts": [{"unit": "hộ"}, {}]}, ["Tệp, Phần thứ 2: thiếu “unit”."]),
        ({"year": 2022, "goals": ["CT01"]}, ["Chỉ tiêu thứ 1: phải là một mục trong dấu { }."]),
    ],
)
def test_each_mistake_is_named_with_its_entry(raw, problems: list[str]) -> None:
    own = problems_of(raw)
    assert len(own) == len(problems), own
    assert all(mine.startswith(start) or start in mine for mine, start in zip(own, problems, strict=True)), own


def test_mistakes_come_in_the_order_of_the_file() -> None:
    raw = {"extra": 1, "parts": [{}], "goals": [{"code": "CT02", "steps": "x"}, {"code": 7}], "year": 1}
    assert [problem.split(":")[0] for problem in problems_of(raw)] == [
        "Tệp",
        "Tệp, Phần thứ 1",
        "Chỉ tiêu CT02",
        "Chỉ tiêu 7",
        "Tệp",
    ]


def test_what_can_be_read_comes_back_beside_the_mistakes() -> None:
    data, problems = load_entries(BookSchema(), {"year": 2022, "goals": [{"code": "CT01"}, {}]}, "Tệp")
    assert data["year"] == 2022
    assert data["goals"][0] == {"code": "CT01"}
    assert problems == ["Chỉ tiêu thứ 2: thiếu “code”."]


def test_the_format_is_described_for_each_kind_of_entry_once() -> None:
    lines = list(describe_format(BookSchema()))
    assert [line for line in lines if line.startswith("## ")] == ["## Tệp", "## Chỉ tiêu", "## Phần"]
    assert "| `year` | có | số nguyên | năm | `2022` |" in lines
    assert "| `goals` |  | danh sách mục “Chỉ tiêu” | các chỉ tiêu |  |" in lines
    assert "| `by_unit` |  | mã đơn vị: số | phân bổ |  |" in lines
    assert "| `part` |  | mục “Phần” | phần |  |" in lines


@pytest.mark.parametrize("raw", [None, 1, "x", [1]])
def test_anything_but_an_object_is_an_empty_entry(raw) -> None:
    assert as_entry(raw) == {}
