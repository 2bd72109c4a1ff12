"""One row opened in place, and what the page says a leader has to act on."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from lxml import html

from reports.entry.recognitions.decision_values import RecognitionValues
from reports.entry.recognitions.services import recognition_add
from targets.enums import BaselineKind, Comparator, TargetBasis
from targets.models import Baseline, Indicator, Target
from tests.factories import UnitFactory, member
from tests.reports.builders import SampleOffice
from tests.reports.pages import HTMX, PAGE, page, report_all_communes, rows, signed_in, visible_text
from units.enums import Role, UnitKind
from units.models import Unit


def opened(client: Client, code: str, address: str = "") -> Any:
    """The detail as htmx gets it."""
    response = client.get(f"{PAGE}{code}/?{address}", headers=HTMX)
    assert response.status_code == 200
    return html.fromstring(response.content.decode())


def facts(detail: Any) -> dict[str, str]:
    """“Vì sao?” by its labels."""
    return dict(
        zip(map(visible_text, detail.xpath("//dl/dt")), map(visible_text, detail.xpath("//dl/dd")), strict=True)
    )


def table(detail: Any, title: str) -> list[list[str]]:
    """The table after the heading."""
    (body,) = detail.xpath(f"//h3[. = '{title}']/following-sibling::table[1]/tbody")
    return [[visible_text(cell) for cell in row] for row in body]


# Opening


def test_htmx_gets_what_is_inside_the_row(leader: Client) -> None:
    response = leader.get(f"{PAGE}CT01/", headers=HTMX)
    content = response.content.decode()
    assert "<html" not in content
    assert 'id="dashboard"' not in content
    assert "Vì sao “Chưa đủ số liệu”?" in content
    assert "HX-Push-Url" not in response


def test_without_script_the_page_opens_with_the_row(leader: Client) -> None:
    closed = page(leader, "ky=2")
    (link,) = closed.xpath("//tr[@data-indicator='CT01']//a")
    assert link.get("aria-expanded") == "false"
    assert closed.xpath(f"//td[@id='{link.get('aria-controls')}']/parent::tr/@hidden") == [""]
    tree = page(leader, link.get("href"))
    (link,) = tree.xpath("//tr[@data-indicator='CT01']//a")
    assert link.get("aria-expanded") == "true"
    row = tree.xpath(f"//td[@id='{link.get('aria-controls')}']/parent::tr")[0]
    assert row.get("hidden") is None
    assert "Vì sao" in visible_text(row)
    assert len(tree.xpath("//div[@class='detail']")) == 1
    assert rows(tree) == rows(closed)
    again = page(leader, link.get("href"))
    assert not again.xpath("//div[@class='detail']")


def test_an_opened_row_is_shown_whatever_the_filters(leader: Client) -> None:
    assert "CT01" in rows(page(leader, f"{PAGE}CT01/?trang-thai=MET"))


@pytest.mark.parametrize("code", ["CT99", "ct01", "CT04z"])
def test_an_unknown_indicator_is_not_found(leader: Client, code: str) -> None:
    assert leader.get(f"{PAGE}{code}/").status_code == 404


def test_without_a_plan_no_row_is_found(db: None) -> None:
    assert signed_in(member(UnitFactory.create(), Role.LEADER)).get(f"{PAGE}CT01/").status_code == 404


# Why


def test_why_names_every_input(leader: Client, office: SampleOffice) -> None:
    for amount, commune in zip(("10", "20.5"), office.communes[:2], strict=True):
        office.enter("CT01", amount, unit=commune)
        office.approve(commune)
    detail = opened(leader, "CT01")
    assert facts(detail) == {
        "Lũy kế đến Quý III": "30,5 ha",
        "Kế hoạch năm 2022": "≥ 120 ha (đã giao 120/120)",
        "Cần có đến kỳ này": "90 ha",
        "Phép so sánh": "Giá trị lũy kế phải từ 120 ha.",
        "So với kế hoạch": "25,4 %",
        "Đơn vị đã duyệt": "2/3",
        "Lấy từ": "Số liệu đến Quý III",
        "Ngưỡng của kế hoạch": "“Cần chú ý” từ 90,0 % mức cần có; “Vượt” khi trên 100,0 % kế hoạch",
        "Kết luận": "Chưa đủ số liệu. Còn đơn vị chưa có số liệu và kỳ chưa khóa, nên chưa kết luận.",
    }
    assert "Chưa có số liệu được duyệt: Bằng Lãng." in visible_text(detail)


def test_a_fall_tells_what_it_starts_from(leader: Client, office: SampleOffice) -> None:
    Indicator.objects.filter(code="CT01").update(
        basis=TargetBasis.FALL, baseline_kind=BaselineKind.SAME_PERIOD, profile=None, due=[3], unit_of_measure="vụ"
    )
    Target.objects.filter(unit=office.district, indicator__code="CT01").update(value=0, comparator=Comparator.ABOVE)
    report_all_communes(office, 5)
    Baseline.objects.create(indicator=office.indicators["CT01"], unit=office.district, ordinal=3, value=15)
    fact_texts = facts(opened(leader, "CT01"))
    assert fact_texts["Số gốc (cùng kỳ năm 2021)"] == "15 vụ"
    assert fact_texts["Mức giảm"] == "0 vụ"
    assert fact_texts["Kế hoạch năm 2022"].startswith("giảm")
    assert fact_texts["Chênh lệch so với kế hoạch"] == "0"
    assert fact_texts["Kết luận"].startswith("Cần chú ý.")


def test_a_composite_tells_what_its_children_say(leader: Client, office: SampleOffice) -> None:
    office.enter("CT04b", 50, unit=office.department)
    office.approve(office.department)
    fact_texts = facts(opened(leader, "CT04"))
    assert fact_texts["Hiện nay"] == "0/2 đạt"
    assert fact_texts["Tỷ lệ dự bị"].startswith("Chậm tiến độ.")
    assert fact_texts["Tỷ lệ tuyển quân"].startswith("Chưa đủ số liệu.")
    assert fact_texts["Kết luận"].startswith("Chậm tiến độ.")


def _recognise(office: SampleOffice, year: int, subject: Unit | str) -> None:
    report = office.report(office.department)
    version = report.figures.get(indicator__code="CT03").version if report else 0
    values = RecognitionValues(
        assessed_year=year,
        decision_number="1234/QĐ-UBND",
        decided_on=date(2022, 9, 1),
        subject_unit=subject if isinstance(subject, Unit) else None,
        subject_text=subject if isinstance(subject, str) else "",
    )
    recognition_add(
        unit=office.department,
        period=office.period(),
        indicator=office.indicators["CT03"],
        actor=office.clerk,
        values=values,
        seen_version=version,
    )


def test_units_still_missing_and_others_instead_are_named(leader: Client, office: SampleOffice) -> None:
    _recognise(office, 2022, office.communes[0])
    _recognise(office, 2022, office.communes[2])
    office.approve(office.department)
    text = visible_text(opened(leader, "CT03"))
    assert "Còn thiếu: Quảng Bạch." in text
    assert "Khác danh sách: Bằng Lãng." in text


def test_decisions_are_listed_with_the_year_they_count_for(leader: Client, office: SampleOffice) -> None:
    _recognise(office, 2022, "Trường Tiểu học Ngọc Phái")
    _recognise(office, 2021, office.communes[2])
    office.approve(office.department)
    text = visible_text(opened(leader, "CT03"))
    assert "Trường Tiểu học Ngọc Phái – số 1234/QĐ-UBND, ngày 01/09/2022, xét cho năm 2022" in text
    assert "Xã Bằng Lãng – số 1234/QĐ-UBND, ngày 01/09/2022, xét cho năm 2021 (không tính vào năm nay)" in text


# The year by period


def test_periods_show_what_each_added(leader: Client, office: SampleOffice) -> None:
    for ordinal, amount in ((1, 10), (2, 15), (3, 20)):
        report_all_communes(office, amount, ordinal=ordinal)
    Baseline.objects.create(indicator=office.indicators["CT01"], unit=office.district, ordinal=2, value=60)
    detail = opened(leader, "CT01")
    assert table(detail, "Theo kỳ") == [
        ["Quý I", "30", "30", "", "Đúng tiến độ"],
        ["Quý II", "45", "75", "60", "Đúng tiến độ"],
        ["Quý III", "60", "135", "", "Vượt"],
    ]
    label = "Lũy kế theo kỳ. Quý I: 30; Quý II: 75; Quý III: 135"
    (chart,) = detail.xpath(f"//*[name()='svg'][@aria-label='{label}']")
    assert len(chart.xpath("*[name()='circle']")) == 3
    earlier = opened(leader, "CT01", "ky=2")
    assert [row[0] for row in table(earlier, "Theo kỳ")] == ["Quý I", "Quý II"]


# The units


def test_units_are_ranked_by_their_own_targets(leader: Client, office: SampleOffice) -> None:
    Target.objects.filter(indicator__code="CT01", unit=office.communes[2]).update(value=20)
    for amount, commune in zip((20, 30, 20), office.communes, strict=True):
        office.enter("CT01", amount, unit=commune)
        office.approve(commune)
    assert table(opened(leader, "CT01"), "Các đơn vị") == [
        ["1", "Bằng Lãng", "20", "100,0", "Đạt"],
        ["2", "Quảng Bạch", "30", "75,0", "Đúng tiến độ"],
        ["3", "Ngọc Phái", "20", "50,0", "Chậm tiến độ"],
    ]


def test_equal_units_share_a_place_and_silent_ones_come_last(leader: Client, office: SampleOffice) -> None:
    for commune in office.communes[:2]:
        office.enter("CT01", 40, unit=commune)
        office.approve(commune)
    detail = opened(leader, "CT01")
    assert [row[:3] for row in table(detail, "Các đơn vị")] == [
        ["1", "Ngọc Phái", "40"],
        ["1", "Quảng Bạch", "40"],
        ["", "Bằng Lãng", ""],
    ]
    assert "Chưa có số liệu được duyệt kỳ này: Bằng Lãng." in visible_text(detail)


def test_without_own_targets_shares_are_shown(leader: Client, office: SampleOffice) -> None:
    Target.objects.filter(indicator__code="CT01", unit__in=office.communes).update(value=None, comparator=None)
    for amount, commune in zip((10, 20, 30), office.communes, strict=True):
        office.enter("CT01", amount, unit=commune)
        office.approve(commune)
    detail = opened(leader, "CT01")
    assert "Tỷ trọng (%)" in visible_text(detail)
    assert [row[1:4] for row in table(detail, "Các đơn vị")] == [
        ["Bằng Lãng", "30", "50,0"],
        ["Quảng Bạch", "20", "33,3"],
        ["Ngọc Phái", "10", "16,7"],
    ]


def test_below_a_ceiling_the_least_comes_first(leader: Client, office: SampleOffice) -> None:
    Target.objects.filter(indicator__code="CT01").update(comparator=Comparator.AT_MOST)
    for amount, commune in zip((20, 30, 10), office.communes, strict=True):
        office.enter("CT01", amount, unit=commune)
        office.approve(commune)
    assert [row[1] for row in table(opened(leader, "CT01"), "Các đơn vị")] == ["Bằng Lãng", "Ngọc Phái", "Quảng Bạch"]


def test_each_level_ranks_the_one_below(leader: Client, office: SampleOffice) -> None:
    cluster: Unit = UnitFactory.create(code="CUM1", name="Cụm 1", kind=UnitKind.CLUSTER, parent=office.district)
    Unit.objects.filter(pk__in=[commune.pk for commune in office.communes[:2]]).update(parent=cluster)
    report_all_communes(office, 20)
    assert [row[1:4] for row in table(opened(leader, "CT01"), "Các đơn vị")] == [
        ["Bằng Lãng", "20", "50,0"],
        ["Cụm 1", "40", "50,0"],
    ]
    within = table(opened(leader, "CT01", "don-vi=CUM1"), "Các đơn vị")
    assert [row[1] for row in within] == ["Ngọc Phái", "Quảng Bạch"]


def test_one_reporter_is_not_ranked(leader: Client, office: SampleOffice) -> None:
    assert "Các đơn vị" not in visible_text(opened(leader, "CT03"))
    assert "Các đơn vị" not in visible_text(opened(leader, "CT04"))
    report_all_communes(office)
    own = visible_text(opened(signed_in(office.reporters[0]), "CT01"))
    assert "Quảng Bạch" not in own


# Sources and notes


def test_sources_and_notes_are_told_once(leader: Client, office: SampleOffice) -> None:
    for commune, note in zip(office.communes, ("Đã trồng xong.", "", "Thiếu cây giống."), strict=True):
        office.enter("CT01", 10, unit=commune, source="Số liệu minh họa", note=note)
        office.approve(commune)
    (title,) = opened(leader, "CT01").xpath("//h3[. = 'Nguồn và ghi chú']")
    assert [visible_text(item) for item in title.xpath("following-sibling::ul/li")] == [
        "Số liệu minh họa, số liệu đến 14/09/2022 (Bằng Lãng, Ngọc Phái, Quảng Bạch)",
        "Bằng Lãng, Quý III: Thiếu cây giống.",
        "Ngọc Phái, Quý III: Đã trồng xong.",
    ]


def test_figures_that_do_not_count_tell_nothing(leader: Client, office: SampleOffice) -> None:
    office.enter("CT01", 10, source="Sổ tay riêng", note="Nháp của xã.")
    for address in ("", "so-lieu=cho-duyet"):
        text = visible_text(opened(leader, "CT01", address))
        assert "Sổ tay riêng" not in text
        assert "Nháp của xã." not in text


def test_last_years_sources_are_told(leader: Client, office: SampleOffice) -> None:
    report_all_communes(office, 10, source="Số liệu minh họa")
    for commune in office.communes:
        Baseline.objects.create(
            indicator=office.indicators["CT01"], unit=commune, ordinal=3, value=5, source="Báo cáo năm 2021"
        )
    assert visible_text(opened(leader, "CT01")).count("Năm trước: Báo cáo năm 2021") == 1
