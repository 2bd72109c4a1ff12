"""Reading a units file: the real one, and every way of getting one wrong."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from units import unitfile
from units.enums import UnitKind

FIXTURE = Path(__file__).parents[2] / "fixtures" / "units-064.json"
DISTRICT = {"code": "064", "name": "Huyện Chợ Đồn", "kind": "DISTRICT", "valid_to": "2025-06-30"}
COMMUNE = {"code": "02053", "name": "Xã Ngọc Phái", "kind": "COMMUNE", "parent": "064", "valid_to": "2025-06-30"}
MERGER = {"predecessor": "02053", "successor": "02020", "on": "2025-07-01"}


def read(*units: Any, successions: Any = ()) -> unitfile.UnitFile:
    return unitfile.read(json.dumps({"units": list(units), "successions": list(successions)}))


def problems(text: str) -> list[str]:
    with pytest.raises(unitfile.UnitFileError) as error:
        unitfile.read(text)
    assert str(error.value) == "\n".join(error.value.problems)
    return error.value.problems


def problems_of(*units: Any, successions: Any = ()) -> list[str]:
    return problems(json.dumps({"units": list(units), "successions": list(successions)}))


def test_the_file_of_the_district() -> None:
    file = unitfile.read(FIXTURE.read_text(encoding="utf-8"))
    kinds = [unit.kind for unit in file.units if unit.parent == "064"]
    assert (kinds.count(UnitKind.TOWNSHIP), kinds.count(UnitKind.COMMUNE), kinds.count(UnitKind.DEPARTMENT)) == (
        1,
        19,
        12,
    )
    after = [unit for unit in file.units if unit.parent == "19"]
    assert len(after) == 8
    assert {unit.valid_from for unit in after} == {date(2025, 7, 1)}
    before = {unit.code: unit for unit in file.units if unit.parent == "064" and unit.kind != UnitKind.DEPARTMENT}
    reused = [unit for unit in after if unit.code in before]
    assert len(reused) == 6
    assert sum(unit.name == before[unit.code].name for unit in reused) == 5
    assert {merger.predecessor for merger in file.successions} == before.keys() | {"06"}
    assert {merger.successor for merger in file.successions} == {unit.code for unit in after} | {"19"}


def test_a_row_is_read_with_its_days_and_a_short_name() -> None:
    district, commune = read(DISTRICT, {**COMMUNE, "name": " Xã Ngọc Phái "}).units
    assert (district.parent, district.valid_from, district.short_name) == (None, None, "Chợ Đồn")
    assert commune == unitfile.UnitRow(
        "02053", "Xã Ngọc Phái", "Ngọc Phái", UnitKind.COMMUNE, "064", None, date(2025, 6, 30)
    )
    assert read(DISTRICT, {**COMMUNE, "short_name": "NP"}).units[1].short_name == "NP"


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Thị trấn Bằng Lũng", "Bằng Lũng"),
        ("Xã Xã Lũng", "Xã Lũng"),
        ("Phường Đức Xuân", "Đức Xuân"),
        ("Huyện Chợ Đồn", "Chợ Đồn"),
        ("Tỉnh Bắc Kạn", "Bắc Kạn"),
        ("Phòng Nội vụ", "Phòng Nội vụ"),
        ("Công an huyện", "Công an huyện"),
    ],
)
def test_the_short_name_leaves_out_the_kind_of_unit(name: str, short: str) -> None:
    assert unitfile.short_name_of(name) == short


def test_mergers_are_read() -> None:
    assert read(DISTRICT, COMMUNE, successions=[MERGER]).successions == (
        unitfile.SuccessionRow("02053", "02020", date(2025, 7, 1)),
    )


@pytest.mark.parametrize("text", ["", "{", "[1,"])
def test_something_else_than_json_is_refused(text: str) -> None:
    assert problems(text)[0].startswith("Tệp không phải JSON: ")


@pytest.mark.parametrize("content", [[], 1, {}, {"units": {}}, {"units": []}, {"units": [DISTRICT], "successions": 1}])
def test_a_file_without_units_is_refused(content: Any) -> None:
    sentence = "Tệp phải có danh sách “units” (đơn vị) và có thể có “successions” (sáp nhập)."
    assert problems(json.dumps(content)) == [sentence]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"code": ""}, "Đơn vị thứ 1: thiếu “code”."),
        ({"code": 64}, "Đơn vị thứ 1: thiếu “code”."),
        ({"code": "0" * 21}, "Đơn vị thứ 1: “code” quá dài."),
        ({"name": None}, "Đơn vị thứ 1: thiếu “name”."),
        ({"name": "x" * 201, "short_name": "x"}, "Đơn vị thứ 1: “name” quá dài."),
        ({"short_name": "x" * 101}, "Đơn vị thứ 1 (064): “short_name” quá dài."),
        ({"short_name": " "}, "Đơn vị thứ 1 (064): thiếu “short_name”."),
        ({"parent": "p" * 21}, "Đơn vị thứ 1 (064): “parent” quá dài."),
        ({"valid_from": "01/07/2025"}, "Đơn vị thứ 1 (064): “valid_from” phải là ngày dạng 2025-06-30."),
        ({"valid_to": 2025}, "Đơn vị thứ 1 (064): “valid_to” phải là ngày dạng 2025-06-30."),
        ({"valid_from": "2025-07-01"}, "Đơn vị thứ 1 (064): “valid_to” phải từ “valid_from” trở đi."),
        ({"ten": "x"}, "Đơn vị thứ 1: không biết mục “ten”."),
        ({"parent": "064"}, "Đơn vị 064: đơn vị cấp trên “064” phải đứng trước nó trong tệp."),
    ],
)
def test_each_mistake_in_a_unit_is_named(change: dict[str, Any], problem: str) -> None:
    assert problem in problems_of({**DISTRICT, **change})


def test_the_kind_is_one_of_the_list() -> None:
    (problem,) = problems_of({**DISTRICT, "kind": "VILLAGE"})
    assert problem.startswith("Đơn vị thứ 1 (064): “kind” phải là một trong PROVINCE, DISTRICT")


def test_an_entry_that_is_no_object_is_refused() -> None:
    assert "Đơn vị thứ 2: phải là một đối tượng JSON." in problems_of(DISTRICT, "Xã Ngọc Phái")


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"predecessor": ""}, "Sáp nhập thứ 1: thiếu “predecessor”."),
        ({"successor": None}, "Sáp nhập thứ 1: thiếu “successor”."),
        ({"on": None}, "Sáp nhập thứ 1: thiếu “on” (từ ngày)."),
        ({"on": "hôm qua"}, "Sáp nhập thứ 1: “on” phải là ngày dạng 2025-06-30."),
        ({"day": "2025-07-01"}, "Sáp nhập thứ 1: không biết mục “day”."),
    ],
)
def test_each_mistake_in_a_merger_is_named(change: dict[str, Any], problem: str) -> None:
    assert problem in problems_of(DISTRICT, COMMUNE, successions=[{**MERGER, **change}])


def test_all_mistakes_are_named_at_once() -> None:
    assert len(problems_of({**DISTRICT, "name": "", "valid_to": "x"}, {**COMMUNE, "code": ""})) == 3


def test_one_code_twice_at_the_same_time_is_refused() -> None:
    again = {**COMMUNE, "name": "Xã Khác", "valid_from": "2025-06-30", "valid_to": None}
    assert problems_of(DISTRICT, COMMUNE, again) == [
        "Đơn vị 02053: mã được dùng hai lần trong cùng thời gian hiệu lực."
    ]
    later = {**again, "valid_from": "2025-07-01"}
    assert len(read(DISTRICT, COMMUNE, later).units) == 3


def test_a_parent_stands_before_its_units() -> None:
    assert problems_of(COMMUNE, DISTRICT) == ["Đơn vị 02053: đơn vị cấp trên “064” phải đứng trước nó trong tệp."]


def test_a_parent_may_be_in_the_database_already() -> None:
    assert read(COMMUNE).units[0].parent == "064"


def test_a_unit_merges_once_on_a_day() -> None:
    assert problems_of(DISTRICT, COMMUNE, successions=[MERGER, {**MERGER, "successor": "02038"}]) == [
        "Sáp nhập 02053: được ghi hai lần."
    ]
