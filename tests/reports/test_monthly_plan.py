"""A plan of months from its file to the meeting's papers: twelve reports and the year's, nowhere a quarter."""

import json
import re
from collections.abc import Iterator
from decimal import ROUND_FLOOR, Decimal
from html import unescape
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.management import call_command
from django.db.models import RestrictedError
from django.test import Client

from chodon_thidua.lib import clock
from chodon_thidua.lib.refusals import Refusal
from chodon_thidua.unsent_forms.store import UnsentForm
from chodon_thidua.unsent_forms.words import form_text
from reports.entry.services import year_fill
from reports.selectors.default_period import plan_choice
from targets.enums import PeriodState
from targets.models import Indicator, Plan
from targets.rhythm import Rhythm
from targets.selectors.plan_periods import plan_views_of
from targets.services.plan_rhythm import plan_change_rhythm
from tests.reports.builders import SampleOffice, make_office, moment
from tests.reports.freezing import MEETING_FIELDS, freeze
from tests.reports.merging import assessment_of, overview_at
from tests.reports.pages import page, signed_in, visible_text
from tests.stored_rows import built_once
from units.models import AuditEvent, Notice, User

pytestmark = pytest.mark.django_db

HALF_YEARS, QUARTERS, MONTHS = Rhythm
FINAL, JULY = MONTHS.final, 7
QUARTER = re.compile(r"quý|quy-\d", re.IGNORECASE)


def make_monthly_office() -> SampleOffice:
    """Months 1–8 are approved in both communes, month 9 is being reported; 4 ha each in every month."""
    office = make_office(communes=2, indicators=("AMOUNT", "RATIO", "AVERAGE"), rhythms=(MONTHS,))
    for month in range(1, 9):
        report_month(office, month)
    office.enter("CT01", 4, unit=office.communes[0], ordinal=9)
    return office


def report_month(office: SampleOffice, month: int, amount: int = 4) -> None:
    for unit in office.communes:
        office.enter("CT01", amount, unit=unit, ordinal=month)
        office.enter("CT02", 50, 1000, unit=unit, ordinal=month)
        office.enter("CT03", 60, unit=unit, ordinal=month)
        office.approve(unit, month)


@pytest.fixture
def monthly(db: None) -> Iterator[SampleOffice]:
    with clock.at(moment()):
        yield built_once(make_monthly_office)


def assessment(office: SampleOffice, ordinal: int, code: str = "CT01") -> Any:
    return assessment_of(overview_at(office, ordinal), code)


# The numbers


def test_every_month_adds_to_the_year(monthly: SampleOffice) -> None:
    for month in range(1, 9):
        result = assessment(monthly, month)
        assert (result.value, result.in_period) == (8 * month, 8)
        # The profile of the quarters, 25 % each, runs evenly between their ends.
        assert result.expected == (Decimal(80 * month) / 12).quantize(Decimal("0.01"), ROUND_FLOOR)
    assert assessment(monthly, 8, "CT02").value == 1000 * 8 * 50 / 1000


def test_the_year_is_filled_with_twelve_months_and_closed(monthly: SampleOffice) -> None:
    with clock.at(moment(20, 12)):
        for month in (10, 11, 12):
            monthly.set_period(month, PeriodState.OPEN)
        for month in (9, 10, 11, 12):
            report_month(monthly, month)
    with clock.at(moment(10, 1, year=2023)):
        monthly.set_period(FINAL, PeriodState.OPEN)
        view = plan_views_of({monthly.plan.pk: Plan.objects.select_related("owner").get()})[0]
        for unit in monthly.communes:
            figures = year_fill(view=view, unit=unit, period=monthly.period(FINAL), actor=monthly.reporter(unit))
            sources = {(figure.indicator.code, figure.numerator, figure.source) for figure in figures}
            assert ("CT01", 48, "Giữ số 12 tháng") in sources
            monthly.approve(unit, FINAL)
        assert assessment(monthly, 12).value == 96
        year = assessment(monthly, FINAL)
        assert (year.value, year.is_year_closed, year.in_period) == (96, True, None)
        assert call_command("rebuild_rollup", "--check", stdout=StringIO()) is None


def test_only_the_year_is_filled(monthly: SampleOffice) -> None:
    with pytest.raises(Refusal, match="Chỉ báo cáo cả năm mới giữ số của 12 tháng"):
        year_fill(view=None, unit=monthly.communes[0], period=monthly.period(9), actor=monthly.reporters[0])


def test_totals_up_the_tree_are_those_of_the_figures(monthly: SampleOffice) -> None:
    call_command("rebuild_rollup", stdout=StringIO())
    output = StringIO()
    call_command("rebuild_rollup", "--check", stdout=output)
    assert "CT0" not in output.getvalue(), "a total differs"


def test_a_plan_with_reports_keeps_its_rhythm(monthly: SampleOffice) -> None:
    with pytest.raises(RestrictedError):
        plan_change_rhythm(monthly.plan, QUARTERS)
    assert Plan.objects.get().rhythm is MONTHS


@pytest.mark.parametrize(("due", "chosen"), [([1, 13], 1), ([3, 12], 3), ([2, 11, 12], 2), ([10, 11, 12, 13], 9)])
def test_the_first_month_is_neither_the_tenth_nor_the_thirteenth(db: None, due: list[int], chosen: int) -> None:
    """Whose work waits is looked up in the lists of due ordinals, in which 1 must not be found within 12."""
    with clock.at(moment()):
        office = make_office(communes=1, indicators=("AMOUNT",), rhythms=(MONTHS,))
        Indicator.objects.update(due=due)
        choice = plan_choice(User.objects.get(pk=office.reporters[0].pk))
    assert choice
    assert choice.period
    assert choice.period.ordinal == chosen


# Beside last year


@pytest.mark.parametrize(
    ("rhythms", "known"),
    [
        ((MONTHS, MONTHS), {1: 2, 6: 12, 7: 14}),
        ((QUARTERS, MONTHS), {2: None, 3: 6, 6: 12, 7: None, 9: 18}),
        ((HALF_YEARS, MONTHS), {3: None, 6: 12, 9: None}),
        ((MONTHS, QUARTERS), {1: 6, 2: 12, 3: 18}),
        ((HALF_YEARS, QUARTERS), {1: None, 2: 12, 3: None}),
    ],
)
def test_last_years_plan_may_have_had_another_rhythm(
    db: None, rhythms: tuple[Rhythm, Rhythm], known: dict[int, int | None]
) -> None:
    """Totals to date are compared where a period of last year ended at the same share of the year, else not at all."""
    with clock.at(moment(20, 12)):
        office = make_office(communes=1, indicators=("AMOUNT",), rhythms=rhythms)
        earlier, now = office.plans
        last_year = office.indicators["CT01"].predecessor
        assert last_year
        office.plans = [earlier]
        office.indicators = {"CT01": last_year}
        each = 24 // rhythms[0]  # 2 a month
        for ordinal in rhythms[0].regular_ordinals:
            office.set_period(ordinal, PeriodState.OPEN)
            office.enter("CT01", each, ordinal=ordinal)
            office.approve(ordinal=ordinal)
        office.plans = [earlier, now]
        office.indicators = {row.code: row for row in now.indicators.all()}
        office.enter("CT01", 9, ordinal=1)
        office.approve(ordinal=1)
        for ordinal, value in known.items():
            assert assessment(office, ordinal).same_period == value
        office.set_period(rhythms[1].final, PeriodState.OPEN)
        assert assessment(office, rhythms[1].final).last_year == 24


# What people read


def addresses(office: SampleOffice, role: str) -> list[str]:
    unit = office.communes[0].code
    report = f"/bao-cao/2022/{unit}"
    common = [
        *(f"/tong-quan/?ky={month}" for month in (1, JULY, 9, FINAL)),
        "/tong-quan/CT01/?ky=7",
        "/chi-tieu/?ky=7",
        "/chi-tieu/CT01/?ky=7",
        "/don-vi/?ky=7",
        f"/don-vi/{unit}/?ky=7",
        "/ma-tran/?ky=7",
        "/ban-do/?ky=7",
        "/tien-bo/?ky=7",
        "/so-sanh/?ky=7",
        "/so-sanh/?ky=7&voi=6",
        "/trinh-chieu/?ky=7",
        "/chi-dao/",
        "/xuat/?ky=7",
        "/xuat/ban-in/?ky=7",
        "/xuat/da-chot/",
        "/thong-bao/",
        "/tro-giup/",
        f"{report}/7/ban-in/",
        f"{report}/7/qua-trinh/",
    ]
    own = {
        "reporter": [
            "/bao-cao/",
            f"{report}/7/",
            f"{report}/9/",
            f"{report}/9/xem-lai/",
            f"/nhap-excel/2022/{unit}/9/",
        ],
        "reviewer": ["/tham-dinh/", "/tham-dinh/?ky=9", f"/tham-dinh/2022/{unit}/7/", "/xuat/da-chot/chot/?ky=7"],
        "leader": [],
        "administrator": [
            "/ke-hoach/2022/",
            "/ke-hoach/2022/ky/7/",
            "/ke-hoach/2022/ky/13/",
            "/ke-hoach/2022/chua-nop/?ky=9",
            "/ke-hoach/2022/chua-nop/goi-dien/?ky=9",
            "/ke-hoach/2022/chi-tieu/",
            "/ke-hoach/2022/chi-tieu/CT01/",
            "/ke-hoach/2022/nam-truoc/",
            "/ke-hoach/2022/nam-truoc/CT01/",
            "/ke-hoach/2022/nam-truoc/CT02/",
            "/ke-hoach/2022/nam-truoc/excel/",
            "/ke-hoach/2022/chi-tieu/excel/",
            "/nhap-excel/2022/tat-ca/9/",
            "/quan-tri/",
            "/quan-tri/nhat-ky/",
            "/xuat/da-chot/chot/?ky=7",
        ],
    }
    return [*common, *own[role]] if role != "reporter" else own[role]


@pytest.mark.parametrize("role", ["reporter", "reviewer", "leader", "administrator"])
def test_no_page_speaks_of_a_quarter(monthly: SampleOffice, role: str) -> None:
    person = monthly.reporters[0] if role == "reporter" else getattr(monthly, role)
    client = signed_in(person)
    for address in addresses(monthly, role):
        response = client.get(address)
        assert response.status_code in (200, 404), address
        text = re.sub(r"name=\"csrf.*?>|nonce=\"[^\"]*\"", "", response.content.decode())
        matches = [text[max(m.start() - 60, 0) : m.end() + 20] for m in QUARTER.finditer(text)]
        assert not matches, (address, matches)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/tong-quan/?ky=7", ["Kế hoạch thi đua năm 2022 – Tháng 7"]),
        ("/chi-tieu/CT01/?ky=7", ["Tháng 7 năm 2022"]),
        ("/xuat/ban-in/?ky=7", ["THÁNG 7 NĂM 2022", "Thực hiện tháng 7", "Lũy kế 7 tháng"]),
        ("/xuat/ban-in/?ky=1", ["Thực hiện tháng 1"]),
    ],
)
def test_pages_name_the_month(monthly: SampleOffice, address: str, words: list[str]) -> None:
    text = visible_text(page(signed_in(monthly.leader), address))
    for word in words:
        assert word in text


def test_the_line_of_an_indicator_has_a_point_for_each_month(monthly: SampleOffice) -> None:
    tree = page(signed_in(monthly.leader), "/chi-tieu/CT01/?ky=7")
    [series] = [
        json.loads(text) for text in tree.xpath("//script[@type='application/json']/text()") if "actual" in text
    ]
    assert series["periods"] == [*(f"Tháng {month}" for month in range(1, 13)), "Cả năm"]
    assert series["actual"][:7] == [8, 16, 24, 32, 40, 48, 56]
    assert series["actual"][7:] == [None] * 6


def test_last_years_months_scroll_in_their_table(monthly: SampleOffice) -> None:
    tree = page(signed_in(monthly.administrator), "/ke-hoach/2022/nam-truoc/CT01/")
    [table] = tree.xpath("//div[contains(@class, 'table-wrap-scrolled')]/table")
    assert len(table.xpath("thead/tr/th")) == 14
    assert set(table.xpath(".//@colspan")) == {"14"}


def test_the_year_is_entered_beside_twelve_months(monthly: SampleOffice) -> None:
    with clock.at(moment(10, 1, year=2023)):
        monthly.set_period(FINAL, PeriodState.OPEN)
        client = signed_in(monthly.reporters[0])
        text = visible_text(page(client, f"/bao-cao/2022/{monthly.communes[0].code}/13/"))
        assert "Giữ số 12 tháng" in text
        assert "thay cho 12 tháng" in text
        answer = client.post(f"/bao-cao/2022/{monthly.communes[0].code}/13/giu-so/", {}, follow=True)
        assert "Đã giữ số 12 tháng" in answer.content.decode()


def texts_of(content: bytes) -> str:
    with ZipFile(BytesIO(content)) as archive:
        names = [name for name in archive.namelist() if name.endswith(".xml")]
        return unescape("\n".join(archive.read(name).decode() for name in names))


FILES = {
    "leader": ["/xuat/tong-hop.xlsx?ky=7", "/xuat/tong-hop.xlsx?ky=13"],
    "administrator": [
        "/nhap-excel/2022/tat-ca/9/mau.xlsx",
        "/ke-hoach/2022/nam-truoc/excel/mau.xlsx",
        "/ke-hoach/2022/chi-tieu/excel/mau.xlsx",
    ],
}


WORDS_OF_FILES = {
    "/xuat/tong-hop.xlsx?ky=7": "THÁNG 7 NĂM 2022",
    "/xuat/tong-hop.xlsx?ky=13": "Thực hiện tháng",
    "/nhap-excel/2022/tat-ca/9": "Tháng 8: số liệu",
    "/ke-hoach/2022/nam-truoc/excel": "Đến hết Tháng 12",
    "/ke-hoach/2022/chi-tieu/excel": "Giao chỉ tiêu|chỉ tiêu",
}


@pytest.mark.sqlite
@pytest.mark.parametrize(("role", "address"), [(role, one) for role, own in FILES.items() for one in own])
def test_no_file_speaks_of_a_quarter(monthly: SampleOffice, role: str, address: str) -> None:
    response = signed_in(getattr(monthly, role)).get(address)
    assert response.status_code == 200
    text = texts_of(response.getvalue())
    assert re.search(WORDS_OF_FILES[address.partition("/mau")[0]], text)
    matches = [text[max(m.start() - 60, 0) : m.end() + 20] for m in QUARTER.finditer(text)]
    assert not matches, matches
    assert not QUARTER.search(response["Content-Disposition"])


def test_the_names_of_files_name_the_month(monthly: SampleOffice) -> None:
    response = signed_in(monthly.leader).get("/xuat/tong-hop.xlsx?ky=7")
    assert "thang-7-nam-2022" in response["Content-Disposition"]


def test_numbers_of_a_month_are_frozen(monthly: SampleOffice) -> None:
    snapshot = freeze(monthly, ordinal=JULY)
    assert snapshot.period.title == "Tháng 7 năm 2022"
    text = visible_text(page(signed_in(monthly.leader), f"/xuat/da-chot/{snapshot.pk}/"))
    assert "Tháng 7 năm 2022" in text
    assert not QUARTER.search(json.dumps(snapshot.numbers, ensure_ascii=False, default=str))
    record = AuditEvent.objects.filter(action="SNAPSHOT").first()
    assert record is None or record.after["period"] == "Tháng 7"
    assert MEETING_FIELDS["meeting_name"] in text


def test_who_has_not_sent_a_month_is_reminded(monthly: SampleOffice) -> None:
    output = StringIO()
    call_command("remind", "--days-before", "3", stdout=output)
    assert "Tháng 9 năm 2022" in output.getvalue()
    texts = list(Notice.objects.filter(user=monthly.reporters[0]).values_list("text", flat=True))
    assert any("báo cáo Tháng 9 năm 2022" in text for text in texts)
    assert not any(QUARTER.search(text) for text in texts)


def test_the_warnings_name_the_months_before(monthly: SampleOffice) -> None:
    client, unit = signed_in(monthly.reporters[0]), monthly.communes[0]
    monthly.enter("CT01", 36, unit=unit, ordinal=9)  # the year to date, typed for the month
    text = visible_text(page(client, f"/bao-cao/2022/{unit.code}/9/"))
    assert "các tháng trước" in text
    assert not QUARTER.search(text)


def test_a_form_that_came_too_late_names_the_month(monthly: SampleOffice) -> None:
    unit = monthly.communes[0]
    form = UnsentForm(1, f"/bao-cao/2022/{unit.code}/7/gui/", 0, [[f"{unit.pk}-7-value", "3"]], [])
    assert form_text(form).subject == f"{unit.name}, Tháng 7 năm 2022"
    assert form_text(form).inputs[0].label == f"{unit.name}, Tháng 7: giá trị"


def test_a_month_may_be_moved_between_its_neighbours_only(monthly: SampleOffice) -> None:
    client = signed_in(monthly.administrator)
    days = {"starts_on": "10/07/2022", "ends_on": "14/08/2022", "due_on": "16/08/2022"}
    period = monthly.period(8)
    seen = " ".join(day.isoformat() for day in (period.starts_on, period.ends_on, period.due_on))
    answer = client.post("/ke-hoach/2022/ky/8/ngay/", days | {"seen": seen})
    assert answer.status_code == 422
    assert "Tháng 7 đến hết 14/07/2022; kỳ này phải bắt đầu sau ngày đó." in answer.content.decode()


# Half-years, and years from July on


def test_a_plan_of_half_years_runs_from_entry_to_dashboard(db: None) -> None:
    with clock.at(moment(20, 12)):
        office = make_office(communes=1, indicators=("AMOUNT",), rhythms=(HALF_YEARS,))
        office.set_period(2, PeriodState.OPEN)
        for ordinal in (1, 2):
            office.enter("CT01", 20, ordinal=ordinal)
            office.approve(ordinal=ordinal)
        text = visible_text(page(signed_in(office.leader), "ky=2"))
        assert "Kế hoạch thi đua năm 2022 – 6 tháng cuối năm" in text
        assert assessment(office, 2).value == 40
        assert assessment(office, 1).expected == 20
        assert not QUARTER.search(signed_in(office.leader).get("/tong-quan/?ky=2").content.decode())


def test_nobody_sees_a_quarter_when_signing_in() -> None:
    assert not QUARTER.search(Client().get("/tai-khoan/dang-nhap/").content.decode())


def test_an_office_without_months_keeps_its_words(db: None) -> None:
    with clock.at(moment()):
        office = make_office(communes=1, indicators=("AMOUNT",))
        text = visible_text(page(signed_in(office.leader), "/xuat/ban-in/?ky=3"))
        tree = page(signed_in(office.administrator), "/ke-hoach/2022/nam-truoc/CT01/")
    assert not tree.xpath("//div[contains(@class, 'table-wrap-scrolled')]")
    assert set(tree.xpath("//main//table//@colspan")) == {"6"}
    assert ("Thực hiện quý III" in text, "Lũy kế 3" in text) == (True, False)
