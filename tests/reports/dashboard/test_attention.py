"""“Cần chỉ đạo” on the dashboard: indicators, late units, returned reports and remarks of units."""

from decimal import Decimal
from typing import Any

from django.test import Client

from chodon_thidua.lib import clock
from reports.services.remarks import remarks_save
from reports.services.reopening import report_reopen
from targets.enums import PeriodState
from tests.reports.builders import OPEN_ORDINAL, SampleOffice, moment
from tests.reports.pages import page, report_all_communes, section, signed_in, visible_text


def test_nothing_to_act_on_is_said(leader: Client, office: SampleOffice) -> None:
    report_all_communes(office)
    assert "Không có chỉ tiêu chậm" in section(page(leader), "can-chi-dao")


def test_what_is_behind_is_told_with_who_leads_it(leader: Client, office: SampleOffice) -> None:
    office.set_leads(office.department)
    report_all_communes(office, 20)
    text = section(page(leader), "can-chi-dao")
    assert "Cần chỉ đạo (1) Chậm tiến độ Diện tích rừng trồng mới CT01 Phòng NN&PTNT" in text
    assert "Mới 60 ha, đến kỳ này cần 90. Theo tiến độ, cả năm ước 80 ha, kế hoạch ≥ 120." in text
    assert "Cần chỉ đạo: 01 chỉ tiêu" in visible_text(page(leader))


def concerns(tree: Any) -> list[str]:
    return tree.xpath("//section//li/@data-concern")


def test_what_to_act_on_is_filtered_like_the_page_and_says_what_is_hidden(leader: Client, office: SampleOffice) -> None:
    report_all_communes(office, 20)
    assert concerns(page(leader, "trang-thai=BEHIND")) == concerns(page(leader)) == ["CT01"]
    tree = page(leader, "trang-thai=MET")
    assert concerns(tree) == []
    text = section(tree, "can-chi-dao")
    assert "Bộ lọc đang ẩn 1 chỉ tiêu cần chỉ đạo." in text
    assert "Không có chỉ tiêu chậm" not in text
    (link,) = tree.xpath("//section[@aria-labelledby='can-chi-dao']//a/@href")
    assert concerns(page(leader, link)) == ["CT01"]


def test_the_worst_comes_first(leader: Client, office: SampleOffice) -> None:
    """By status, then by how little of what was expected is there."""
    report_all_communes(office, 20)  # 60 of 90
    office.enter("CT04a", 10, unit=office.department)
    office.enter("CT04b", 50, unit=office.department)  # 50 of 100
    office.approve(office.department)
    assert concerns(page(leader)) == ["CT04", "CT01"]
    office.set_period(3, PeriodState.OPEN)
    for commune in office.communes:
        office.set_period(4, PeriodState.OPEN)
        office.enter("CT01", 18, unit=commune, ordinal=4)
        office.approve(commune, 4)
    assert concerns(page(leader, "ky=4"))[-1] == "CT01"  # 114 of 120 needs attention, no more


def test_what_to_act_on_has_its_trend(leader: Client, office: SampleOffice) -> None:
    for ordinal, amount in ((1, 5), (2, 5), (3, 5)):
        report_all_communes(office, amount, ordinal=ordinal)
    tree = page(leader)
    label = "Quý I: 15; Quý II: 30; Quý III: 45"
    assert tree.xpath("//li[@data-concern='CT01']/*[name()='svg']/@aria-label") == [label]
    assert tree.xpath("//tr[@data-indicator='CT01']//*[contains(@class, 'spark-row')]/@aria-label") == [label]


def test_an_estimate_that_misses_is_told_while_on_track(leader: Client, office: SampleOffice) -> None:
    report_all_communes(office, 31, full_year_estimate=Decimal("39.999"))
    tree = page(leader)
    assert tree.xpath("//tr[@data-indicator='CT01']/@data-status") == ["ON_TRACK"]
    text = section(tree, "can-chi-dao")
    # Rounded it would read like the target.
    assert "Đơn vị ước cả năm 119,997 ha, kế hoạch ≥ 120." in text
    assert "Theo tiến độ" not in text


def test_a_composite_names_the_child_that_is_behind(leader: Client, office: SampleOffice) -> None:
    office.enter("CT04b", 50, unit=office.department)
    office.approve(office.department)
    text = section(page(leader), "can-chi-dao")
    assert "Tỷ lệ dự bị: mới 50 %, đến kỳ này cần 100." in text
    assert "Tỷ lệ tuyển quân:" not in text


def test_late_units_are_told_and_those_who_still_have_time_are_not(leader: Client, office: SampleOffice) -> None:
    office.enter("CT01", 10)
    tree = page(leader)
    assert "quá hạn" not in section(tree, "nop-bao-cao")
    assert "Chưa nộp (4)" in section(tree, "nop-bao-cao")
    assert "Xã Ngọc Phái Đang nhập" in section(tree, "nop-bao-cao")
    with clock.at(moment(19)):
        tree = page(signed_in(office.leader))
    assert "Chưa nộp (4), quá hạn 4" in section(tree, "nop-bao-cao")
    assert "Xã (3) Xã Bằng Lãng Chưa nhập chậm 3 ngày" in section(tree, "nop-bao-cao")
    assert "Phòng, ban (1)" in section(tree, "nop-bao-cao")
    links = tree.xpath("//section[@aria-labelledby='nop-bao-cao']//a[. = 'Xã Bằng Lãng']/@href")
    assert [signed_in(office.leader).get(link).status_code for link in links] == [200]
    assert "04 đơn vị quá hạn" in visible_text(tree)


def test_late_senders_are_named(office: SampleOffice) -> None:
    with clock.at(moment(18)):
        office.enter("CT01", 10)
        office.submit()
        text = section(page(signed_in(office.leader)), "nop-bao-cao")
    assert "1/4 đơn vị đã nộp, 0 đúng hạn; hạn gửi 16/09/2022." in text
    assert "Đã nộp nhưng muộn (1) Xã Xã Ngọc Phái muộn 2 ngày" in text


def test_returned_reports_are_told_until_they_are_sent_again(leader: Client, office: SampleOffice) -> None:
    office.enter("CT01", 10)
    office.give_back()
    assert "Xã Ngọc Phái, Quý III: bị trả lại ngày 15/09/2022" in section(page(leader), "nop-bao-cao")
    office.submit()
    assert "Xã Ngọc Phái, Quý III" not in section(page(leader), "nop-bao-cao")


def test_a_correction_is_told_as_one(leader: Client, office: SampleOffice) -> None:
    office.enter("CT01", 10, ordinal=2)
    report = office.approve(ordinal=2)
    report_reopen(report=report, actor=office.reviewer, seen_version=report.version, reason="Cộng nhầm.")
    assert "Xã Ngọc Phái, Quý II: mở lại để đính chính ngày 15/09/2022" in section(page(leader), "nop-bao-cao")
    assert "Xã Ngọc Phái, Quý II:" not in section(page(leader, "ky=1"), "nop-bao-cao")


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
    assert "Xã Ngọc Phái: Đề nghị hỗ trợ giống." in section(page(leader, "so-lieu=cho-duyet"), "kho-khan")
