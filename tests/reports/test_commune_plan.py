"""A commune's own plan, from its files to its papers: four hamlets and two posts below it, and nothing above."""

import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from openpyxl import load_workbook

from chodon_thidua.lib import clock
from targets.enums import PeriodState
from targets.models import Indicator, Plan
from tests.factories import member
from tests.reports.builders import PERIODS, SampleOffice, moment
from tests.reports.entering import entry_session
from tests.reports.intake.filling import intake_session, intake_session_of_all
from tests.reports.meeting.reading import SummarySheet, figure_rows, meeting_workbook_of
from tests.reports.pages import cell, page, report_all_communes, signed_in, visible_text
from tests.stored_rows import built_once
from units.enums import Role
from units.models import Unit

HAMLETS = ("Ấp Phước Bình", "Ấp Phước Hưng", "Ấp 10", "Ấp 2")
POSTS = {"VPX": "Văn phòng UBND xã", "YTX": "Trạm Y tế xã"}
UNITS = [
    {"code": "26680", "name": "Xã Tam Phước", "kind": "COMMUNE"},
    *({"code": f"AP{n}", "name": name, "kind": "HAMLET", "parent": "26680"} for n, name in enumerate(HAMLETS, 1)),
    *({"code": code, "name": name, "kind": "DEPARTMENT", "parent": "26680"} for code, name in POSTS.items()),
]


def part(role: str, label: str, unit: str, over_time: str) -> dict[str, str]:
    return {"role": role, "label": label, "unit_of_measure": unit, "over_time": over_time, "minimum": "0"}


def indicator(code: str, name: str, unit: str, target: str, *parts: Any, **entries: Any) -> dict[str, Any]:
    shared = {"code": code, "field": "XH", "name": name, "unit_of_measure": unit, "target": target, "basis": "LEVEL"}
    measure = "AMOUNT" if len(parts) == 1 else "RATIO"
    rules = {"measure": measure, "comparator": ">=", "due": [1, 2, 3, 4, 5], "parts": parts, "decimals": 1}
    return shared | rules | {"reporters": {"kinds": ["HAMLET"]}} | entries


PLAN = {
    "document_number": "KH-TP/2022",
    "issued_on": "2022-01-06",
    "year": 2022,
    "title": "Kế hoạch kinh tế - xã hội năm 2022",
    "owner": "26680",
    "fields": [{"code": "XH", "name": "Xã hội"}],
    "periods": [
        {
            "ordinal": ordinal,
            "name": name,
            **{
                key: f"{2022 + year}-{month:02d}-{day:02d}"
                for key, (year, month, day) in zip(("starts_on", "ends_on", "due_on"), days, strict=True)
            },
        }
        for ordinal, name, *days in PERIODS
    ],
    "indicators": [
        indicator(
            "CT01", "Diện tích gieo trồng", "ha", "160", part("NUMERATOR", "Diện tích", "ha", "SUM"),
            allocations={f"AP{n}": "40" for n in range(1, 5)}, leads=["VPX", "YTX"],
        ),
        indicator(
            "CT02", "Tỷ lệ rác thải được thu gom", "%", "95",
            part("NUMERATOR", "Rác thu gom", "tấn", "SUM"), part("DENOMINATOR", "Rác phát sinh", "tấn", "SUM"),
            scale="100", lead="YTX",
        ),
        indicator(
            "CT03", "Xếp hạng chỉ số cải cách hành chính", "hạng", "3",
            part("NUMERATOR", "Thứ hạng", "hạng", "LAST") | {"minimum": "1"},
            comparator="<=", decimals=0, reporters={"units": ["VPX"]}, lead="VPX",
        ),
        indicator(
            "CT04", "Thứ hạng thi đua của ấp", "hạng", "2",
            part("NUMERATOR", "Thứ hạng", "hạng", "LAST") | {"minimum": "1"}, comparator="<=", decimals=0,
        ),
    ],
}  # fmt: skip


def load_commune() -> SampleOffice:
    """Loads both files with the commands that an office uses, and gives its people their roles."""
    with TemporaryDirectory() as folder:
        for name, content in (("units", {"units": UNITS}), ("plan", PLAN)):
            path = Path(folder) / f"{name}.json"
            path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
            call_command(f"load_{name}", path, verbosity=0)
    by_code = {unit.code: unit for unit in Unit.objects.all()}
    commune, hamlets = by_code["26680"], [by_code[f"AP{n}"] for n in range(1, 5)]
    office = SampleOffice(
        district=commune,
        department=by_code["VPX"],
        communes=hamlets,
        reporters=[member(hamlet, Role.REPORTER, full_name=f"Trưởng {hamlet.name}") for hamlet in hamlets],
        clerk=member(by_code["VPX"], Role.REPORTER, full_name="Cán bộ Văn phòng"),
        reviewer=member(commune, Role.REVIEWER, full_name="Lê Văn Thẩm"),
        leader=member(commune, Role.LEADER, full_name="Trần Thị Lãnh"),
        administrator=member(commune, Role.ADMINISTRATOR, full_name="Võ Văn Quản"),
        plans=[Plan.objects.get()],
        indicators={row.code: row for row in Indicator.objects.all()},
    )
    for ordinal in (1, 2, 3):
        office.set_period(ordinal, PeriodState.OPEN)
    return office


@pytest.fixture
def office(db: None) -> Iterator[SampleOffice]:
    with clock.at(moment()):
        yield built_once(load_commune)


@pytest.fixture
def leader(office: SampleOffice) -> Client:
    return signed_in(office.leader)


def rank_units(office: SampleOffice, *ranks: int) -> None:
    """Approves the sown area and the rank of each hamlet, and the rank of the commune."""
    for hamlet, rank in zip(office.communes, ranks, strict=True):
        office.enter("CT01", 10 * rank, unit=hamlet)
        office.enter("CT04", rank, unit=hamlet)
        office.approve(hamlet)
    office.enter("CT03", 7, unit=office.department)
    office.approve(office.department)


def test_files_name_hamlets_as_they_call_themselves_in_the_order_of_their_numbers(office: SampleOffice) -> None:
    below = Unit.objects.filter(parent=office.district).order_by("sort_key")
    assert [unit.short_name for unit in below] == [
        "Ấp 2", "Ấp 10", "Ấp Phước Bình", "Ấp Phước Hưng", "Trạm Y tế xã", "Văn phòng UBND xã",
    ]  # fmt: skip
    assert {target.unit.code for target in office.indicators["CT01"].targets.filter(reports=True)} == {
        "AP1", "AP2", "AP3", "AP4",
    }  # fmt: skip
    assert [unit.code for unit in office.indicators["CT01"].lead_units] == ["VPX", "YTX"]
    assert not office.indicators["CT03"].additive
    assert not office.indicators["CT04"].additive


PAGES = (
    "/tong-quan/", "/chi-tieu/", "/chi-tieu/CT01/", "/chi-tieu/CT04/", "/don-vi/", "/don-vi/AP1/", "/ma-tran/",
    "/ban-do/", "/tien-bo/", "/so-sanh/?so-voi=2", "/trinh-chieu/", "/xuat/", "/xuat/ban-in/",
)  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_every_page_of_a_leader_opens_with_the_hamlets_numbers(office: SampleOffice, leader: Client, path: str) -> None:
    report_all_communes(office, 30)
    tree = page(leader, path)
    assert "Tam Phước" in visible_text(tree)
    assert "huyện" not in visible_text(tree.xpath("//main")[0]).casefold()


def test_a_hamlet_enters_and_sends_and_the_commune_reviews(office: SampleOffice) -> None:
    hamlet = office.communes[0]
    own = entry_session(office, hamlet)
    screen = own.open()
    assert "Ấp Phước Bình" in screen.text
    assert screen.rows == ["CT01", "CT02", "CT04"]
    for code, number in (("CT01", "12,5"), ("CT04", "2")):
        assert own.leave_cell(code, {f"{code}-numerator": number}).state()[0] == "saved"
    office.submit(hamlet)
    reviewer = signed_in(office.reviewer)
    queue = visible_text(page(reviewer, "/tham-dinh/"))
    assert "Ấp Phước Bình" in queue
    assert "12,5" in visible_text(page(reviewer, "/tham-dinh/2022/AP1/3/"))
    # Hamlets see no other hamlet.
    assert signed_in(office.reporters[1]).get("/bao-cao/2022/AP1/3/").status_code == 404


@pytest.mark.parametrize(("typed", "warns"), [("0", True), ("2,5", True), ("1", False), ("4", False)])
def test_a_place_that_cannot_be_has_to_be_confirmed(office: SampleOffice, typed: str, warns: bool) -> None:
    own = entry_session(office, office.communes[0])
    screen = own.leave_cell("CT04", {"CT04-numerator": typed})
    assert ("thứ hạng là số nguyên từ 1" in screen.text) is warns


def test_units_stand_in_groups_under_their_own_words(office: SampleOffice, leader: Client) -> None:
    rank_units(office, 4, 3, 2, 1)
    for path in ("/don-vi/", "/ma-tran/"):
        text = visible_text(page(leader, path))
        assert "Phòng, ban" in text
        assert "Ấp" in text
        assert "Cụm thi đua" not in text
    organisation = visible_text(page(signed_in(office.administrator), "/quan-tri/don-vi/"))
    assert organisation.count("Thôn, tổ dân phố") == 4


def test_the_first_of_a_ranking_by_ranks_is_number_one(office: SampleOffice, leader: Client) -> None:
    rank_units(office, 4, 3, 2, 1)
    tree = page(leader, "/chi-tieu/CT04/?nam=2022&ky=3")
    order = [visible_text(row) for row in tree.xpath("//tr[@data-unit]")]
    names = ["Ấp 2", "Ấp 10", "Ấp Phước Hưng", "Ấp Phước Bình"]
    places = [next(n for n, text in enumerate(order) if name in text) for name in names]
    assert places == sorted(places)
    assert cell(page(leader, "/tong-quan/?nam=2022&ky=3"), "CT04", "actual")[1] == ""  # ranks have no sum


def test_the_rank_of_the_commune_reads_as_people_say_it(office: SampleOffice, leader: Client) -> None:
    rank_units(office, 4, 3, 2, 1)
    text = visible_text(page(leader, "/tong-quan/?nam=2022&ky=3")).replace("\xa0", " ")
    assert "Đang ở hạng 7, kế hoạch trong 3 hạng đầu." in text
    detail = visible_text(page(leader, "/tong-quan/CT03/?nam=2022&ky=3"))
    for part_of_it in ("hạng 7", "Thứ hạng phải trong 3 hạng đầu.", "kém 4 bậc", "Chủ trì Văn phòng UBND xã"):
        assert part_of_it in detail
    assert "hạng trong 3 hạng" not in detail


def test_a_map_without_places_says_so(office: SampleOffice, leader: Client) -> None:
    report_all_communes(office, 30)
    tree = page(leader, "/ban-do/")
    assert tree.xpath("//main//svg[contains(@class, 'map')]//a") == []
    assert "Ấp Phước Bình" in visible_text(tree)


def test_reminders_reach_hamlets_and_posts(office: SampleOffice) -> None:
    office.enter("CT01", 5, unit=office.communes[0])
    office.submit(office.communes[0])
    administrator = signed_in(office.administrator)
    late = visible_text(page(administrator, "/ke-hoach/2022/chua-nop/?ky=3"))
    for name in (*HAMLETS[1:], POSTS["VPX"]):
        assert name in late
    administrator.post("/ke-hoach/2022/chua-nop/nhac/?ky=3", {"unit": office.communes[1].code})
    call_command("remind", days_before=3, verbosity=0)
    assert office.reporters[1].notices.filter(text__contains="Quý III").exists()


def test_a_hamlet_fills_its_workbook_and_the_office_fills_all(office: SampleOffice) -> None:
    hamlet = office.communes[0]
    own = intake_session(office, hamlet)
    template = own.download_template()
    template.fill("CT01", hamlet, numerator=12.5)
    own.write(template)
    figure = office.report(hamlet)
    assert figure
    everybody = intake_session_of_all(office)
    template = everybody.download_template()
    for unit, amount in zip(office.communes, (11, 12, 13, 14), strict=True):
        template.fill("CT01", unit, numerator=amount)
    everybody.write(template)
    numbers = {
        report.unit.code: report.figures.get(indicator__code="CT01").numerator
        for report in (office.report(unit) for unit in office.communes)
        if report
    }
    assert numbers == {"AP1": 11, "AP2": 12, "AP3": 13, "AP4": 14}


def test_the_workbook_of_the_meeting_is_the_communes(office: SampleOffice) -> None:
    rank_units(office, 4, 3, 2, 1)
    sheet = SummarySheet.of(office.leader, 3)
    above = " ".join(sheet.above)
    for text in ("ỦY BAN NHÂN DÂN", "XÃ TAM PHƯỚC", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"):
        assert text in above
    assert sheet.value("gieo trồng", "lead") == "Văn phòng UBND xã, Trạm Y tế xã"
    target = sheet.row("cải cách hành chính")["target"]
    assert (target.value, target.number_format.split(";")[0]) == (3, '[$-42A]"trong "#,##0" hạng đầu"')
    assert sheet.value("cải cách hành chính", "actual") == 7
    assert sheet.value("của ấp", "actual") is None
    workbook = meeting_workbook_of(office)
    by_unit = " ".join(str(one.value) for row in workbook["Biểu 02 Theo đơn vị"].iter_rows() for one in row)
    for name in HAMLETS:
        assert name in by_unit
    assert {row["Đơn vị"] for row in figure_rows(workbook)} == {*HAMLETS, POSTS["VPX"]}


def test_each_hamlet_has_a_workbook_under_its_communes_name(office: SampleOffice, leader: Client) -> None:
    report_all_communes(office, 30)
    response = leader.get("/xuat/tong-hop.xlsx?nam=2022&ky=3&don-vi=AP1")
    first = load_workbook(BytesIO(response.content)).worksheets[0]
    lines = [str(one.value) for row in first.iter_rows(max_row=6) for one in row if one.value]
    assert "ỦY BAN NHÂN DÂN XÃ TAM PHƯỚC" in lines
    assert "ẤP PHƯỚC BÌNH" in lines


def test_the_official_paper_of_a_hamlet(office: SampleOffice) -> None:
    hamlet = office.communes[0]
    office.enter("CT01", "12.5", unit=hamlet)
    office.submit(hamlet)
    text = visible_text(page(signed_in(office.reporters[0]), "/bao-cao/2022/AP1/3/ban-in/").xpath("//article")[0])
    for part_of_it in (
        "ỦY BAN NHÂN DÂN XÃ TAM PHƯỚC",
        "ẤP PHƯỚC BÌNH",
        "Tam Phước, ngày …… tháng …… năm 2022",
        "của Ủy ban nhân dân xã Tam Phước, Ấp Phước Bình báo cáo",
        "TRƯỞNG ẤP",
        "Ủy ban nhân dân xã Tam Phước;",
    ):
        assert part_of_it in text
    assert "CHỦ TỊCH" not in text


def test_slides_rank_hamlets_among_themselves(office: SampleOffice, leader: Client) -> None:
    rank_units(office, 4, 3, 2, 1)
    titles = [visible_text(one) for one in page(leader, "/trinh-chieu/?nam=2022&ky=3").xpath("//h1")]
    assert "Xếp hạng thôn, tổ dân phố" in titles
    assert "Xếp hạng phòng, ban, ngành" in titles
