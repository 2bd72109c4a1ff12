"""The dashboard's page: rows, counts that are filters, addresses of nothing, and sentences where there is nothing."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from chodon_thidua.lib import clock
from targets.enums import PeriodState
from targets.models import Field, Indicator, Plan, Target
from tests.factories import UnitFactory, member
from tests.reports.builders import SampleOffice, make_office, moment
from tests.reports.pages import (
    HTMX,
    PAGE,
    cell,
    page,
    report_all_communes,
    rows,
    signed_in,
    top_row_count,
    visible_text,
)
from units.enums import Role
from units.models import Unit

FIELDS = ["target", "expected", "actual", "achievement", "percent", "same_period", "same_period_change", "estimate"]


# The title line and the counts


def test_the_title_line_says_plan_period_scope_and_who_has_sent(leader: Client, office: SampleOffice) -> None:
    office.enter("CT01", 50)
    office.submit()
    tree = page(leader)
    assert visible_text(tree.xpath("//h1")[0]) == "Kế hoạch thi đua năm 2022 – Quý III"
    facts = visible_text(tree.xpath("//ul[@class='facts']")[0])
    assert "15/KH-UBND Phạm vi: Huyện Chợ Đồn Số liệu đến 14/09/2022 1/4 đơn vị đã nộp, 1 đúng hạn" in facts
    (link,) = tree.xpath("//ul[@class='facts']//a[contains(., 'đơn vị đã nộp')]/@href")
    assert tree.xpath(f"//*[@id='{link.removeprefix('#')}']")


def test_counts_add_up_and_each_shows_as_many_rows(leader: Client, office: SampleOffice) -> None:
    report_all_communes(office)
    office.enter("CT04b", 50, unit=office.department)
    office.approve(office.department)
    tree = page(leader, "ky=3")
    links = tree.xpath("//a[contains(concat(' ', @class, ' '), ' count ')]")
    counts = [int(link.xpath("span[@class='count-n']")[0].text) for link in links]
    assert [visible_text(link) for link in links] == ["4 Tất cả", "1 Vượt", "1 Chậm tiến độ", "2 Chưa đủ số liệu"]
    assert counts[0] == sum(counts[1:])
    assert [top_row_count(page(leader, link.get("href"))) for link in links] == counts
    assert tree.xpath("//*[name()='svg'][@class='stack']/@aria-label") == [
        "Tất cả: 4, Vượt: 1, Chậm tiến độ: 1, Chưa đủ số liệu: 2"
    ]
    assert tree.xpath("//*[name()='rect'][starts-with(@class, 'seg-')]/@width") == ["1", "1", "2"]


def test_counts_follow_the_other_filters(leader: Client, office: SampleOffice) -> None:
    report_all_communes(office)
    tree = page(leader, "tim=rung&trang-thai=BEHIND")
    assert [visible_text(link) for link in tree.xpath("//a[contains(concat(' ', @class, ' '), ' count ')]")] == [
        "1 Tất cả",
        "1 Vượt",
        "0 Chậm tiến độ",
    ]
    assert visible_text(tree.xpath("//a[@aria-current='true']")[0]) == "0 Chậm tiến độ"


# Filters


@pytest.fixture
def two_fields(office: SampleOffice) -> SampleOffice:
    second = Field.objects.create(plan=office.plan, code="XH", name="Xã hội", order=9)
    Indicator.objects.filter(code="CT01").update(field=second)
    office.set_leads(office.department)
    return office


def test_rows_stand_under_their_fields(leader: Client, two_fields: SampleOffice) -> None:
    tree = page(leader)
    titles = [visible_text(title) for title in tree.xpath("//tr[@class='row-field']/th")]
    assert titles == ["I. Kinh tế", "II. Xã hội"]
    only = page(leader, "linh-vuc=XH")
    assert [visible_text(title) for title in only.xpath("//tr[@class='row-field']/th")] == ["II. Xã hội"]
    assert rows(only) == ["CT01"]


def test_filters_stay_in_the_form(leader: Client, two_fields: SampleOffice) -> None:
    tree = page(leader, "ky=2&don-vi=064&linh-vuc=XH&trang-thai=NO_DATA&so-lieu=cho-duyet&tim=rừng&nam=2022")
    chosen = {select.get("name"): select.xpath("option[@selected]/@value") for select in tree.xpath("//form//select")}
    assert chosen == {
        "ky": ["2"],
        "don-vi": ["064"],
        "linh-vuc": ["XH"],
        "trang-thai": ["NO_DATA"],
        "so-lieu": ["cho-duyet"],
    }
    assert tree.xpath("//input[@name='tim']/@value") == ["rừng"]
    assert tree.xpath("//form[@role='search']/input[@name='nam']/@value") == ["2022"]


def test_one_can_go_to_every_unit_around(leader: Client, office: SampleOffice) -> None:
    village: Unit = UnitFactory.create(code="T1", name="Thôn Một", parent=office.communes[0])
    names = page(leader).xpath("//select[@name='don-vi']/option")
    assert [visible_text(name) for name in names] == [
        "Huyện Chợ Đồn",
        "Xã Bằng Lãng",
        "Xã Ngọc Phái",
        "Xã Quảng Bạch",
        "Phòng NN&PTNT",
    ]
    beside = page(leader, f"don-vi={office.communes[0].code}").xpath("//select[@name='don-vi']/option/@value")
    assert village.code in beside
    assert office.communes[1].code in beside


def test_pending_figures_are_shown_only_when_asked_and_said_clearly(leader: Client, office: SampleOffice) -> None:
    office.enter("CT01", 50)
    office.submit()
    assert cell(page(leader), "CT01", "actual")[0] == ""
    tree = page(leader, "so-lieu=cho-duyet")
    assert cell(tree, "CT01", "actual")[0] == "50"
    assert "Gồm số liệu chờ duyệt." in visible_text(tree)
    assert "Gồm số liệu chờ duyệt." not in visible_text(page(leader))


@pytest.mark.parametrize("address", ["trang-thai=khong-co", "linh-vuc=khong-co", "tim=kh%C3%B4ng+c%C3%B3+g%C3%AC"])
def test_filters_without_a_match_say_so_and_let_go(leader: Client, address: str) -> None:
    tree = page(leader, address)
    assert rows(tree) == []
    assert "Không có chỉ tiêu nào khớp với bộ lọc" in visible_text(tree)
    (link,) = tree.xpath("//div[@class='empty']//a/@href")
    assert len(rows(page(leader, link))) == 6


@pytest.mark.parametrize(
    "address",
    ["nam=1999", "nam=abc", "ky=6", "ky=x", "ke-hoach=99999999", "don-vi=khong-co", "so-lieu=tat-ca"],
)
def test_what_is_not_there_is_not_found(leader: Client, address: str) -> None:
    assert leader.get(f"{PAGE}?{address}").status_code == 404
    assert leader.get(f"{PAGE}CT01/?{address}").status_code == 404


def test_nobody_sees_another_units_scope(office: SampleOffice) -> None:
    client = signed_in(office.reporters[0])
    assert rows(page(client)) == ["CT01", "CT02"]
    assert client.get(f"{PAGE}?don-vi={office.communes[1].code}").status_code == 404
    assert client.get(f"{PAGE}CT03/").status_code == 404


def test_the_page_is_only_read(leader: Client) -> None:
    assert leader.post(PAGE).status_code == 405
    assert leader.post(f"{PAGE}CT01/").status_code == 405


# States


def test_without_a_plan_the_page_says_so(db: None) -> None:
    tree = page(signed_in(member(UnitFactory.create(), Role.LEADER)))
    assert "Chưa có kế hoạch nào để theo dõi" in visible_text(tree)
    assert len(tree.xpath("//h1")) == 1


def test_a_unit_without_indicators_is_told(leader: Client, office: SampleOffice) -> None:
    UnitFactory.create(code="TV", name="Thư viện", parent=office.district)
    tree = page(leader, "don-vi=TV")
    assert "Đơn vị này không có chỉ tiêu trong kế hoạch" in visible_text(tree)
    assert "Nộp báo cáo" not in visible_text(tree)


def test_a_plan_without_indicators_is_shown(leader: Client, office: SampleOffice) -> None:
    Target.objects.all().delete()
    assert "Đơn vị này không có chỉ tiêu trong kế hoạch" in visible_text(page(leader))


def test_a_period_to_come_says_so(leader: Client, office: SampleOffice) -> None:
    report_all_communes(office)
    tree = page(leader, "ky=4")
    assert "Kỳ này chưa mở" in visible_text(tree)
    assert set(tree.xpath("//tr/@data-status")) == {"NOT_DUE"}
    assert cell(tree, "CT01", "actual")[0] == "150"


def test_the_year_is_provisional_until_it_is_closed(leader: Client, office: SampleOffice) -> None:
    report_all_communes(office)
    office.set_period(5, PeriodState.OPEN)
    assert "Tạm tính theo quý IV" in visible_text(page(leader, "ky=5").xpath("//tr[@data-indicator='CT01']/th")[0])


def test_one_unit_alone_is_a_scope(office: SampleOffice) -> None:
    office.enter("CT01", 50)
    office.approve()
    tree = page(signed_in(office.reporters[0]), "ky=3")
    assert cell(tree, "CT01", "percent") == ("125", "125,0")
    assert "Phạm vi: Xã Ngọc Phái" in visible_text(tree)
    assert "1/1 đơn vị đã nộp" in visible_text(tree)


# htmx, addresses, queries


def test_htmx_gets_the_part_that_changes(leader: Client) -> None:
    response = leader.get(f"{PAGE}?ky=2&linh-vuc=&trang-thai=NO_DATA&tim=", headers=HTMX)
    content = response.content.decode().strip()
    assert content.startswith('<div id="dashboard">')
    assert "<html" not in content
    assert response["HX-Push-Url"] == f"{PAGE}?ky=2&trang-thai=NO_DATA"
    assert "HX-Request" in response["Vary"]


def test_going_back_gets_the_whole_page(leader: Client) -> None:
    response = leader.get(PAGE, headers=HTMX | {"HX-History-Restore-Request": "true"})
    assert "<html" in response.content.decode()
    assert "HX-Push-Url" not in response
    assert "HX-Request" in response["Vary"]


def test_every_htmx_link_works_without_script(leader: Client) -> None:
    tree = page(leader)
    assert all(place.xpath(".//a/@href") for place in tree.xpath("//*[@hx-trigger='revealed']"))
    for element in tree.xpath("//*[@hx-get][not(@hx-trigger='revealed')][not(starts-with(@hx-trigger, 'every'))]"):
        plain = element.get("href") or element.get("action") or element.xpath("ancestor::form/@action")[0]
        assert plain.partition("#")[0] == element.get("hx-get")
        assert element.get("hx-target")
        assert element.get("hx-swap")
    assert len(tree.xpath("//a[@hx-push-url='true'][@hx-target='#dashboard']")) >= 2


def test_the_page_holds_no_inline_script_or_style(leader: Client, office: SampleOffice) -> None:
    report_all_communes(office)
    tree = page(leader, path=f"{PAGE}CT01/")
    assert not tree.xpath("//@style | //style | //script[not(@src)]")
    assert not tree.xpath("//@*[starts-with(name(), 'on')]")


@pytest.mark.parametrize(
    ("communes", "kinds", "years"), [(1, ["AMOUNT"], 1), (3, ["AMOUNT", "RATIO", "ALL_OF"] * 3, 3)]
)
def test_the_number_of_queries_does_not_grow(db: None, communes: int, kinds: list[str], years: int) -> None:
    with clock.at(moment()):
        office = make_office(communes=communes, indicators=kinds, years=years)
        report_all_communes(office)
        client = signed_in(office.leader)
        client.get(PAGE)  # the first page of a session also writes the session
        for path, expected in ((PAGE, 16), (f"{PAGE}CT01/", 15)):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(path).status_code == 200
            assert len(queries) == expected
    assert Plan.objects.count() == years
