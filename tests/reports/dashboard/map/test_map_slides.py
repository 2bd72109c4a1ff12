"""The slides of maps: behind each indicator that is behind where it is so, of today and from frozen numbers."""

from typing import Any

import pytest
from django.template.loader import get_template
from django.test import Client

from reports.dashboard.slides import map_slides as module
from reports.dashboard.slides.meeting_slide import MeetingSlide, slide_template
from reports.dashboard.slides.unit_names import joined_names
from tests.reports.builders import SampleOffice
from tests.reports.dashboard.map.reading import cells, report
from tests.reports.freezing import correct_amount, freeze, snapshot_path
from tests.reports.pages import page, visible_text
from units.enums import UnitKind
from units.models import Unit

SHOW = "/trinh-chieu/"


def map_slides(client: Client, path: str = SHOW, address: str = "ky=3") -> list[Any]:
    return page(client, address, path=path).xpath("//section[@data-kind='map']")


def texts(slide: Any, path: str) -> list[str]:
    return [visible_text(element) for element in slide.xpath(path)]


def test_an_indicator_that_is_behind_has_its_map_with_the_same_in_words(office: SampleOffice, leader: Client) -> None:
    report(office, 30, 2, 10)
    [slide] = map_slides(leader)
    assert texts(slide, "h1") == ["Bản đồ: Diện tích rừng trồng mới CT01"]
    assert cells(slide) == {
        "Ngọc Phái": ("status-ON_TRACK", "Đúng tiến độ, 75,0 %"),
        "Quảng Bạch": ("status-BEHIND", "Chậm tiến độ, 5,0 %"),
        "Bằng Lãng": ("status-BEHIND", "Chậm tiến độ, 25,0 %"),
    }
    assert texts(slide, ".//dt") == ["1 Đúng tiến độ", "2 Chậm tiến độ"]
    assert texts(slide, ".//dd") == ["Ngọc Phái 75,0 %", "Bằng Lãng 25,0 %, Quảng Bạch 5,0 %"]
    assert "không phải địa giới hành chính" in visible_text(slide)
    assert "Không có vị trí" not in visible_text(slide)


def test_it_follows_the_slide_of_its_indicator_and_leads_nowhere(office: SampleOffice, leader: Client) -> None:
    report(office, 1, 1, 1)
    kinds = page(leader, "ky=3", path=SHOW).xpath("//section/@data-kind")
    assert kinds[kinds.index("map") - 1] == "concern"
    [slide] = map_slides(leader)
    assert not slide.xpath(".//a")  # a click anywhere turns the page


def test_units_without_a_place_stand_beside_it_with_their_assessment(office: SampleOffice, leader: Client) -> None:
    Unit.objects.filter(pk=office.communes[2].pk).update(code="XA-LA")
    report(office, 30, 2, 1)
    [slide] = map_slides(leader)
    assert cells(slide).keys() == {"Ngọc Phái", "Quảng Bạch"}
    assert "Không có vị trí trên bản đồ: Bằng Lãng: Chậm tiến độ, 2,5 %" in visible_text(slide)


def test_a_unit_that_the_indicator_does_not_concern_says_so(office: SampleOffice, leader: Client) -> None:
    Unit.objects.filter(pk=office.department.pk).update(code="02068", kind=UnitKind.COMMUNE)
    report(office, 1, 1, 1)
    [slide] = map_slides(leader)
    assert texts(slide, ".//dt")[-1] == "1 Không giao chỉ tiêu này"
    assert [name for name, (_, text) in cells(slide).items() if text == "Không giao chỉ tiêu này"] == [
        office.department.short_name
    ]


@pytest.mark.parametrize(
    ("amounts", "kinds"),
    [
        ((40, 40, 40), None),  # nothing is behind
        ((1, 1, 1), UnitKind.DEPARTMENT),  # nobody has a place
    ],
)
def test_where_a_map_says_nothing_there_is_none(
    office: SampleOffice, leader: Client, amounts: tuple[int, ...], kinds: UnitKind | None
) -> None:
    report(office, *amounts)
    if kinds:
        Unit.objects.filter(pk__in=[unit.pk for unit in office.communes]).update(kind=kinds)
    assert map_slides(leader) == []


def test_a_map_of_one_unit_is_none(office: SampleOffice, leader: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    report(office, 1, 1, 1)
    assert len(map_slides(leader)) == 1
    monkeypatch.setattr(module, "LEAST_UNITS", 4)
    assert map_slides(leader) == []


def test_names_have_their_numbers_where_the_picture_has_them(office: SampleOffice, leader: Client) -> None:
    report(office, 1, 1, 1)
    Unit.objects.filter(pk=office.communes[0].pk).update(short_name="Một tên rất dài không ô nào chứa được " * 2)
    [slide] = map_slides(leader)
    assert "Ô hẹp ghi số thứ tự của đơn vị." in visible_text(slide)
    assert texts(slide, ".//dd")[0].startswith("1. Bằng Lãng 2,5 %, 2. Một tên")


def test_frozen_numbers_keep_the_map_of_the_meeting(office: SampleOffice, leader: Client) -> None:
    report(office, 30, 2, 10)
    before = [(cells(slide), texts(slide, ".//dd")) for slide in map_slides(leader)]
    snapshot = freeze(office)
    correct_amount(office, 1)
    path = f"{snapshot_path(snapshot)}trinh-chieu/"
    assert [(cells(slide), texts(slide, ".//dd")) for slide in map_slides(leader, path)] == before
    assert [(cells(slide), texts(slide, ".//dd")) for slide in map_slides(leader)] != before


@pytest.mark.parametrize("kind", [cls.kind for cls in MeetingSlide.__subclasses__()])
def test_every_kind_of_slide_has_its_template(kind: str) -> None:
    assert get_template(slide_template({"kind": kind}))


@pytest.mark.parametrize(
    ("names", "most", "separator", "line"),
    [
        (["a", "b"], 2, ", ", "a, b"),
        (["a", "b", "c", "d"], 2, "; ", "a; b và 2 đơn vị khác"),
        ([], 2, "; ", ""),
    ],
)
def test_many_names_end_in_their_number(names: list[str], most: int, separator: str, line: str) -> None:
    assert joined_names(names, most, separator) == line
