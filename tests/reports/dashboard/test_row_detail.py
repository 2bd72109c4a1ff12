"""One row opened in place, and what the page says a leader has to act on."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from lxml import html

from chodon_thidua.lib import clock
from reports.entry.recognitions.services import RecognitionValues, recognition_add
from reports.services.transitions import remarks_save, report_reopen
from targets.enums import BaselineKind, Comparator, TargetBasis
from targets.models import Baseline, Indicator, Target
from tests.factories import UnitFactory, member
from tests.reports.builders import OPEN_ORDINAL, SampleOffice, moment
from tests.reports.pages import HTMX, PAGE, page, report_all_communes, rows, section, signed_in, visible_text
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
    (found,) = detail.xpath(f"//h3[. = '{title}']/following-sibling::table[1]/tbody")
    return [[visible_text(cell) for cell in row] for row in found]


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
    told = facts(opened(leader, "CT01"))
    assert told["Số gốc (cùng kỳ năm 2021)"] == "15 vụ"
    assert told["Mức giảm"] == "0 vụ"
    assert told["Kế hoạch năm 2022"].startswith("giảm")
    assert told["Chênh lệch so với kế hoạch"] == "0"
    assert told["Kết luận"].startswith("Cần chú ý.")


def test_a_composite_tells_what_its_children_say(leader: Client, office: SampleOffice) -> None:
    office.enter("CT04b", 50, unit=office.department)
    office.approve(office.department)
    told = facts(opened(leader, "CT04"))
    assert told["Hiện nay"] == "0/2 đạt"
    assert told["Tỷ lệ dự bị"].startswith("Chậm tiến độ.")
    assert told["Tỷ lệ tuyển quân"].startswith("Chưa đủ số liệu.")
    assert told["Kết luận"].startswith("Chậm tiến độ.")


def _recognise(office: SampleOffice, year: int, subject: Unit | str) -> None:
    report = office.report(office.department)
    seen = report.figures.get(indicator__code="CT03").version if report else 0
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
        seen_version=seen,
    )


def test_units_still_missing_and_others_instead_are_named(leader: Client, office: SampleOffice) -> None:
    _recognise(office, 2022, office.communes[0])
    _recognise(office, 2022, office.communes[2])
    office.approve(office.department)
    said = visible_text(opened(leader, "CT03"))
    assert "Còn thiếu: Quảng Bạch." in said
    assert "Khác danh sách: Bằng Lãng." in said


def test_decisions_are_listed_with_the_year_they_count_for(leader: Client, office: SampleOffice) -> None:
    _recognise(office, 2022, "Trường Tiểu học Ngọc Phái")
    _recognise(office, 2021, office.communes[2])
    office.approve(office.department)
    said = visible_text(opened(leader, "CT03"))
    assert "Trường Tiểu học Ngọc Phái – số 1234/QĐ-UBND, ngày 01/09/2022, xét cho năm 2022" in said
    assert "Xã Bằng Lãng – số 1234/QĐ-UBND, ngày 01/09/2022, xét cho năm 2021 (không tính vào năm nay)" in said


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
    (drawn,) = detail.xpath(f"//*[name()='svg'][@aria-label='{label}']")
    assert len(drawn.xpath("*[name()='circle']")) == 3
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
    Unit.objects.filter(pk__in=[one.pk for one in office.communes[:2]]).update(parent=cluster)
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
        said = visible_text(opened(leader, "CT01", address))
        assert "Sổ tay riêng" not in said
        assert "Nháp của xã." not in said


def test_last_years_sources_are_told(leader: Client, office: SampleOffice) -> None:
    report_all_communes(office, 10, source="Số liệu minh họa")
    for commune in office.communes:
        Baseline.objects.create(
            indicator=office.indicators["CT01"], unit=commune, ordinal=3, value=5, source="Báo cáo năm 2021"
        )
    assert visible_text(opened(leader, "CT01")).count("Năm trước: Báo cáo năm 2021") == 1


# What to act on


def test_nothing_to_act_on_is_said(leader: Client, office: SampleOffice) -> None:
    report_all_communes(office)
    assert "Không có chỉ tiêu chậm" in section(page(leader), "can-chi-dao")


def test_what_is_behind_is_told_with_who_leads_it(leader: Client, office: SampleOffice) -> None:
    Indicator.objects.filter(code="CT01").update(lead=office.department)
    report_all_communes(office, 20)
    said = section(page(leader), "can-chi-dao")
    assert "Diện tích rừng trồng mới CT01 Chậm tiến độ Mới 60 ha, đến kỳ này cần 90." in said
    assert "Theo tiến độ, cả năm ước 80 ha, kế hoạch ≥ 120. Phòng NN&PTNT" in said
    assert "Cần chỉ đạo: 01 chỉ tiêu" in visible_text(page(leader))


def test_filters_do_not_hide_what_to_act_on(leader: Client, office: SampleOffice) -> None:
    report_all_communes(office, 20)
    assert "Chậm tiến độ" in section(page(leader, "trang-thai=MET"), "can-chi-dao")


def test_an_estimate_that_misses_is_told_while_on_track(leader: Client, office: SampleOffice) -> None:
    report_all_communes(office, 31, full_year_estimate=Decimal("39.999"))
    tree = page(leader)
    assert tree.xpath("//tr[@data-indicator='CT01']/@data-status") == ["ON_TRACK"]
    said = section(tree, "can-chi-dao")
    # Rounded it would read like the target.
    assert "Đơn vị ước cả năm 119,997 ha, kế hoạch ≥ 120." in said
    assert "Theo tiến độ" not in said


def test_a_composite_names_the_child_that_is_behind(leader: Client, office: SampleOffice) -> None:
    office.enter("CT04b", 50, unit=office.department)
    office.approve(office.department)
    said = section(page(leader), "can-chi-dao")
    assert "Tỷ lệ dự bị: mới 50 %, đến kỳ này cần 100." in said
    assert "Tỷ lệ tuyển quân:" not in said


def test_late_units_are_told_and_those_who_still_have_time_are_not(leader: Client, office: SampleOffice) -> None:
    office.enter("CT01", 10)
    tree = page(leader)
    assert "Quá hạn" not in section(tree, "can-chi-dao")
    assert "Chưa nộp (4)" in section(tree, "nop-bao-cao")
    assert "Xã Ngọc Phái Đang nhập" in section(tree, "nop-bao-cao")
    with clock.at(moment(19)):
        tree = page(signed_in(office.leader))
    assert "Quá hạn, chưa nộp" in section(tree, "can-chi-dao")
    assert "Xã Bằng Lãng: chậm 3 ngày (chưa nhập)" in section(tree, "can-chi-dao")
    assert "04 đơn vị quá hạn" in visible_text(tree)


def test_late_senders_are_named(office: SampleOffice) -> None:
    with clock.at(moment(18)):
        office.enter("CT01", 10)
        office.submit()
        said = section(page(signed_in(office.leader)), "nop-bao-cao")
    assert "1/4 đơn vị đã nộp, 0 đúng hạn; hạn gửi 16/09/2022." in said
    assert "Đã nộp nhưng muộn (1) Xã Ngọc Phái muộn 2 ngày" in said


def test_returned_reports_are_told_until_they_are_sent_again(leader: Client, office: SampleOffice) -> None:
    office.enter("CT01", 10)
    office.give_back()
    assert "Xã Ngọc Phái, Quý III: trả lại ngày 15/09/2022" in section(page(leader), "can-chi-dao")
    office.submit()
    assert "Xã Ngọc Phái, Quý III" not in section(page(leader), "can-chi-dao")


def test_a_correction_is_told_as_one(leader: Client, office: SampleOffice) -> None:
    office.enter("CT01", 10, ordinal=2)
    report = office.approve(ordinal=2)
    report_reopen(report=report, actor=office.reviewer, seen_version=report.version, reason="Cộng nhầm.")
    assert "Xã Ngọc Phái, Quý II: mở lại để đính chính ngày 15/09/2022" in section(page(leader), "can-chi-dao")
    assert "Xã Ngọc Phái, Quý II:" not in section(page(leader, "ky=1"), "can-chi-dao")


def test_what_units_ask_for_is_told_once_it_counts(leader: Client, office: SampleOffice) -> None:
    office.enter("CT01", 10)
    remarks_save(
        unit=office.communes[0],
        period=office.period(OPEN_ORDINAL),
        actor=office.reporters[0],
        remarks="Đề nghị hỗ trợ giống.",
        seen_version=0,
    )
    office.submit()
    assert "Đề nghị hỗ trợ giống." not in visible_text(page(leader))
    assert "Xã Ngọc Phái: Đề nghị hỗ trợ giống." in section(page(leader, "so-lieu=cho-duyet"), "can-chi-dao")
