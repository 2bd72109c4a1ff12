"""Where programmes are found and left: the tab, the menu of years, the audit log, kept forms, the dashboard's cache."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from django.test import Client

from chodon_thidua.lib import clock
from chodon_thidua.unsent_forms.store import UnsentForm
from chodon_thidua.unsent_forms.words import form_text
from reports.selectors.data_version import data_state
from targets.models import Programme
from targets.programme_file import ProgrammeYearRow, read_programme
from targets.selectors import plan_view
from targets.services import programme_load
from targets.services.programme_years import write_years
from tests.factories import UnitFactory, member
from tests.reports.builders import SampleOffice, make_office, moment
from tests.reports.pages import page, signed_in, visible_text
from tests.reports.programmes import load_programme, raw_programme, raw_target, target_of
from units.enums import Role, UnitKind
from units.models import Unit
from units.visibility import visible_units_of

PAGES = ("/tong-quan/", "/chi-tieu/", "/don-vi/", "/ban-do/", "/ma-tran/", "/tien-bo/", "/so-sanh/")
TAB = "//nav[@aria-label='Xem tiến độ']//a[starts-with(@href, '/chuong-trinh/')]"


@pytest.fixture
def office(db: None) -> Iterator[SampleOffice]:
    with clock.at(moment()):
        yield make_office(years=2)


@pytest.fixture
def programme(office: SampleOffice) -> Programme:
    return load_programme(office)


@pytest.fixture
def leader(office: SampleOffice, programme: Programme) -> Client:
    return signed_in(office.leader)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_of_progress_leads_there(leader: Client, path: str) -> None:
    tree = page(leader, "nam=2022&ky=3", path)
    assert tree.xpath(f"{TAB}/@href") == ["/chuong-trinh/?nam=2022&ky=3"]


def test_the_tab_keeps_the_kind_of_data_and_leaves_filters(office: SampleOffice, leader: Client) -> None:
    query = f"nam=2022&ky=3&so-lieu=cho-duyet&linh-vuc=KT&tim=x&don-vi={office.communes[0].code}"
    tree = page(leader, query)
    assert tree.xpath(f"{TAB}/@href") == ["/chuong-trinh/?nam=2022&ky=3&so-lieu=cho-duyet"]


def test_the_entry_of_progress_is_the_current_one(leader: Client, programme: Programme) -> None:
    for path in ("/chuong-trinh/", f"/chuong-trinh/{programme.pk}/M01/"):
        tree = page(leader, "nam=2022&ky=3", path)
        current = tree.xpath("//header//a[@aria-current='page']")
        assert visible_text(current[0]) == "Tổng quan"


@pytest.mark.parametrize("year", [2021, 2022])
def test_the_tab_is_there_in_the_years_of_the_term(leader: Client, year: int) -> None:
    assert page(leader, f"nam={year}").xpath(TAB)


def test_the_tab_is_not_there_outside_the_term(office: SampleOffice) -> None:
    load_programme(office, raw_target(plan_year=2022), first_year=2022)
    leader = signed_in(office.leader)
    assert page(leader, "nam=2022").xpath(TAB)
    assert not page(leader, "nam=2021").xpath(TAB)
    assert "Chưa có chương trình nhiều năm nào" in visible_text(page(leader, "nam=2021", "/chuong-trinh/"))


def test_a_plan_knows_whether_its_owner_has_a_programme(office: SampleOffice) -> None:
    visible = visible_units_of(office.leader)
    assert not plan_view(visible, year=2022).has_programmes
    other = UnitFactory.create(code="060", kind=UnitKind.DISTRICT)
    Programme.objects.create(
        owner=other, document_number="1", issued_on="2021-01-01", title="X", first_year=2021, last_year=2025
    )
    assert not plan_view(visible, year=2022).has_programmes
    load_programme(office)
    assert plan_view(visible, year=2022).has_programmes


def test_somebody_of_another_office_sees_nothing(office: SampleOffice, programme: Programme) -> None:
    stranger = member(UnitFactory.create(), Role.LEADER)
    client = signed_in(stranger)
    assert client.get(f"/chuong-trinh/{programme.pk}/M01/").status_code == 404
    assert "Chưa có kế hoạch nào" in client.get("/chuong-trinh/").content.decode()


def test_a_unit_above_sees_the_programmes_of_the_owner(office: SampleOffice) -> None:
    province = UnitFactory.create(code="06", name="Tỉnh Bắc Kạn", kind=UnitKind.PROVINCE)
    Unit.objects.filter(pk=office.district.pk).update(parent=province)
    load_programme(office)
    tree = page(signed_in(member(province, Role.LEADER)), "nam=2022&ky=3", "/chuong-trinh/")
    assert tree.xpath("//tr[@data-target='M01']")


def test_the_menu_of_years_keeps_the_page(leader: Client, programme: Programme) -> None:
    tree = page(leader, "nam=2022&ky=3", "/chuong-trinh/")
    assert any(link.startswith("/chuong-trinh/?nam=2021") for link in tree.xpath("//a/@href"))


def test_the_menu_of_years_of_the_coordinator(office: SampleOffice, programme: Programme) -> None:
    coordinator = signed_in(office.administrator)
    for path in ("/ke-hoach/2022/chuong-trinh/", f"/ke-hoach/2022/chuong-trinh/{programme.pk}/M01/"):
        links = page(coordinator, path=path).xpath("//a/@href")
        assert "/ke-hoach/2021/chuong-trinh/" in links


# What a change leaves behind


def test_the_audit_log_tells_it_in_words(office: SampleOffice, programme: Programme) -> None:
    rows = {2020: ProgrammeYearRow(2020, Decimal("5.50"), "", "Niên giám")}
    write_years(target_of(programme), rows, actor=office.administrator, reason="Đính chính")
    text = visible_text(page(signed_in(office.administrator), path="/quan-tri/nhat-ky/"))
    for words in ("Ghi số các năm trước của chương trình", "20/CTr-UBND", "M01", "5,5", "Niên giám", "Đính chính"):
        assert words in text


def test_every_act_makes_pages_anew(office: SampleOffice) -> None:
    states = [data_state(office.plan.pk)]
    programme = load_programme(office)
    states.append(data_state(office.plan.pk))
    write_years(target_of(programme), {2021: ProgrammeYearRow(2021, Decimal(5), "", "")}, actor=office.administrator)
    states.append(data_state(office.plan.pk))
    programme_load(file=read_programme(raw_programme(title="Tên mới")), correct=True)
    states.append(data_state(office.plan.pk))
    assert len(set(states)) == len(states)
    programme_load(file=read_programme(raw_programme(title="Tên mới")))
    assert data_state(office.plan.pk) == states[-1]


def test_the_dashboard_shows_the_tab_at_once(office: SampleOffice) -> None:
    """The page is cached until something changes: a programme is such a thing."""
    leader = signed_in(office.leader)
    assert not page(leader).xpath(TAB)
    load_programme(office)
    assert page(leader).xpath(TAB)


def test_a_form_that_arrived_too_late_is_told_in_words(office: SampleOffice, programme: Programme) -> None:
    form = UnsentForm(
        author=office.administrator.pk,
        address=f"/ke-hoach/2022/chuong-trinh/{programme.pk}/M01/",
        values=[["nam2021-value", "771,9"], ["nam2021-source", "Niên giám"], ["reason", "Đính chính"], ["seen", "abc"]],
        at=int(moment().timestamp()),
        file_names=[],
    )
    text = form_text(form)
    assert text.act == "Ghi số các năm trước của chương trình nhiều năm"
    assert text.subject == "chỉ tiêu M01, năm 2022"
    assert [(one.label, one.text) for one in text.inputs if one.is_seen] == [
        ("năm 2021: giá trị", "771,9"),
        ("năm 2021: nguồn", "Niên giám"),
        ("lý do", "Đính chính"),
    ]
