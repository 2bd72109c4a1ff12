"""The small map of the dashboard: a place with a link at first, then the map, for the same people and data."""

from functools import partial
from typing import Any

import pytest
from django.test import Client
from lxml import html

from tests.reports.builders import SampleOffice
from tests.reports.dashboard.map.reading import cells, report
from tests.reports.pages import page, signed_in, visible_text
from tests.reports.reviewing import query_count
from units.enums import UnitKind
from units.models import Unit

SMALL = "/ban-do/nho/"


def panel(client: Client, address: str = "ky=3") -> Any:
    """Returns the place of the map on the dashboard; None without any."""
    return next(iter(page(client, address).xpath("//section[@aria-labelledby='ban-do']")), None)


def small_map(client: Client, address: str = "ky=3") -> Any:
    """Returns what htmx puts into the place."""
    response = client.get(f"{SMALL}?{address}", headers={"HX-Request": "true"})
    assert response.status_code == 200
    return html.fragment_fromstring(response.content.decode(), create_parent="section")


def test_the_dashboard_has_a_place_with_a_link_and_asks_for_the_map_when_it_is_seen(
    office: SampleOffice, leader: Client
) -> None:
    section = panel(leader)
    assert visible_text(section) == "Bản đồ Xem bản đồ và bảng số từng đơn vị"
    assert section.get("hx-trigger") == "revealed"
    assert not cells(section)
    (link,) = section.xpath(".//a/@href")
    assert cells(page(leader, link)).keys() == {"Ngọc Phái", "Quảng Bạch", "Bằng Lãng"}


def test_what_comes_is_the_map_of_the_worst_indicator_with_its_counts(office: SampleOffice, leader: Client) -> None:
    report(office, 50, 10, 30)
    section = small_map(leader, panel(leader).get("hx-get").partition("?")[2])
    assert visible_text(section.find("h2")).startswith("Bản đồ: ")
    assert section.find("h2").get("id") == "ban-do"
    assert cells(section).keys() == {"Ngọc Phái", "Quảng Bạch", "Bằng Lãng"}
    (address,) = section.xpath(".//p/a/@href")
    assert cells(page(leader, address)) == cells(section)


@pytest.mark.parametrize("address", ["ky=3&don-vi=~{district}&so-lieu=cho-duyet", "ky=2"])
def test_it_is_of_the_period_scope_and_data_of_the_page(office: SampleOffice, leader: Client, address: str) -> None:
    office.enter("CT01", 40)
    office.submit()
    shown = small_map(
        leader, panel(leader, address.format(district=office.district.pk)).get("hx-get").partition("?")[2]
    )
    words = cells(shown)["Ngọc Phái"][1]
    assert words == ("Đạt, 100,0 %" if "cho-duyet" in address else "Chưa đủ số liệu")


def test_filters_of_rows_ask_for_the_same_map(office: SampleOffice, leader: Client) -> None:
    assert panel(leader, "ky=3&danh-gia=BEHIND&tim=x").get("hx-get") == panel(leader).get("hx-get")


def test_a_dashboard_without_places_has_no_map(office: SampleOffice, leader: Client) -> None:
    Unit.objects.filter(pk__in=[unit.pk for unit in office.communes]).update(kind=UnitKind.DEPARTMENT)
    assert panel(leader) is None
    assert visible_text(small_map(leader)) == ""
    assert "Không có vị trí trên bản đồ" in visible_text(page(leader, "chi-tieu=CT01", "/ban-do/"))


def test_a_unit_without_others_below_has_no_map(office: SampleOffice) -> None:
    reporter = signed_in(office.reporters[0])
    assert panel(reporter) is None
    assert visible_text(small_map(reporter)) == ""


def test_others_do_not_get_what_was_kept_for_a_leader(page_cache: None, office: SampleOffice, leader: Client) -> None:
    assert "Quảng Bạch" in visible_text(small_map(leader))
    reporter = signed_in(office.reporters[0])
    assert visible_text(small_map(reporter)) == ""
    assert reporter.get(f"{SMALL}?don-vi={office.communes[1].code}").status_code == 404
    assert Client().get(SMALL).status_code == 302


def test_it_is_drawn_once_for_each_state_of_the_data(page_cache: None, office: SampleOffice, leader: Client) -> None:
    first = cells(small_map(leader, "ky=3&chi-tieu=CT01"))
    query = partial(leader.get, f"{SMALL}?ky=3&chi-tieu=CT01")
    assert query_count(query) == 5  # session, person, memberships, plan, version
    report(office, 50, 10, 30)
    assert cells(small_map(leader, "ky=3&chi-tieu=CT01")) != first


def test_without_a_plan_there_is_none(db: None, office: SampleOffice, leader: Client) -> None:
    assert leader.get(f"{SMALL}?nam=1999").status_code == 404
