"""Another year from the header: which plans are offered, where each link leads, and that links stay in the year."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from chodon_thidua.lib import clock
from targets.enums import PeriodState, PlanStatus
from targets.models import Indicator, Plan
from tests.factories import UnitFactory
from tests.reports.builders import SampleOffice, add_plan, make_office, moment
from tests.reports.freezing import freeze
from tests.reports.pages import page, signed_in, visible_text
from tests.stored_rows import remembered
from units.models import Unit, User

KINDS = ("AMOUNT", "RATIO")


@remembered
def report_and_begin_next_year(office: SampleOffice) -> None:
    for unit in office.communes:
        office.enter("CT01", 10, unit=unit, ordinal=1)
        office.approve(unit, 1)
    add_plan(office, 2023, KINDS)
    office.set_period(1, PeriodState.OPEN)
    Plan.objects.update(status=PlanStatus.ACTIVE)


@pytest.fixture
def office(db: None) -> Iterator[SampleOffice]:
    """2022 with quarters I to III open, of which everything of I is approved; 2023 with quarter I open."""
    with clock.at(moment()):
        sample = make_office(communes=2, indicators=KINDS)
        report_and_begin_next_year(sample)
        yield sample


def who(office: SampleOffice, role: str) -> User:
    return office.reporters[0] if role == "reporter" else getattr(office, role)


def menu(tree: Any) -> dict[str, str]:
    """Address by label."""
    return {visible_text(link): link.get("href") for link in tree.xpath("//*[@id='chon-nam']//a")}


def current(tree: Any) -> list[str]:
    return [visible_text(link) for link in tree.xpath("//*[@id='chon-nam']//a[@aria-current='page']")]


PAGES = {
    "reporter": (
        "/tong-quan/",
        "/chi-tieu/",
        "/chi-tieu/CT01/",
        "/don-vi/02010/",
        "/so-sanh/",
        "/xuat/",
        "/xuat/da-chot/",
        "/bao-cao/",
        "/bao-cao/2022/02010/1/",
        "/bao-cao/2022/02010/3/",
        "/bao-cao/2022/02010/1/qua-trinh/",
        "/nhap-excel/2022/02010/1/",
    ),
    "reviewer": (
        "/tong-quan/?ky=1&so-lieu=cho-duyet&linh-vuc=KT&trang-thai=BEHIND&tim=r",
        "/tong-quan/CT01/",
        "/don-vi/?don-vi=064",
        "/ma-tran/?ky=3",
        "/tham-dinh/",
        "/tham-dinh/duyet-nhieu/",
        "/tham-dinh/2022/02010/1/",
        "/tham-dinh/2022/02010/2/",
        "/bao-cao/2022/02010/1/qua-trinh/",
        "/ke-hoach/2022/chua-nop/?ky=3",
    ),
    "leader": (
        "/tong-quan/",
        "/don-vi/02010/?ky=1",
        "/chi-tieu/CT01/?don-vi=02011",
        "/ma-tran/",
        "/so-sanh/?ky=3&so-voi=1",
        "/xuat/?ky=3",
        "/xuat/ban-in/?ky=1",
        "/bao-cao/2022/02010/1/qua-trinh/",
    ),
    "administrator": (
        "/ke-hoach/2022/",
        "/ke-hoach/2022/ky/1/",
        "/ke-hoach/2022/ky/3/",
        "/ke-hoach/2022/chi-tieu/",
        "/ke-hoach/2022/chi-tieu/CT01/",
        "/ke-hoach/2022/chi-tieu/excel/",
        "/ke-hoach/2022/nam-truoc/",
        "/ke-hoach/2022/nam-truoc/CT01/",
        "/ke-hoach/2022/nam-truoc/excel/",
        "/ke-hoach/2022/chua-nop/",
        "/nhap-excel/2022/tat-ca/1/",
    ),
}


@pytest.mark.parametrize("role", PAGES)
def test_every_page_with_numbers_leads_to_the_other_year_and_back(office: SampleOffice, role: str) -> None:
    client = signed_in(who(office, role))
    for path in PAGES[role]:
        tree = page(client, path)
        options = menu(tree)
        there = {label: url for label, url in options.items() if label in ("2022", "2023")}
        assert list(there) == ["2023", "2022"], path
        other = page(client, there["2023"])
        assert "2023" in visible_text(other.xpath("//main")[0]), path
        assert current(other) == ["2023"], path
        back = page(client, menu(other)["2022"])
        assert current(back) == ["2022"], path


def test_slides_lead_to_the_other_year(office: SampleOffice) -> None:
    tree = page(signed_in(office.leader), "/trinh-chieu/?ky=1")
    links = tree.xpath("//nav[@class='slide-years']/a")
    assert [link.get("href") for link in links] == ["/trinh-chieu/?nam=2023&ky=1"]


@pytest.mark.parametrize(
    ("role", "path", "expected"),
    [
        (
            "leader",
            "/tong-quan/?ky=1&don-vi=02010&linh-vuc=KT&trang=2",
            "/tong-quan/?nam=2023&ky=1&don-vi=02010&linh-vuc=KT",
        ),
        ("leader", "/tong-quan/?ky=3", "/tong-quan/?nam=2023"),
        ("leader", "/so-sanh/?ky=1&so-voi=3", "/so-sanh/?nam=2023&ky=1"),
        ("leader", "/tong-quan/CT01/?ky=1", "/tong-quan/?nam=2023&ky=1"),
        ("leader", "/don-vi/02010/", "/don-vi/02010/?nam=2023"),
        ("leader", "/chi-tieu/CT01/", "/chi-tieu/CT01/?nam=2023"),
        ("leader", "/chi-tieu/CT02/", "/chi-tieu/?nam=2023"),
        ("leader", "/bao-cao/2022/02010/1/qua-trinh/", "/tong-quan/?nam=2023"),
        ("reporter", "/bao-cao/2022/02010/1/", "/bao-cao/2023/02010/1/"),
        ("reporter", "/bao-cao/2022/02010/3/", "/bao-cao/?nam=2023"),
        ("reporter", "/bao-cao/2022/02010/1/qua-trinh/", "/bao-cao/2023/02010/1/"),
        ("reviewer", "/tham-dinh/2022/02010/1/", "/tham-dinh/2023/02010/1/"),
        ("reviewer", "/tham-dinh/2022/02010/2/", "/tham-dinh/?nam=2023"),
        ("reviewer", "/ke-hoach/2022/chua-nop/?ky=1", "/ke-hoach/2023/chua-nop/?ky=1"),
        ("administrator", "/ke-hoach/2022/ky/3/", "/ke-hoach/2023/ky/3/"),
        ("administrator", "/ke-hoach/2022/nam-truoc/CT01/", "/ke-hoach/2023/nam-truoc/"),
    ],
)
def test_the_address_keeps_what_makes_sense_in_the_other_year(
    office: SampleOffice, role: str, path: str, expected: str
) -> None:
    Indicator.objects.filter(plan=office.plan, code="CT02").update(code="CT99")
    assert menu(page(signed_in(who(office, role)), path))["2023"] == expected


def test_a_unit_that_is_gone_in_the_other_year_is_not_asked_for(office: SampleOffice) -> None:
    Unit.objects.filter(pk=office.communes[0].pk).update(valid_to="2022-12-10")
    client = signed_in(office.leader)
    assert menu(page(client, "/tong-quan/?don-vi=02010"))["2023"] == "/tong-quan/?nam=2023"
    assert menu(page(client, "/don-vi/02010/?ky=1"))["2023"] == "/don-vi/?nam=2023&ky=1"
    assert menu(page(signed_in(office.reviewer), "/tham-dinh/2022/02010/1/"))["2023"] == "/tham-dinh/?nam=2023"


@pytest.mark.parametrize("role", ["reporter", "reviewer", "leader", "administrator"])
def test_the_menu_of_pages_stays_in_the_year(office: SampleOffice, role: str) -> None:
    client = signed_in(who(office, role))
    tree = page(client, "/tong-quan/?nam=2023")
    while_there = [link.get("href") for link in tree.xpath("//nav[@class='site-nav']//a")]
    pages = [url for url in while_there if not url.startswith(("/tro-giup/", "/quan-tri/"))]
    assert len(pages) >= 2
    for url in [*pages, *(link.get("href") for link in tree.xpath("//nav[contains(@class, 'tabs')]/a"))]:
        assert parse_qs(urlsplit(url).query)["nam"] == ["2023"], url
        answer = client.get(url, follow=True)
        assert answer.status_code == 200
        assert "2023" in visible_text(html.fromstring(answer.content.decode()).xpath("//main")[0]), url


def test_links_of_a_page_name_the_year_and_the_period_that_it_shows(office: SampleOffice) -> None:
    """Figures that come in meanwhile change the default period, but not the links of an open page."""
    tree = page(signed_in(office.leader), "/tong-quan/")
    links = [url for url in tree.xpath("//main//a/@href") if url.startswith(("/tong-quan/?", "/xuat/", "/ma-tran/"))]
    assert links
    for url in links:
        query = parse_qs(urlsplit(url).query)
        assert (query["nam"], query["ky"]) == (["2022"], ["1"]), url


@pytest.mark.parametrize("path", ["/tro-giup/", "/thong-bao/", "/quan-tri/", "/tai-khoan/phien/"])
def test_pages_without_numbers_offer_no_year(office: SampleOffice, path: str) -> None:
    assert menu(page(signed_in(office.administrator), path)) == {}


@pytest.mark.parametrize("role", ["reporter", "reviewer", "leader", "administrator"])
def test_one_plan_is_no_choice_and_a_draft_is_none(office: SampleOffice, role: str) -> None:
    Plan.objects.filter(year=2023).update(status=PlanStatus.DRAFT)
    client = signed_in(who(office, role))
    assert [menu(page(client, path)) for path in PAGES[role][:3]] == [{}] * 3


def test_several_plans_of_one_year_are_told_apart(office: SampleOffice) -> None:
    add_plan(office, 2023, KINDS[:1], number="09/KH-UBND")
    Plan.objects.update(status=PlanStatus.ACTIVE)
    second = office.plan
    client = signed_in(office.leader)
    tree = page(client, "/ma-tran/")
    other = f"/ma-tran/?nam=2023&ke-hoach={second.pk}"
    assert menu(tree)["2023 – 09/KH-UBND, Chợ Đồn"] == other
    there = page(client, other)
    assert current(there) == ["2023 – 09/KH-UBND, Chợ Đồn"]
    assert "09/KH-UBND" in visible_text(there.xpath("//main")[0])
    for url in there.xpath("//nav[@class='site-nav']//a/@href | //nav[contains(@class, 'tabs')]/a/@href"):
        if url != "/tro-giup/":
            assert f"ke-hoach={second.pk}" in url
    # In the path there is but the year.
    assert list(menu(page(client, "/bao-cao/2022/02010/1/qua-trinh/"))) == ["2023", "2022"]


def test_a_plan_of_those_above_is_not_offered_to_coordinate(office: SampleOffice) -> None:
    province = UnitFactory.create(code="06", name="Tỉnh Bắc Kạn", short_name="Bắc Kạn")
    Unit.objects.filter(pk=office.district.pk).update(parent=province)
    Plan.objects.filter(year=2023).update(owner=province)
    client = signed_in(office.administrator)
    assert menu(page(client, "/ke-hoach/2022/")) == {}
    assert list(menu(page(client, "/tong-quan/"))) == ["2023", "2022"]


def test_the_part_that_htmx_takes_brings_the_menu_along(office: SampleOffice) -> None:
    client = signed_in(office.leader)
    answer = client.get("/tong-quan/?nam=2022&ky=1&don-vi=02010", headers={"HX-Request": "true"})
    tree = html.fromstring(f"<main>{answer.content.decode()}</main>")
    assert tree.xpath("//*[@id='chon-nam']/@hx-swap-oob") == ["true"]
    assert menu(tree)["2023"] == "/tong-quan/?nam=2023&ky=1&don-vi=02010"


def test_frozen_numbers_of_one_year(office: SampleOffice, uploads: object) -> None:
    sample = freeze(office)
    client = signed_in(office.leader)
    snapshots = {
        path: page(client, f"/xuat/da-chot/{path}").xpath("//tr/@data-snapshot")
        for path in ("", "?nam=2022", "?nam=2023")
    }
    assert snapshots == {"": [str(sample.pk)], "?nam=2022": [str(sample.pk)], "?nam=2023": []}
    assert list(menu(page(client, "/xuat/da-chot/"))) == ["Mọi năm", "2023", "2022"]
    assert current(page(client, "/xuat/da-chot/")) == ["Mọi năm"]


@pytest.mark.parametrize(
    ("role", "path"),
    [
        ("leader", "/tong-quan/"),
        ("reporter", "/tong-quan/?nam=2022"),
        ("reporter", "/bao-cao/2022/02010/1/"),
        ("reviewer", "/tham-dinh/2022/02010/1/"),
        ("administrator", "/ke-hoach/2022/ky/1/"),
    ],
)
def test_the_choice_costs_no_query_where_the_page_shows_a_plan(office: SampleOffice, role: str, path: str) -> None:
    client: Client = signed_in(who(office, role))
    client.get(path)
    counts = []
    for status in (PlanStatus.ACTIVE, PlanStatus.DRAFT):
        Plan.objects.filter(year=2023).update(status=status)
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        counts.append(len(queries))
    assert counts[0] == counts[1]
