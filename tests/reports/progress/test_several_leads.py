"""An indicator that several units lead: each page and paper names all of them, and each of them finds and reads it."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from chodon_thidua.lib import clock
from reports.models import Snapshot
from tests.factories import MembershipFactory, UnitFactory, member
from tests.reports.builders import SampleOffice, make_office, moment
from tests.reports.freezing import freeze
from tests.reports.meeting.reading import SummarySheet
from tests.reports.pages import page, report_all_communes, rows, signed_in, visible_text
from units.enums import Role, UnitKind
from units.models import Unit
from units.services import succession_create, unit_end

BOTH = "Phòng NN&PTNT, Hạt KL"
PAGE = "/chi-tieu/CT01/?nam=2022&ky=3"


@pytest.fixture
def office(db: None) -> Iterator[SampleOffice]:
    """CT01 is led by the department and the rangers, CT02 by the rangers alone, and CT01 is behind."""
    with clock.at(moment()):
        office = make_office()
        rangers: Unit = UnitFactory.create(
            code="HKL", name="Hạt Kiểm lâm", short_name="Hạt KL", kind=UnitKind.DEPARTMENT, parent=office.district
        )
        office.set_leads(office.department, rangers)
        office.set_leads(rangers, code="CT02")
        report_all_communes(office, 20)
        yield office


@pytest.fixture
def rangers(office: SampleOffice) -> Unit:
    return Unit.objects.get(code="HKL")


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("/tong-quan/?nam=2022&ky=3", f"Diện tích rừng trồng mới CT01 {BOTH}"),  # what to act on
        (PAGE, f"Chủ trì {BOTH}"),
        ("/tong-quan/CT01/?nam=2022&ky=3", "Chủ trì Phòng NN&PTNT, Hạt Kiểm lâm"),  # “vì sao?” has full names
        ("/trinh-chieu/?nam=2022&ky=3", f"Chủ trì: {BOTH}"),
        ("/xuat/ban-in/?nam=2022&ky=3", BOTH),
        ("/chi-dao/moi/?nam=2022&ky=3&chi-tieu=CT01", "Chủ trì Phòng NN&PTNT, Hạt Kiểm lâm"),
    ],
)
def test_every_page_names_all_of_them(leader: Client, path: str, text: str) -> None:
    assert text in visible_text(page(leader, path))


@pytest.mark.parametrize("path", ["/tong-quan/?nam=2022&ky=3", "/chi-tieu/?nam=2022&ky=3"])
def test_tables_name_them_in_the_order_of_the_plan(
    office: SampleOffice, leader: Client, rangers: Unit, path: str
) -> None:
    tree = page(leader, path)
    assert tuple(" ".join(lead_texts(tree, code)) for code in ("CT01", "CT02", "CT03")) == (BOTH, "Hạt KL", "")
    office.set_leads(rangers, office.department)
    assert lead_texts(page(leader, path), "CT01") == ["Hạt KL, Phòng NN&PTNT"]


def lead_texts(tree: Any, code: str) -> list[str]:
    cells = tree.xpath(f"//tr[@data-indicator='{code}']/td[text()[contains(., 'Hạt KL') or contains(., 'Phòng')]]")
    return [visible_text(cell) for cell in cells]


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("NN&PTNT", ["CT01"]),
        ("hat kiem lam", ["CT01", "CT02"]),
        ("hạt kl", ["CT01", "CT02"]),  # as the column writes it
        ("phong nn&ptnt", ["CT01"]),
        ("Công an", []),
    ],
)
def test_a_search_for_any_of_them_finds_it(leader: Client, words: str, codes: list[str]) -> None:
    assert rows(page(leader, urlencode({"nam": 2022, "ky": 3, "tim": words}))) == codes


def test_the_papers_name_all_of_them(office: SampleOffice, leader: Client) -> None:
    sheet = SummarySheet.of(office.leader, 3)
    assert [sheet.value(code, "lead") for code in ("CT01", "CT02", "CT03")] == [BOTH, "Hạt KL", None]
    csv_text = b"".join(leader.get("/xuat/bieu-01.csv?nam=2022&ky=3")).decode("utf-8-sig")
    assert f'"{BOTH}"' in csv_text


def test_each_of_them_reads_it_for_the_whole_plan(office: SampleOffice, rangers: Unit) -> None:
    ranger = signed_in(member(rangers, Role.REPORTER))
    for client, led in ((ranger, {"CT01", "CT02"}), (signed_in(office.clerk), {"CT01"})):
        listing = page(client, "/chi-tieu/?nam=2022&ky=3")
        codes = {href.split("/")[2] for href in listing.xpath("//a/@href[starts-with(., '/chi-tieu/CT')]")}
        assert codes >= led
        assert "Phạm vi: Huyện Chợ Đồn" in visible_text(page(client, PAGE))
    assert ranger.get("/chi-tieu/CT04/?nam=2022&ky=3").status_code == 404
    listing = visible_text(page(ranger, "/chi-tieu/?nam=2022&ky=3"))
    assert listing.count("Diện tích rừng trồng mới CT01") == 1


def test_a_person_of_two_leading_units_has_it_once(office: SampleOffice, rangers: Unit) -> None:
    MembershipFactory(user=office.clerk, unit=rangers, role=Role.REPORTER)
    listing = page(signed_in(office.clerk), "/chi-tieu/?nam=2022&ky=3")
    assert visible_text(listing).count("Diện tích rừng trồng mới CT01") == 1


def merge_rangers(office: SampleOffice, rangers: Unit) -> Unit:
    """The rangers go into a new office on 1 August; the plan keeps the name under which they lead."""
    new: Unit = UnitFactory.create(
        code="CCKL", name="Chi cục Kiểm lâm", short_name="CC KL", kind=UnitKind.DEPARTMENT, parent=office.district
    )
    actor = office.administrator
    unit_end(actor=actor, unit=rangers, last_day=date(2022, 7, 31))
    succession_create(actor=actor, predecessor=rangers, successor=new, on=date(2022, 8, 1))
    return new


def test_a_merger_passes_leading_on_but_not_the_name(office: SampleOffice, leader: Client, rangers: Unit) -> None:
    stranger = signed_in(member(office.communes[0], Role.REPORTER))
    new = merge_rangers(office, rangers)
    heir = signed_in(member(new, Role.REPORTER))
    assert f"Chủ trì {BOTH}" in visible_text(page(heir, PAGE))
    assert "Diện tích rừng trồng mới CT01" in visible_text(page(heir, "/chi-tieu/?nam=2022&ky=3"))
    assert "Phạm vi: Huyện Chợ Đồn" not in visible_text(page(stranger, PAGE))
    sheet = SummarySheet.of(office.leader, 3)
    assert sheet.value("CT01", "lead") == BOTH


ASK = "/chi-dao/moi/?nam=2022&ky=3&chi-tieu="


def suggested_unit(leader: Client, code: str) -> list[str]:
    return page(leader, f"{ASK}{code}").xpath("//select[@name='unit']/option[@selected]/text()")


def test_the_first_that_can_answer_is_suggested(office: SampleOffice, leader: Client, rangers: Unit) -> None:
    assert suggested_unit(leader, "CT01") == ["Phòng NN&PTNT"]
    assert suggested_unit(leader, "CT02") == []  # nobody of the rangers has an account
    member(rangers, Role.REPORTER)
    assert suggested_unit(leader, "CT02") == ["Hạt Kiểm lâm"]
    office.set_leads(rangers, office.department)
    assert suggested_unit(leader, "CT01") == ["Hạt Kiểm lâm"]
    new = merge_rangers(office, rangers)
    assert suggested_unit(leader, "CT01") == ["Phòng NN&PTNT"]  # nobody of the new office has one yet
    member(new, Role.REPORTER)
    assert suggested_unit(leader, "CT01") == ["Chi cục Kiểm lâm"]


@pytest.mark.usefixtures("uploads")
def test_frozen_numbers_keep_those_who_led_then(office: SampleOffice, rangers: Unit) -> None:
    snapshot = freeze(office)
    office.set_leads(rangers)
    stored = Snapshot.objects.get(pk=snapshot.pk)
    assert BOTH in str(stored.numbers)
    assert SummarySheet.of(office.leader, 3).value("CT01", "lead") == "Hạt KL"
