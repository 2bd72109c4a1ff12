"""The page of the map: units in their places, the same in a table, and those without a place beside it."""

from functools import partial
from typing import Any

import pytest
from django.test import Client

from chodon_thidua.lib import clock
from reports.progress import overview as overviews
from tests.factories import UnitFactory
from tests.reports.builders import make_office, moment
from tests.reports.dashboard.map.reading import cells, report
from tests.reports.pages import page, report_all_communes, signed_in, visible_text
from tests.reports.reviewing import query_count
from tests.reports.services.test_rollups import with_clusters
from units.models import Unit

pytestmark = pytest.mark.django_db
MAP = "/ban-do/"


def table(tree: Any) -> dict[str, str]:
    return {row.get("data-unit"): visible_text(row) for row in tree.xpath(".//tr[@data-unit]")}


def test_a_cell_has_colour_shape_and_words_and_the_table_says_the_same(office, leader):
    report(office, 50, 10, 30)
    tree = page(leader, "chi-tieu=CT01", MAP)
    assert cells(tree) == {
        "Ngọc Phái": ("status-EXCEEDED", "Vượt, 125,0 %"),
        "Quảng Bạch": ("status-BEHIND", "Chậm tiến độ, 25,0 %"),
        "Bằng Lãng": ("status-ON_TRACK", "Đúng tiến độ, 75,0 %"),
    }
    shapes = [use.get("href").partition("#")[2] for use in tree.iter("{*}use") if use.getparent().get("tabindex")]
    assert sorted(shapes) == ["status-BEHIND", "status-EXCEEDED", "status-ON_TRACK"]
    assert table(tree) == {
        "02065": "1 Bằng Lãng 30 75,0 Đúng tiến độ",
        "02053": "2 Ngọc Phái 50 125,0 Vượt",
        "02038": "3 Quảng Bạch 10 25,0 Chậm tiến độ",
    }
    assert "Diện tích rừng trồng mới CT01" in visible_text(tree.xpath("//h2")[0])


def test_names_in_picture_and_table_open_the_unit(office, leader):
    report(office, 50)
    tree = page(leader, "chi-tieu=CT01&ky=3", MAP)
    wanted = f"/don-vi/{office.communes[0].code}/?nam=2022&ky=3"
    links = [link.get("href") for link in tree.iter("{*}a") if visible_text(link).startswith("Ngọc Phái")]
    assert links == [wanted, wanted]
    assert page(leader, wanted) is not None


def test_colours_by_percentage_go_up_in_steps(office, leader):
    report(office, 40, 10, 30)
    tree = page(leader, "chi-tieu=CT01&mau=phan-tram", MAP)
    assert {name: colour for name, (colour, _) in cells(tree).items()} == {
        "Ngọc Phái": "share-4",
        "Quảng Bạch": "share-0",
        "Bằng Lãng": "share-2",
    }
    assert "dưới 50 %" in visible_text(tree.xpath("//figcaption")[0])
    assert tree.xpath("//select[@name='mau']/option[@selected]/@value") == ["phan-tram"]
    assert "dưới 50 %" not in visible_text(page(leader, "chi-tieu=CT01", MAP))


def test_an_older_value_says_so(office, leader):
    for unit in office.communes:
        office.enter("CT01", 20, unit=unit, ordinal=2)
        office.approve(unit, ordinal=2)
    office.enter("CT01", 5)
    office.approve()
    tree = page(leader, "chi-tieu=CT01&ky=3", MAP)
    words = {name: text for name, (_, text) in cells(tree).items()}
    assert words["Quảng Bạch"].endswith("số Quý II")
    assert "số" not in words["Ngọc Phái"].replace("số liệu", "")
    assert "số Quý II" in table(tree)["02038"]


def test_units_without_a_place_stand_beside_it(office, leader):
    Unit.objects.filter(pk=office.communes[2].pk).update(code="XA-LA")
    report(office, 50, 10, 30)
    tree = page(leader, "chi-tieu=CT01", MAP)
    assert cells(tree).keys() == {"Ngọc Phái", "Quảng Bạch"}
    tables = {visible_text(one.find("caption")): table(one) for one in tree.xpath("//table")}
    assert list(tables) == ["Trên bản đồ (2)", "Không có vị trí trên bản đồ (1)"]
    assert list(tables["Không có vị trí trên bản đồ (1)"].values()) == ["1 Bằng Lãng 30 75,0 Đúng tiến độ"]


def test_an_indicator_of_a_department_has_a_table_and_empty_cells(office, leader):
    tree = page(leader, "chi-tieu=CT03", MAP)
    assert {colour for colour, _ in cells(tree).values()} == {"status-NOT_ASSESSED"}
    assert {text for _, text in cells(tree).values()} == {"Không giao chỉ tiêu này"}
    assert "NN&PTNT" in table(tree)[office.department.code]
    assert not [use for use in tree.iter("{*}use") if use.getparent().get("tabindex")]  # no status, no shape


def test_without_a_choice_the_worst_indicator_of_the_places_is_shown(office, leader):
    report(office, 1, 1, 1)
    tree = page(leader, path=MAP)
    assert "CT01" in visible_text(tree.xpath("//h2")[0])
    assert tree.xpath("//select[@name='chi-tieu']/option[@selected]/@value") == [""]
    offered = tree.xpath("//select[@name='chi-tieu']/option/@value")
    assert offered == ["", "CT01", "CT02", "CT03", "CT04a", "CT04b"]  # a composite has no number of its own


def test_the_choice_stays_while_period_scope_and_data_change(office, leader):
    tree = page(leader, "chi-tieu=CT02&mau=phan-tram&ky=2&so-lieu=cho-duyet", MAP)
    chosen = {one.get("name"): one.xpath("option[@selected]/@value") for one in tree.xpath("//form//select")}
    assert chosen == {
        "ky": ["2"],
        "don-vi": [office.district.code],
        "so-lieu": ["cho-duyet"],
        "chi-tieu": ["CT02"],
        "mau": ["phan-tram"],
    }
    tabs = tree.xpath("//nav[contains(@class, 'tabs')]/a/@href")
    assert all("chi-tieu=" not in address and "mau=" not in address for address in tabs)
    assert all("so-lieu=cho-duyet" in address for address in tabs)


def test_submitted_figures_count_only_where_chosen(office, leader):
    office.enter("CT01", 40)
    office.submit()
    addresses = {data: f"chi-tieu=CT01&so-lieu={data}" for data in ("da-duyet", "cho-duyet")}
    counted = {data: cells(page(leader, address, MAP))["Ngọc Phái"] for data, address in addresses.items()}
    assert counted["da-duyet"][0] == "status-NO_DATA"
    assert counted["cho-duyet"] == ("status-MET", "Đạt, 100,0 %")


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("chi-tieu=CT99", "Không đơn vị trực thuộc nào có chỉ tiêu này"),
        ("chi-tieu=CT04", "Không đơn vị trực thuộc nào có chỉ tiêu này"),
        ("don-vi=02053", "Không có đơn vị trực thuộc để vẽ bản đồ"),
    ],
)
def test_where_there_is_nothing_to_draw_it_says_why(office, leader, query, sentence):
    tree = page(leader, query, MAP)
    assert sentence in visible_text(tree)
    assert not cells(tree)


def test_another_colour_is_not_there(office, leader):
    assert leader.get(f"{MAP}?mau=do").status_code == 404


def test_a_reporter_sees_the_own_unit_alone(office):
    client = signed_in(office.reporters[0])
    assert "Không có đơn vị trực thuộc" in visible_text(page(client, path=MAP))
    assert client.get(f"{MAP}?don-vi={office.communes[1].code}").status_code == 404


def test_a_large_scope_is_drawn_from_its_totals(office, leader, monkeypatch: pytest.MonkeyPatch):
    report(office, 50, 10, 30)
    with_clusters(office)
    whole = cells(page(leader, "chi-tieu=CT01", MAP)), table(page(leader, "chi-tieu=CT01", MAP))
    monkeypatch.setattr(overviews, "MOST_READ", 0)
    assert (cells(page(leader, "chi-tieu=CT01", MAP)), table(page(leader, "chi-tieu=CT01", MAP))) == whole


def test_a_unit_that_has_ended_leaves_the_map_of_later_periods(office, leader: Client):
    UnitFactory.create(
        code="02041", name="Xã Bằng Phúc", short_name="Bằng Phúc", parent=office.district, valid_to=moment(1, 4).date()
    )
    assert "Bằng Phúc" in cells(page(leader, "chi-tieu=CT01&ky=1", MAP))
    assert "Bằng Phúc" not in cells(page(leader, "chi-tieu=CT01&ky=3", MAP))


@pytest.mark.parametrize("size", [1, 3])
def test_queries(db, size):
    with clock.at(moment()):
        office = make_office(communes=size)
        report_all_communes(office)
        client = signed_in(office.leader)
        client.get(MAP)
        assert query_count(partial(client.get, MAP)) == 14
