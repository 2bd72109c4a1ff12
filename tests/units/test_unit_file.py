"""Reading a units file: the real one, and every way of getting one wrong."""

import json
from datetime import date
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from units import unit_file
from units.enums import UnitKind
from units.unit_file.reading import mistakes_between_entries
from units.unit_file.rows import SuccessionRow, UnitRow

FIXTURE = Path(__file__).parents[2] / "fixtures" / "units-064.json"
DISTRICT = {"code": "064", "name": "Huyện Chợ Đồn", "kind": "DISTRICT", "valid_to": "2025-06-30"}
COMMUNE = {"code": "02053", "name": "Xã Ngọc Phái", "kind": "COMMUNE", "parent": "064", "valid_to": "2025-06-30"}
MERGER = {"predecessor": "02053", "successor": "02020", "on": "2025-07-01"}


THE_DISTRICT = "Đơn vị 064 (Huyện Chợ Đồn)"
A_DAY = "phải là ngày có thật dạng 2022-01-31 (năm-tháng-ngày)"


def read(*units: Any, successions: Any = ()) -> unit_file.UnitFile:
    return unit_file.read_units(json.dumps({"units": list(units), "successions": list(successions)}))


def problems(text: str) -> list[str]:
    with pytest.raises(unit_file.UnitFileError) as error:
        unit_file.read_units(text)
    assert str(error.value) == "\n".join(error.value.problems)
    return error.value.problems


def problems_of(*units: Any, successions: Any = ()) -> list[str]:
    return problems(json.dumps({"units": list(units), "successions": list(successions)}))


def test_the_file_of_the_district() -> None:
    file = unit_file.read_units(FIXTURE.read_text(encoding="utf-8"))
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
    assert commune == unit_file.UnitRow(
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
    assert unit_file.short_name_of(name) == short


def test_mergers_are_read() -> None:
    assert read(DISTRICT, COMMUNE, successions=[MERGER]).successions == (
        unit_file.SuccessionRow("02053", "02020", date(2025, 7, 1)),
    )


@pytest.mark.parametrize("text", ["", "{", "[1,"])
def test_something_else_than_json_is_refused(text: str) -> None:
    assert problems(text)[0].startswith("Tệp rỗng." if not text else "Tệp không phải JSON hợp lệ: dòng 1, cột ")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ([], "Tệp: phải là một mục trong dấu { }."),
        (1, "Tệp: phải là một mục trong dấu { }."),
        ({}, "Tệp: thiếu “units”."),
        ({"units": {}}, "Tệp: “units” phải là danh sách trong dấu [ ], không phải mục trong dấu { }."),
        ({"units": []}, "Tệp: “units” chưa có đơn vị nào."),
        (
            {"units": [DISTRICT], "successions": 1},
            "Tệp: “successions” phải là danh sách trong dấu [ ], không phải số 1.",
        ),
    ],
)
def test_a_file_without_units_is_refused(content: Any, sentence: str) -> None:
    assert problems(json.dumps(content)) == [sentence]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_whatever_notepad_writes_is_read(encoding: str) -> None:
    text = json.dumps({"units": [DISTRICT, COMMUNE]}, ensure_ascii=False)
    assert unit_file.read_units(text.encode(encoding)) == read(DISTRICT, COMMUNE)


def test_the_page_of_the_format_is_that_of_the_schema(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("load_units", format=True)
    assert FIXTURE.with_name("units-format.md").read_text(encoding="utf-8").endswith(capsys.readouterr().out)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"code": ""}, "Đơn vị thứ 1 (Huyện Chợ Đồn): “code” không được để trống."),
        ({"code": 64}, "Đơn vị 64 (Huyện Chợ Đồn): “code” phải là chữ trong ngoặc kép, không phải số 64."),
        ({"code": "0" * 21}, f"Đơn vị {'0' * 21} (Huyện Chợ Đồn): “code” dài quá 20 ký tự."),
        ({"name": None}, "Đơn vị 064: thiếu “name”."),
        ({"name": "x" * 201, "short_name": "x"}, f"Đơn vị 064 ({'x' * 60}): “name” dài quá 200 ký tự."),
        ({"short_name": "x" * 101}, f"{THE_DISTRICT}: “short_name” dài quá 100 ký tự."),
        ({"parent": "p" * 21}, f"{THE_DISTRICT}: “parent” dài quá 20 ký tự."),
        ({"valid_from": "01/07/2025"}, f"{THE_DISTRICT}: “valid_from” {A_DAY}, không phải “01/07/2025”."),
        ({"valid_to": 2025}, f"{THE_DISTRICT}: “valid_to” {A_DAY}, không phải số 2.025."),
        ({"valid_from": "2025-07-01"}, f"{THE_DISTRICT}: “valid_to” phải từ “valid_from” trở đi."),
        ({"ten": "x"}, f"{THE_DISTRICT}: không có mục “ten” trong quy cách tệp."),
        ({"valid_form": "x"}, f"{THE_DISTRICT}: không có mục “valid_form” trong quy cách tệp. Có phải “valid_from”?"),
        ({"parent": "064"}, "Đơn vị 064: đơn vị cấp trên “064” phải đứng trước nó trong tệp."),
    ],
)
def test_each_mistake_in_a_unit_is_named(change: dict[str, Any], problem: str) -> None:
    assert problem in problems_of({**DISTRICT, **change})


def test_the_kind_is_one_of_the_list() -> None:
    (problem,) = problems_of({**DISTRICT, "kind": "VILLAGE"})
    assert problem.startswith(f"{THE_DISTRICT}: “kind” phải là một trong PROVINCE, DISTRICT")


def test_an_entry_that_is_no_object_is_refused() -> None:
    assert "Đơn vị thứ 2: phải là một mục trong dấu { }." in problems_of(DISTRICT, "Xã Ngọc Phái")


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"predecessor": ""}, "Sáp nhập thứ 1: “predecessor” không được để trống."),
        ({"successor": None}, "Sáp nhập 02053: thiếu “successor”."),
        ({"on": None}, "Sáp nhập 02053: thiếu “on”."),
        ({"on": "hôm qua"}, f"Sáp nhập 02053: “on” {A_DAY}, không phải “hôm qua”."),
        ({"day": "2025-07-01"}, "Sáp nhập 02053: không có mục “day” trong quy cách tệp."),
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


units_of_a_file = st.lists(
    st.builds(
        lambda code, parent, first, length: {
            "code": code,
            "name": f"Xã {code}",
            "kind": "COMMUNE",
            "parent": parent,
            "valid_from": f"{first}-01-01",
            "valid_to": f"{first + length}-12-31",
        },
        st.sampled_from("ABCD"),
        st.sampled_from([None, *"ABCDE"]),
        st.integers(2000, 2010),
        st.integers(0, 5),
    ),
    min_size=1,
    max_size=6,
)


@given(units_of_a_file)
def test_a_mistake_between_units_is_told_of_the_later_one(units: list[dict[str, Any]]) -> None:
    """Entry by entry against all before it, as somebody would read the file."""
    expected = []
    for place, unit in enumerate(units):
        before, codes = units[:place], {other["code"] for other in units}
        overlaps = [
            other
            for other in before
            if other["code"] == unit["code"]
            and other["valid_from"] <= unit["valid_to"]
            and unit["valid_from"] <= other["valid_to"]
        ]
        name = f"Đơn vị {unit['code']}"
        if overlaps:
            expected.append(f"{name}: mã được dùng hai lần trong cùng thời gian hiệu lực.")
        if unit["parent"] in codes - {other["code"] for other in before}:
            expected.append(f"{name}: đơn vị cấp trên “{unit['parent']}” phải đứng trước nó trong tệp.")
    if expected:
        assert problems_of(*units) == expected
    else:
        assert [row.code for row in read(*units).units] == [unit["code"] for unit in units]


def test_a_file_of_a_nation_is_checked_at_once() -> None:
    """Every unit against every other would take minutes."""
    rows = [UnitRow(f"{n:05}", f"Xã {n}", f"Xã {n}", UnitKind.COMMUNE, "00000", None, None) for n in range(8000)]
    mergers = [SuccessionRow(f"{n:05}", "00000", date(2025, 7, 1)) for n in range(1, 8000)]
    start = process_time()
    assert [problem for _, problem in mistakes_between_entries(rows, mergers)] == [
        "đơn vị cấp trên “00000” phải đứng trước nó trong tệp"
    ]
    assert process_time() - start < 1
