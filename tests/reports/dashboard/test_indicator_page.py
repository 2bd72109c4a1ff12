"""The page of one indicator: numbers as on the dashboard, the year as a line, units ranked, and who leads it."""

import json
from decimal import Decimal
from typing import Any

import pytest

from chodon_thidua.lib import clock
from reports.entry.recognitions.decision_values import RecognitionValues
from reports.entry.recognitions.services import recognition_add
from targets.models import Milestone, Target
from tests.factories import member
from tests.reports.builders import make_office, moment
from tests.reports.pages import cell, page, report_all_communes, rows, section, signed_in, visible_text
from tests.reports.reviewing import query_count
from units.enums import Role

PAGE = "/chi-tieu/"


def numbers(tree) -> dict[str, str]:
    """The numbers at the head of the page by their field."""
    cells = tree.xpath("//dl[@class='numbers']//*[@data-field]")
    return {one.get("data-field"): one.get("data-value") for one in cells}


def line(tree) -> dict[str, Any]:
    series: dict[str, Any] = json.loads(tree.get_element_by_id("so-lieu-bieu-do").text)
    return series


def units(tree) -> list[list[str]]:
    return [[visible_text(one) for one in row] for row in tree.xpath("//tr[@data-unit]")]


def test_the_list_has_every_indicator_with_its_page(office, leader):
    tree = page(leader, path=PAGE)
    assert rows(tree) == ["CT01", "CT02", "CT03", "CT04", "CT04a", "CT04b"]
    assert tree.xpath("//tr[@data-indicator='CT01']//a/@href") == ["/chi-tieu/CT01/?nam=2022&ky=3"]


@pytest.mark.parametrize("code", ["CT01", "CT02", "CT03", "CT04", "CT04b"])
def test_its_numbers_are_those_of_the_dashboard(office, leader, code):
    report_all_communes(office, 1500, note="Đúng.")
    dashboard = page(leader)
    for field, value in numbers(page(leader, f"{PAGE}{code}/")).items():
        assert cell(dashboard, code, field)[0] == value, field


def test_the_line_runs_over_the_year_beside_what_should_be(office, leader):
    office.enter("CT01", 20, ordinal=1)
    office.approve(ordinal=1)
    office.enter("CT01", 12)
    office.approve()
    Milestone.objects.create(
        target=Target.objects.get(indicator__code="CT01", unit=office.district), period=office.period(4), value=100
    )
    series = line(page(leader, f"{PAGE}CT01/"))
    assert series["periods"] == ["Quý I", "Quý II", "Quý III", "Quý IV", "Cả năm"]
    assert series["actual"] == [20.0, 20.0, 32.0, None, None]
    assert series["expected"] == [30.0, 60.0, 90.0, 100.0, 120.0]
    assert series["target"] == [120.0] * 5
    assert series["unit"] == "ha"


def test_a_forecast_needs_everybody_and_ends_with_the_year(office, leader):
    for ordinal in (1, 2):
        report_all_communes(office, 15, ordinal=ordinal)
    assert line(page(leader, f"{PAGE}CT01/?ky=3"))["forecast"] == [None] * 5
    report_all_communes(office, 15)
    assert line(page(leader, f"{PAGE}CT01/?ky=3"))["forecast"] == [None, None, 135.0, None, 180.0]


def test_a_composite_has_no_line_of_its_own(office, leader):
    tree = page(leader, f"{PAGE}CT04/")
    assert not tree.xpath("//canvas")
    assert "Vì sao" in visible_text(tree)


def test_units_by_percentage_and_by_contribution(office, leader):
    first, second, third = office.communes
    Target.objects.filter(unit=second, indicator__code="CT01").update(value=Decimal(100))
    for unit, amount in ((first, 10), (second, 20)):
        office.enter("CT01", amount, unit=unit)
        office.approve(unit)
    tree = page(leader, f"{PAGE}CT01/")
    assert [row[:6] for row in units(tree)] == [
        ["1", "Ngọc Phái", "≥ 40", "10", "25,0", "33,3"],
        ["2", "Quảng Bạch", "≥ 100", "20", "20,0", "66,7"],
        ["", "Bằng Lãng", "≥ 40", "", "", ""],
    ]
    assert f"Chưa có số liệu được duyệt kỳ này (1): {third.short_name}." in section(tree, "cac-don-vi")
    by_share = page(leader, f"{PAGE}CT01/?xep=dong-gop")
    assert [row[:2] for row in units(by_share)][:2] == [["1", "Quảng Bạch"], ["2", "Ngọc Phái"]]


def test_what_is_allocated_stands_beside_the_headline(office, leader):
    Target.objects.filter(unit=office.communes[0], indicator__code="CT01").update(value=Decimal(30))
    assert "đã giao 110/120" in visible_text(page(leader, f"{PAGE}CT01/"))
    own = page(signed_in(office.reporters[0]), f"{PAGE}CT01/")
    assert "đã giao" not in visible_text(own)


def test_who_of_the_named_list_is_still_missing(office, leader):
    values = RecognitionValues(
        subject_unit=office.communes[0],
        assessed_year=2022,
        decision_number="12/QĐ",
        decided_on=moment(1).date(),
    )
    recognition_add(
        unit=office.department,
        period=office.period(),
        indicator=office.indicators["CT03"],
        actor=office.clerk,
        values=values,
        seen_version=0,
    )
    office.approve(office.department)
    text = visible_text(page(leader, f"{PAGE}CT03/"))
    assert "Xã Ngọc Phái – số 12/QĐ" in text
    assert "Trong danh sách của kế hoạch, chưa được công nhận: Quảng Bạch." in text


def test_members_of_the_leading_unit_read_it_for_the_whole_plan(office):
    office.set_leads(office.department)
    office.enter("CT01", 10)
    office.approve()
    office.enter("CT01", 20, unit=office.communes[1])
    office.submit(office.communes[1])
    clerk = signed_in(office.clerk)
    tree = page(clerk, f"{PAGE}CT01/?ky=3&so-lieu=cho-duyet")
    assert numbers(tree)["actual"] == "10"  # approved figures only
    assert "Phạm vi: Huyện Chợ Đồn" in visible_text(tree)
    assert "Ngọc Phái" in visible_text(tree)
    assert "Diện tích rừng trồng mới CT01" in visible_text(page(clerk, path=PAGE))
    first = office.communes[0].code
    below = page(clerk, f"ky=3&don-vi={first}", path=f"{PAGE}CT01/")
    assert numbers(below)["actual"] == "10"
    for address in below.xpath("//nav[contains(@class, 'tabs')]/a/@href"):
        assert clerk.get(address).status_code == 200
    assert clerk.get(f"{PAGE}CT01/?don-vi=99999").status_code == 404
    assert clerk.get(f"{PAGE}CT02/").status_code == 404
    assert signed_in(member(office.communes[0], Role.REPORTER)).get(f"{PAGE}CT03/").status_code == 404


def test_a_reporter_sees_the_own_unit_alone(office):
    report_all_communes(office)
    tree = page(signed_in(office.reporters[0]), f"{PAGE}CT01/")
    assert units(tree) == []
    assert "Quảng Bạch" not in visible_text(tree)


@pytest.mark.parametrize("size", [1, 3])
def test_queries(db, size):
    with clock.at(moment()):
        office = make_office(communes=size)
        report_all_communes(office)
        client = signed_in(office.leader)
        client.get(PAGE)
        assert query_count(lambda: client.get(PAGE)) == 14
        assert query_count(lambda: client.get(f"{PAGE}CT01/")) == 13
