"""The slides of the meeting: who is late, who ranks where, what units ask for; and the same from frozen numbers."""

import json
from typing import Any

import pytest
from django.test import Client

from chodon_thidua.lib import clock
from reports.dashboard.slides.meeting_slide import RemarksSlide, UnitRemark
from reports.dashboard.slides.unit_slides import LONGEST_REMARK, REMARKS_OF_A_SLIDE
from reports.models import Snapshot
from reports.services.remarks import remarks_save
from tests.reports.builders import SampleOffice, make_office, moment
from tests.reports.freezing import correct_amount, freeze, snapshot_path
from tests.reports.pages import page, report_all_communes, signed_in, visible_text

SHOW = "/trinh-chieu/"


def slides(client: Client, kind: str, address: str = "ky=3", path: str = SHOW) -> list[Any]:
    return page(client, address, path=path).xpath(f"//section[@data-kind='{kind}']")


def texts(elements: list[Any]) -> list[str]:
    return [visible_text(element) for element in elements]


def write_remarks(office: SampleOffice, n: int, text: str) -> None:
    unit = office.communes[n]
    remarks_save(unit=unit, period=office.period(), actor=office.reporters[n], remarks=text, seen_version=0)


# Units


def test_the_slide_of_reports_names_everybody_who_is_missing(office: SampleOffice, leader: Client) -> None:
    office.enter("CT01", 5)
    office.submit()
    office.enter("CT01", 5, unit=office.communes[1])
    office.give_back(office.communes[1])
    with clock.at(moment(20)):
        [late] = slides(leader, "late")
    text = visible_text(late)
    assert "Chưa nộp (2): Bằng Lãng (quá hạn" in text
    assert "Phải gửi lại (1): Quảng Bạch" in text
    assert late.xpath(".//*[@role='img']/@aria-label") == ["đúng hạn: 2, nộp trễ: 0, chưa nộp: 2"]


def test_a_report_that_came_late_is_told_with_its_days(office: SampleOffice, leader: Client) -> None:
    with clock.at(moment(20)):
        office.enter("CT01", 5)
        office.submit()
        assert "Nộp trễ (1): Ngọc Phái (trễ" in visible_text(slides(leader, "late")[0])


def test_nobody_late_has_no_slide(office: SampleOffice) -> None:
    for unit in (*office.communes, office.department):
        office.enter("CT01" if unit in office.communes else "CT04a", 5, unit=unit)
        office.approve(unit)
    assert slides(signed_in(office.leader), "late") == []


def test_units_of_one_kind_rank_among_themselves_by_what_keeps_to_the_plan(office: SampleOffice) -> None:
    report_all_communes(office, 50)
    office.enter("CT04a", 100, unit=office.department)
    office.approve(office.department)
    correct_amount(office, 1)
    client = signed_in(office.leader)
    areas, offices = slides(client, "ranking")
    assert [visible_text(row.xpath("th")[0]) for row in areas.xpath(".//tr")] == [
        "Bằng Lãng",
        "Quảng Bạch",
        "Ngọc Phái",
    ]
    assert [visible_text(row.xpath("td")[0]) for row in areas.xpath(".//tr")] == ["1", "1", "3"]
    assert "Phòng NN&PTNT" in visible_text(offices)
    assert "Theo số chỉ tiêu vượt, đạt, đúng tiến độ trên số chỉ tiêu được đánh giá" in visible_text(areas)


def test_a_unit_without_an_assessment_has_no_place(office: SampleOffice, leader: Client) -> None:
    row = slides(leader, "ranking")[0].xpath(".//tr")[0]
    assert visible_text(row.xpath("td")[0]) == "–"
    assert "chưa đánh giá" in visible_text(row)


def test_a_scope_of_one_unit_ranks_nobody(office: SampleOffice, leader: Client) -> None:
    assert slides(leader, "ranking", f"ky=3&don-vi={office.communes[0].code}") == []


def test_remarks_of_counted_reports_stand_a_few_to_a_slide(db: None) -> None:
    with clock.at(moment()):
        office = make_office(communes=REMARKS_OF_A_SLIDE + 1)
        for n, unit in enumerate(office.communes):
            office.enter("CT01", 5, unit=unit)
            write_remarks(office, n, "Mưa lũ.\nĐề nghị hỗ trợ giống. " + "dài " * 200)
            office.approve(unit)
        first, second = slides(signed_in(office.leader), "remarks")
    assert len(first.xpath(".//dt")) == REMARKS_OF_A_SLIDE
    assert len(second.xpath(".//dt")) == 1
    text = visible_text(first.xpath(".//dd")[0])
    assert text.startswith("Mưa lũ. Đề nghị hỗ trợ giống.")
    assert text.endswith("…")
    assert len(text) <= LONGEST_REMARK + 1
    assert "(1/2)" in visible_text(first)


# Charts and controls


def test_numbers_have_their_bars_and_bars_their_words(office: SampleOffice, leader: Client) -> None:
    report_all_communes(office, 20)
    row = slides(leader, "field")[0].xpath(".//tr[@data-indicator='CT01']")[0]
    assert row.xpath(".//*[@role='img']/@aria-label") == ["Đạt 60 trên kế hoạch 120; đến kỳ này cần 90"]
    [concern] = slides(leader, "concern")
    assert len(concern.xpath(".//table//tr")) == 3
    assert all(concern.xpath(".//table//*[@role='img']/@aria-label"))


def test_without_a_script_there_is_a_way_out(leader: Client) -> None:
    tree = page(leader, "ky=2", path=SHOW)
    links = tree.xpath("//nav[@class='slide-controls']//a")
    assert [(visible_text(link), link.get("href")) for link in links] == [("Thoát", "/tong-quan/?nam=2022&ky=2")]
    assert tree.xpath("//nav[@class='slide-controls']//button[not(@hidden)]") == []


def test_hostile_words_stay_words(office: SampleOffice, leader: Client) -> None:
    office.enter("CT01", 5)
    write_remarks(office, 0, "<script>alert(1)</script>")
    office.approve()
    [slide] = slides(leader, "remarks")
    assert not slide.xpath(".//script")
    assert "<script>alert(1)</script>" in visible_text(slide)


# Frozen numbers


def test_a_slide_is_plain_data() -> None:
    slide = RemarksSlide("Khó khăn", (UnitRemark("Ngọc Phái", "Mưa."),))
    assert json.loads(json.dumps(slide.pack())) == {
        "kind": "remarks",
        "title": "Khó khăn",
        "remarks": [{"unit": "Ngọc Phái", "text": "Mưa."}],
    }


@pytest.mark.parametrize("pending", [False, True])
def test_the_presentation_of_frozen_numbers_is_that_of_the_meeting(office: SampleOffice, *, pending: bool) -> None:
    report_all_communes(office, 20)
    client = signed_in(office.leader)
    address = f"ky=3&so-lieu={'cho-duyet' if pending else 'da-duyet'}"
    kinds = ("counts", "field", "concern", "late", "ranking", "remarks")
    live = {kind: [visible_text(slide.xpath("h1")[0]) for slide in slides(client, kind, address)] for kind in kinds}
    tables = [texts(slide.xpath(".//tbody")) for slide in slides(client, "field", address)]
    snapshot = freeze(office, pending=pending)
    correct_amount(office, 99)
    path = f"{snapshot_path(snapshot)}trinh-chieu/"
    frozen = {kind: [visible_text(slide.xpath("h1")[0]) for slide in slides(client, kind, "", path)] for kind in kinds}
    assert frozen == live
    assert [texts(slide.xpath(".//tbody")) for slide in slides(client, "field", "", path)] == tables
    feet = texts(page(client, path=path).xpath("//*[@class='slide-foot']"))
    words = "số liệu đã chốt, gồm chờ duyệt:" if pending else "số liệu đã chốt:"
    assert all(f"{words} Họp giao ban tháng 9, ngày 20/09/2022" in foot for foot in feet)
    assert page(client, path=path).xpath("//nav//a/@href") == [snapshot_path(snapshot)]
    assert page(client, path=snapshot_path(snapshot)).xpath("//a[contains(., 'Trình chiếu')]/@href") == [path]


def test_a_snapshot_from_before_has_no_presentation(office: SampleOffice, leader: Client) -> None:
    snapshot = freeze(office)
    numbers = {name: value for name, value in snapshot.numbers.items() if name != "slides"}
    values = {field.attname: getattr(snapshot, field.attname) for field in Snapshot._meta.concrete_fields}
    values |= {"id": "00000000-0000-0000-0000-00000000000a", "numbers": numbers}
    old = Snapshot.objects.create(**values)
    assert leader.get(f"{snapshot_path(old)}trinh-chieu/").status_code == 404
    assert not page(leader, path=snapshot_path(old)).xpath("//a[contains(., 'Trình chiếu')]")
