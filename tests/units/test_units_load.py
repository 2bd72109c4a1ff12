"""Loading units from a file, by the service and by the command."""

import json
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from chodon_thidua.lib.refusals import Refusal
from tests.factories import UnitFactory, member
from units import unit_file
from units.enums import Role, UnitKind
from units.models import AuditEvent, Unit, UnitSuccession
from units.services import units_load

pytestmark = pytest.mark.django_db

FIXTURE = Path(__file__).parents[2] / "fixtures" / "units-064.json"
DISTRICT = {"code": "064", "name": "Huyện Chợ Đồn", "kind": "DISTRICT"}
COMMUNE = {"code": "02053", "name": "Xã Ngọc Phái", "kind": "COMMUNE", "parent": "064"}


def load(path: Path) -> str:
    out = StringIO()
    call_command("load_units", str(path), stdout=out)
    return out.getvalue()


def file(tmp_path: Path, *units: Any, successions: Any = ()) -> Path:
    path = tmp_path / "units.json"
    path.write_text(json.dumps({"units": list(units), "successions": list(successions)}), encoding="utf-8")
    return path


def contents() -> list[object]:
    return [*Unit.objects.order_by("pk").values(), *UnitSuccession.objects.order_by("pk").values()]


def test_the_district_is_loaded_once() -> None:
    assert load(FIXTURE) == "Đơn vị: thêm 43, đã có 0.\nSáp nhập: thêm 21, đã có 0.\n"
    before, events = contents(), AuditEvent.objects.count()
    assert events == 43 + 21
    assert load(FIXTURE) == "Đơn vị: thêm 0, đã có 43.\nSáp nhập: thêm 0, đã có 21.\n"
    assert contents() == before
    assert AuditEvent.objects.count() == events


def test_the_district_has_its_units_in_vietnamese_order() -> None:
    load(FIXTURE)
    district = Unit.objects.get(code="064")
    assert district.parent == Unit.objects.get(name="Tỉnh Bắc Kạn")
    communes = district.children.exclude(kind=UnitKind.DEPARTMENT)
    assert list(communes.values_list("short_name", flat=True)) == [
        "Bản Thi",
        "Bằng Lãng",
        "Bằng Lũng",
        "Bằng Phúc",
        "Bình Trung",
        "Đại Sảo",
        "Đồng Lạc",
        "Đồng Thắng",
        "Lương Bằng",
        "Nam Cường",
        "Nghĩa Tá",
        "Ngọc Phái",
        "Phương Viên",
        "Quảng Bạch",
        "Tân Lập",
        "Xuân Lạc",
        "Yên Mỹ",
        "Yên Phong",
        "Yên Thịnh",
        "Yên Thượng",
    ]
    assert district.children.count() == 32


def test_a_reused_code_means_two_units() -> None:
    load(FIXTURE)
    last, first = date(2025, 6, 30), date(2025, 7, 1)
    old, new = (Unit.objects.valid_on(day).get(code="02020") for day in (last, first))
    assert (old.name, new.name) == ("Thị trấn Bằng Lũng", "Xã Chợ Đồn")
    succession = old.successions.get()
    assert (succession.successor, succession.on) == (new, first)
    assert str(succession) == "Thị trấn Bằng Lũng → Xã Chợ Đồn (01/07/2025)"
    assert not Unit.objects.valid_on(first).filter(code__in=["064", "06", "VP"]).exists()
    assert new.precedents.count() == 4


def test_what_is_there_with_other_contents_is_left_alone_and_named(tmp_path: Path) -> None:
    load(file(tmp_path, DISTRICT, COMMUNE))
    renamed = {**COMMUNE, "name": "Xã Ngọc Phái mới"}
    output = load(file(tmp_path, DISTRICT, renamed, {**COMMUNE, "code": "02038", "name": "Xã Quảng Bạch"}))
    assert (
        output
        == "Đơn vị: thêm 1, đã có 2.\nSáp nhập: thêm 0, đã có 0.\nGiữ nguyên, khác với tệp: 02053 Xã Ngọc Phái.\n"
    )
    assert Unit.objects.get(code="02053").name == "Xã Ngọc Phái"


def test_another_merger_of_the_same_unit_is_refused_with_the_whole_file(tmp_path: Path) -> None:
    other = {**COMMUNE, "code": "02038", "name": "Xã Quảng Bạch"}
    merger = {"predecessor": "02053", "successor": "02038", "on": "2025-07-01"}
    load(file(tmp_path, DISTRICT, COMMUNE, other, successions=[merger]))
    third = {**COMMUNE, "code": "02041", "name": "Xã Bằng Phúc"}
    changed_file = file(tmp_path, DISTRICT, COMMUNE, other, third, successions=[{**merger, "on": "2026-01-01"}])
    with pytest.raises(CommandError, match=r"đã ghi nhận Xã Ngọc Phái → Xã Quảng Bạch \(01/07/2025\)"):
        load(changed_file)
    assert not Unit.objects.filter(code="02041").exists()


def test_units_can_be_added_below_those_in_the_database(tmp_path: Path) -> None:
    district = UnitFactory.create(code="064", valid_to=date(2025, 6, 30))
    UnitFactory.create(code="064", valid_from=date(2025, 7, 1))
    load(file(tmp_path, {**COMMUNE, "valid_to": "2025-06-30"}))
    assert Unit.objects.get(code="02053").parent == district


@pytest.mark.parametrize(
    ("units", "mergers", "problem"),
    [
        ([COMMUNE], [], "Đơn vị 02053: không có đơn vị nào mang mã “064”."),
        (
            [{**COMMUNE, "valid_from": "2025-07-01"}],
            [],
            "Đơn vị 02053: không có đơn vị nào mang mã “064” ngày 01/07/2025.",
        ),
        (
            [DISTRICT],
            [{"predecessor": "1", "successor": "064", "on": "2025-07-01"}],
            "Sáp nhập 1: không có đơn vị nào mang mã “1” ngày 30/06/2025.",
        ),
        (
            [{**DISTRICT, "valid_to": "2025-06-30"}, {**DISTRICT, "valid_from": "2025-07-01"}, COMMUNE],
            [],
            "Đơn vị 02053: có nhiều đơn vị mang mã “064”.",
        ),
        (
            [DISTRICT],
            [{"predecessor": "064", "successor": "064", "on": "2025-07-01"}],
            "Đơn vị mới phải khác đơn vị cũ.",
        ),
    ],
)
def test_a_file_that_does_not_fit_changes_nothing(tmp_path: Path, units: Any, mergers: Any, problem: str) -> None:
    with pytest.raises(CommandError) as error:
        load(file(tmp_path, *units, successions=mergers))
    assert str(error.value) == problem
    assert not contents()
    assert not AuditEvent.objects.exists()


def test_every_code_that_does_not_fit_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError) as error:
        load(file(tmp_path, COMMUNE, {**COMMUNE, "code": "02038", "parent": "063"}))
    assert len(str(error.value).splitlines()) == 2


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"\xff", "không phải văn bản Unicode"), (b"{", "Tệp không phải JSON"), (b'{"units": []}', "chưa có đơn vị nào")],
)
def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "units.json"
    path.write_bytes(content)
    with pytest.raises(CommandError, match=sentence):
        load(path)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"Không đọc được tệp .*none\.json"):
        load(tmp_path / "none.json")


def test_a_person_loads_only_below_units_that_they_administer() -> None:
    rows = unit_file.read_units(json.dumps({"units": [COMMUNE]}))
    district = UnitFactory.create(code="064", name="Huyện Chợ Đồn")
    with pytest.raises(Refusal, match="Chỉ quản trị kế hoạch của Huyện Chợ Đồn hoặc của cấp trên"):
        units_load(file=rows, actor=member(district, Role.LEADER))
    actor = member(district, Role.ADMINISTRATOR)
    assert units_load(file=rows, actor=actor).created == 1
    assert AuditEvent.objects.get().actor == actor


# Units that are there already


ENDED = {"valid_to": "2022-06-30"}
HAMLET = {"kind": "CLUSTER", "parent": "X1"}
THERE = [
    {"code": "X1", "name": "Xã Thử", "kind": "COMMUNE"},
    {"code": "A1", "name": "Ấp Một", **HAMLET},
    {"code": "A2", "name": "Ấp Hai", **HAMLET},
    {"code": "A3", "name": "Ấp Ba", **HAMLET},
]
MERGED = [
    THERE[0],
    {**THERE[1], **ENDED},
    {**THERE[2], **ENDED},
    {"code": "A4", "name": "Ấp Một Hai", "valid_from": "2022-07-01", **HAMLET},
]
MERGERS = [{"predecessor": code, "successor": "A4", "on": "2022-07-01"} for code in ("A1", "A2")]


def test_a_file_ends_units_that_are_there_and_their_people_are_told_once(tmp_path: Path) -> None:
    load(file(tmp_path, *THERE))
    first = Unit.objects.get(code="A1")
    clerk, gone = member(first, Role.REPORTER), member(first, Role.REPORTER)
    gone.memberships.update(valid_to=date(2020, 1, 1))
    output = load(file(tmp_path, *MERGED, successions=MERGERS))
    assert output == "Đơn vị: thêm 1, đã có 3.\nKết thúc: 2 đơn vị đã có.\nSáp nhập: thêm 2, đã có 0.\n"
    first.refresh_from_db()
    assert first.valid_to == date(2022, 6, 30)
    ended = AuditEvent.objects.filter(action="UNIT_END")
    assert [(event.before, event.after) for event in ended] == [({"valid_to": None}, {"valid_to": "2022-06-30"})] * 2
    assert [notice.text for notice in clerk.notices.all()] == [
        "Ấp Một nhập vào Ấp Một Hai từ ngày 01/07/2022. Báo cáo các kỳ bắt đầu trước ngày đó, kể cả kỳ đang diễn ra, "
        "đơn vị vẫn nhập và gửi như trước."
    ]
    assert not gone.notices.exists()
    before = contents()
    assert load(file(tmp_path, *MERGED, successions=MERGERS)) == (
        "Đơn vị: thêm 0, đã có 4.\nSáp nhập: thêm 0, đã có 2.\n"
    )
    assert contents() == before


def test_a_unit_that_ends_without_a_merger_is_told_too(tmp_path: Path) -> None:
    load(file(tmp_path, *THERE))
    clerk = member(Unit.objects.get(code="A3"), Role.REPORTER)
    load(file(tmp_path, THERE[0], {**THERE[3], **ENDED}))
    assert clerk.notices.get().text.startswith("Ấp Ba kết thúc sau ngày 30/06/2022.")


def test_a_code_passes_to_a_unit_that_stands_before_the_one_that_ends(tmp_path: Path) -> None:
    load(file(tmp_path, *THERE))
    new = {"code": "A1", "name": "Ấp Mới", "valid_from": "2022-07-01", **HAMLET}
    merger = {"predecessor": "A1", "successor": "A1", "on": "2022-07-01"}
    load(file(tmp_path, THERE[0], new, {**THERE[1], **ENDED}, successions=[merger]))
    assert Unit.objects.valid_on(date(2022, 7, 1)).get(code="A1").precedents.get().predecessor.name == "Ấp Một"


def test_a_unit_of_another_name_is_not_ended(tmp_path: Path) -> None:
    load(file(tmp_path, *THERE))
    output = load(file(tmp_path, THERE[0], {**THERE[1], "name": "Ấp Khác", **ENDED}))
    assert "Giữ nguyên, khác với tệp: A1 Ấp Một." in output
    assert Unit.objects.get(code="A1").valid_to is None
