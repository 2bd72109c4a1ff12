"""“Cần chỉ đạo” on the dashboard: indicators, late units, returned reports and remarks of units."""

from decimal import Decimal

from django.test import Client

from chodon_thidua.lib import clock
from reports.services.remarks import remarks_save
from reports.services.reopening import report_reopen
from targets.models import Indicator
from tests.reports.builders import OPEN_ORDINAL, SampleOffice, moment
from tests.reports.pages import page, report_all_communes, section, signed_in, visible_text


def test_nothing_to_act_on_is_said(leader: Client, office: SampleOffice) -> None:
    report_all_communes(office)
    assert "Không có chỉ tiêu chậm" in section(page(leader), "can-chi-dao")


def test_what_is_behind_is_told_with_who_leads_it(leader: Client, office: SampleOffice) -> None:
    Indicator.objects.filter(code="CT01").update(lead=office.department)
    report_all_communes(office, 20)
    text = section(page(leader), "can-chi-dao")
    assert "Diện tích rừng trồng mới CT01 Chậm tiến độ Mới 60 ha, đến kỳ này cần 90." in text
    assert "Theo tiến độ, cả năm ước 80 ha, kế hoạch ≥ 120. Phòng NN&PTNT" in text
    assert "Cần chỉ đạo: 01 chỉ tiêu" in visible_text(page(leader))


def test_filters_do_not_hide_what_to_act_on(leader: Client, office: SampleOffice) -> None:
    report_all_communes(office, 20)
    assert "Chậm tiến độ" in section(page(leader, "trang-thai=MET"), "can-chi-dao")


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
        text = section(page(signed_in(office.leader)), "nop-bao-cao")
    assert "1/4 đơn vị đã nộp, 0 đúng hạn; hạn gửi 16/09/2022." in text
    assert "Đã nộp nhưng muộn (1) Xã Ngọc Phái muộn 2 ngày" in text


def test_returned_reports_are_told_until_they_are_sent_again(leader: Client, office: SampleOffice) -> None:
    office.enter("CT01", 10)
    office.give_back()
    assert "Xã Ngọc Phái, Quý III: bị trả lại ngày 15/09/2022" in section(page(leader), "can-chi-dao")
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
