"""Targets with two ends on every page and in every paper: a level to strive for, a band, “khoảng”, “đúng”."""

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from lxml import html

from chodon_thidua.lib import clock
from reports.intake.targets.layout import LAYOUT
from targets.models import ProgrammeTarget, Target
from tests.reports.builders import YEAR, SampleOffice, add_plan, make_office, moment
from tests.reports.freezing import freeze, snapshot_path
from tests.reports.intake.filling import IntakeSession
from tests.reports.meeting.reading import SummarySheet
from tests.reports.pages import cell, page, signed_in, visible_text
from tests.reports.programmes import load_programme, raw_target
from tests.stored_rows import built_once
from units.models import AuditEvent, Unit

TARGETS = "/ke-hoach/2022/chi-tieu/"


def indicator(code: str, name: str, over_time: str, reporters: dict[str, Any], **entries: Any) -> dict[str, Any]:
    part = {"role": "NUMERATOR", "label": name, "unit_of_measure": "ha", "over_time": over_time}
    shared: dict[str, Any] = {
        "code": code,
        "field": "KT",
        "name": f"{name} {code}",
        "measure": "AMOUNT",
        "unit_of_measure": "ha",
    }
    shared |= {"basis": "LEVEL", "decimals": 1, "due": [1, 2, 3, 4, 5], "parts": [part], "reporters": reporters}
    return shared | entries


def _office() -> SampleOffice:
    """Quarter III is approved: CT01 and CT05 of two communes, the others of the department."""
    office = make_office(communes=2, indicators=())
    one, other = (unit.code for unit in office.communes)
    own, all_of_them = {"units": [office.department.code]}, {"kinds": ["COMMUNE"]}
    strive = {"comparator": ">=", "target": "200", "upper": "300"}
    band = {"comparator": "in", "target": "2", "upper": "3"}
    allocations = {one: ["100", "150"], other: ["100", "150"]}
    bands = {one: ["2", "3"], other: ["5", "6"]}
    indicators = [
        indicator("CT01", "Rừng trồng", "SUM", all_of_them, **strive, allocations=allocations),
        indicator("CT02", "Tỷ lệ dự phòng", "LAST", own, **band, additive=False),
        indicator("CT03", "Chỉ số giá", "LAST", own, comparator="~", target="4", tolerance="0.2", additive=False),
        indicator("CT04", "Số phiên họp", "SUM", own, comparator="=", target="12"),
        indicator("CT05", "Mật độ bình quân", "LAST", all_of_them, **band, allocations=bands, additive=False),
    ]
    add_plan(office, YEAR, indicators, "16/KH-UBND")
    for ordinal in (1, 2, 3):
        office.set_period(ordinal, "OPEN")
    for commune, density in zip(office.communes, ("4.5", "4.9"), strict=True):
        office.enter("CT01", 60, unit=commune)
        office.enter("CT05", density, unit=commune)
        office.approve(commune)
    for code, number in (("CT02", "3.1"), ("CT03", "4.1"), ("CT04", "9")):
        office.enter(code, number, unit=office.department)
    office.approve(office.department)
    return office


@pytest.fixture
def two_ends(db: None) -> Iterator[SampleOffice]:
    with clock.at(moment()):
        yield built_once(_office)


@pytest.fixture
def reader(two_ends: SampleOffice) -> Client:
    return signed_in(two_ends.leader)


def facts(tree: Any) -> dict[str, str]:
    names = [visible_text(name) for name in tree.xpath("//dl[@class='why']/dt")]
    return dict(zip(names, map(visible_text, tree.xpath("//dl[@class='why']/dd")), strict=True))


# Reading

TARGET_TEXTS = {
    "CT01": ("200", "≥ 200, phấn đấu 300"),
    "CT02": ("2", "2–3"),
    "CT03": ("4", "khoảng 4 (±0,2)"),
    "CT04": ("12", "đúng 12"),
    "CT05": ("2", "2–3"),
}


def test_the_dashboard_names_both_ends(reader: Client) -> None:
    tree = page(reader)
    assert {code: cell(tree, code, "target") for code in TARGET_TEXTS} == TARGET_TEXTS
    statuses = {row.get("data-indicator"): row.get("data-status") for row in tree.xpath("//tr[@data-indicator]")}
    assert [statuses[code] for code in ("CT01", "CT02", "CT03", "CT04")] == ["BEHIND", "BEHIND", "ON_TRACK", "NO_DATA"]
    assert cell(tree, "CT02", "percent")[1] == ""
    charts = {row.get("data-indicator"): row for row in tree.xpath("//tr[@data-indicator]")}
    lines = {code: len(row.xpath(".//line[@class='bullet-target']")) for code, row in charts.items()}
    assert [lines[code] for code in ("CT01", "CT02", "CT04")] == [2, 2, 1]
    assert "chênh +0,1" in visible_text(charts["CT02"])
    assert "chênh" not in visible_text(charts["CT03"])
    assert "trên kế hoạch 2–3" in charts["CT02"].xpath(".//svg[contains(@class, 'bullet')]/@aria-label")[0]
    concerns = visible_text(tree)
    assert "Hiện 3,1 ha, đến kỳ này cần 2–3, cao hơn 0,1." in concerns.replace("\u00a0", " ")


WHY = {
    "CT01": {
        "Phép so sánh": "Giá trị lũy kế phải từ 200 (phấn đấu 300) ha.",
        "Ngưỡng của kế hoạch": "“Cần chú ý” từ 90,0 % mức cần có; “Vượt” khi trên mức phấn đấu 300 ha",
    },
    "CT02": {
        "Phép so sánh": "Giá trị lũy kế phải trong khoảng 2–3 ha.",
        "Cần có đến kỳ này": "2–3 ha",
        "Chênh lệch so với kế hoạch": "cao hơn 0,1 so với mức trên",
        "Ngưỡng của kế hoạch": "“Cần chú ý” từ 90,0 % mức dưới cần có",
        "Kết luận": "Chậm tiến độ. Đã quá mức trần.",
    },
    "CT03": {"Cần có đến kỳ này": "3,8–4,2 ha", "Chênh lệch so với kế hoạch": "nằm trong mức cho phép"},
    "CT04": {"Phép so sánh": "Giá trị lũy kế phải đúng 12 ha.", "Chênh lệch so với kế hoạch": "còn thiếu 3 so với mức"},
}


@pytest.mark.parametrize("code", WHY)
def test_the_page_of_an_indicator_explains_both_ends(reader: Client, code: str) -> None:
    tree = page(reader, f"/chi-tieu/{code}/?ky=3")
    assert WHY[code].items() <= facts(tree).items()


@pytest.mark.parametrize(
    ("code", "target_upper", "expected_upper"),
    [("CT01", 300, None), ("CT02", 3, [3, 3, 3, 3, 3]), ("CT04", None, None)],
)
def test_the_picture_of_the_year_has_both_ends(
    reader: Client, code: str, target_upper: int | None, expected_upper: list[int] | None
) -> None:
    tree = page(reader, f"/chi-tieu/{code}/?ky=3")
    series = json.loads(tree.get_element_by_id("so-lieu-bieu-do").text)
    assert series.get("target_upper") == (target_upper and [target_upper] * 5)
    assert series.get("expected_upper") == expected_upper
    if target_upper:
        words = tree.get_element_by_id("bieu-do").get("data-target-upper")
        assert words == ("Kế hoạch năm, mức trên" if expected_upper else "Mức phấn đấu")


def test_units_stand_in_the_order_of_their_distance_from_their_own_bands(
    two_ends: SampleOffice, reader: Client
) -> None:
    """4,9 is further from the band of the scope, 2–3, than 4,5, but nearer to its own, 5–6."""
    names = [unit.name for unit in reversed(two_ends.communes)]
    for address in ("/chi-tieu/CT05/?ky=3", "/ma-tran/?ky=3&xep=CT05"):
        headings = [visible_text(heading) for heading in page(reader, address).xpath("//tbody//th[@scope='row']")]
        order = [name for heading in headings for name in names if name.endswith(heading)]
        assert order[:2] == names


@pytest.mark.parametrize("path", ["/trinh-chieu/?ky=3", "/so-sanh/?ky=3", "/chi-tieu/?ky=3", "/xuat/ban-in/?ky=3"])
def test_other_pages_and_the_print_have_the_words(reader: Client, path: str) -> None:
    text = visible_text(page(reader, path))
    assert all(words in text for _, words in TARGET_TEXTS.values())


def test_papers_and_frozen_numbers_keep_both_ends(two_ends: SampleOffice, reader: Client) -> None:
    sheet = SummarySheet.of(two_ends.leader, 3)
    cells = [(sheet.value(code, "target"), sheet.row(code)["target"].number_format) for code in TARGET_TEXTS]
    assert [value for value, _ in cells] == [200, 2, 4, 12, 2]
    assert ['", phấn đấu 300"' in cells[0][1], '"–3"' in cells[1][1], '" (±0,2)"' in cells[2][1]] == [True] * 3
    csv = b"".join(reader.get("/xuat/bieu-01.csv?ky=3")).decode()
    assert all(words in csv for _, words in TARGET_TEXTS.values())
    text = visible_text(page(reader, snapshot_path(freeze(two_ends))))
    assert all(words in text for _, words in TARGET_TEXTS.values())


# Writing


class TargetForm:
    """The page of one indicator's targets as its coordinator has it."""

    def __init__(self, office: SampleOffice, code: str) -> None:
        self.client, self.url = signed_in(office.administrator), f"{TARGETS}{code}/"
        self.answer = page(self.client, self.url)

    @property
    def fields(self) -> dict[str, str]:
        return {name: value or "" for name, value in self.answer.get_element_by_id("giao").form_values()}

    @property
    def text(self) -> str:
        return visible_text(self.answer)

    def send(self, **changes: str) -> int:
        response = self.client.post(self.url, self.fields | changes)
        if response.status_code != 302:
            self.answer = html.fromstring(response.content.decode())
        return int(response.status_code)


def stored(code: str, unit: Unit) -> tuple[Any, ...]:
    row = Target.objects.get(indicator__code=code, unit=unit)
    return row.comparator, row.value, row.upper


def test_the_form_writes_the_ends_and_shows_them_as_they_were_typed(two_ends: SampleOffice) -> None:
    unit = two_ends.communes[0]
    form = TargetForm(two_ends, "CT01")
    assert (form.fields[f"value_{unit.pk}"], form.fields[f"upper_{unit.pk}"]) == ("100", "150")
    assert "đã giao 200/200; mức trên đã giao 300/300" in form.text
    change = {f"upper_{unit.pk}": "160", "reason": "Tỉnh giao lại"}
    assert form.send(**change) == 200
    assert "≥ 100, phấn đấu 150, nhập số liệu → ≥ 100, phấn đấu 160, nhập số liệu" in form.text
    assert "Phân bổ vượt chỉ tiêu chung" in form.text
    assert form.send() == 302
    assert stored("CT01", unit) == (">=", 100, 160)
    event = AuditEvent.objects.filter(action="TARGET_SET").latest("pk")
    assert [Decimal(side["upper"]) for side in (event.before, event.after)] == [150, 160]
    assert TargetForm(two_ends, "CT01").send() == 302
    assert AuditEvent.objects.filter(action="TARGET_SET").latest("pk") == event


def test_a_tolerance_is_typed_beside_the_middle(two_ends: SampleOffice) -> None:
    form, unit = TargetForm(two_ends, "CT03"), two_ends.district
    assert (form.fields[f"value_{unit.pk}"], form.fields[f"upper_{unit.pk}"]) == ("4", "0,2")
    form.send(**{f"upper_{unit.pk}": "0,5", "reason": "Sửa"})
    assert form.send() == 302
    assert stored("CT03", unit) == ("~", 3.5, 4.5)


@pytest.mark.parametrize(
    ("code", "change", "sentence"),
    [
        ("CT02", "", "“trong khoảng” phải có mức trên."),
        ("CT02", "1", "mức trên phải lớn hơn 2."),
        ("CT03", "", "“khoảng” phải có sai số."),
        ("CT04", "13", "“đúng” chỉ có một số, hãy để trống ô thứ hai."),
    ],
)
def test_ends_that_do_not_go_together_are_refused_beside_the_unit(
    two_ends: SampleOffice, code: str, change: str, sentence: str
) -> None:
    form, unit = TargetForm(two_ends, code), two_ends.district
    before = stored(code, unit)
    assert form.send(**{f"upper_{unit.pk}": change, "reason": "Sửa"}) == 422
    assert f"{unit.name}: {sentence}" in visible_text(form.answer.get_element_by_id(f"upper_{unit.pk}_error"))
    assert stored(code, unit) == before


def test_an_upper_end_that_somebody_else_changed_is_not_overwritten(two_ends: SampleOffice) -> None:
    unit = two_ends.communes[0]
    mine = TargetForm(two_ends, "CT01")
    Target.objects.filter(indicator__code="CT01", unit=unit).update(upper=170)
    assert mine.send(**{f"upper_{unit.pk}": "160", "reason": "Sửa"}) == 409
    assert "Nay đang là: ≥ 100, phấn đấu 170" in mine.text


def test_the_workbook_has_a_column_for_the_second_number(two_ends: SampleOffice) -> None:
    session = IntakeSession(signed_in(two_ends.administrator), f"{TARGETS}excel/", LAYOUT)
    template, unit = session.download_template(), two_ends.communes[0]
    cells = {code: template.value(code, "second", two_ends.district) for code in TARGET_TEXTS}
    assert cells == {"CT01": 300, "CT02": 3, "CT03": 0.2, "CT04": None, "CT05": 3}
    assert "không thay đổi chỉ tiêu nào" in session.send(template).text
    answer = session.send(template.fill("CT01", unit, second=170))
    assert "≥ 100, phấn đấu 170" in answer.text
    assert session.confirm(answer, reason="Tỉnh giao lại").status == 302
    assert stored("CT01", unit) == (">=", 100, 170)
    again = session.download_template()
    refused = session.send(again.fill("CT02", two_ends.district, second=None).fill("CT01", unit, second=50))
    assert sorted(" ".join(text.split())[:36] for text in refused.faults.values()) == [
        "Mức trên phải lớn hơn 100. Mức phấn ",
        "“trong khoảng” phải có mức trên. Mức",
    ]


# Several years


def test_a_programme_keeps_both_ends(two_ends: SampleOffice, reader: Client) -> None:
    strive = {"target": "1000", "upper": "1500"}
    band = {"indicator": "CT02", "over_years": "LAST", "comparator": "in", "target": "2", "upper": "3"}
    targets = [raw_target(code, plan="16/KH-UBND", **own) for code, own in (("M01", strive), ("M02", band))]
    programme = load_programme(two_ends, *targets)
    ends = ProgrammeTarget.objects.order_by("code").values_list("comparator", "value", "upper")
    assert list(ends) == [(">=", 1000, 1500), ("in", 2, 3)]
    listing = visible_text(page(reader, "/chuong-trinh/?ky=3"))
    assert "≥ 1.000, phấn đấu 1.500" in listing
    tree = page(reader, f"/chuong-trinh/{programme.pk}/M02/?ky=3")
    assert (
        facts(tree).items()
        >= {
            "Mục tiêu 2021–2025": "2–3 ha",
            "Phép so sánh": "Giá trị cả giai đoạn phải trong khoảng 2–3 ha.",
            "Chênh lệch so với mục tiêu": "+0,1",
        }.items()
    )
    assert len(tree.xpath("//*[name()='svg']//*[@class='spark-target' and @x2!='24']")) == 2
    csv = b"".join(reader.get("/xuat/bieu-05.csv?ky=3")).decode()
    assert "≥ 1.000, phấn đấu 1.500" in csv
