"""A filled-in workbook of one unit: nothing, a preview, everything at once, or every error with its cell."""

import time
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
import time_machine

from chodon_thidua.lib import clock
from chodon_thidua.lib.refusals import InvalidInput
from reports.enums import ReportState
from reports.intake.kit import upload_store
from reports.intake.services import figures_import
from reports.models import Figure, ReportEvent
from targets.enums import PeriodState
from targets.services import period_exception_end, period_exception_grant
from tests.factories import member
from tests.reports.builders import SampleOffice, make_office, moment
from tests.reports.intake.filling import IntakeSession, cell_coordinate, intake_session, latest_figure, stored_values
from tests.reports.pages import visible_text
from tests.reports.reviewing import query_count
from units.enums import Role
from units.models import AuditEvent

DAY = datetime(2022, 9, 10)  # noqa: DTZ001 - workbooks have no time zones


# From the workbook into the report


def test_an_untouched_template_changes_nothing(office: SampleOffice, own: IntakeSession) -> None:
    office.enter("CT01", "12.345678", source="=cmd", note="Hai dòng\n'và nháy", as_of=date(2022, 9, 1))
    office.enter("CT02", not_applicable=True, note="Không trồng lúa.")
    events = ReportEvent.objects.count()
    answer = own.send(own.download_template())
    assert answer.status == 200
    assert "không thay đổi số nào" in answer.text
    assert not answer.token
    assert own.confirm(answer).status == 409
    assert ReportEvent.objects.count() == events


def test_so_does_that_of_a_unit_that_has_entered_nothing(own: IntakeSession) -> None:
    assert "không thay đổi số nào" in own.send(own.download_template()).text
    assert not Figure.objects.exists()


def test_changes_are_shown_and_written_only_when_confirmed(office: SampleOffice, own: IntakeSession) -> None:
    office.enter("CT01", 10, as_of=date(2022, 9, 10))
    workbook = (
        own.download_template()
        .fill("CT01", numerator=11.5, note="Bổ sung.")
        .fill("CT02", numerator=35, denominator=2465)
    )
    answer = own.send(workbook)
    assert answer.changes == {
        "CT01": "Số liệu: 10 ha → 11,5 ha; Ghi chú: (trống) → Bổ sung.",
        "CT02": "Sản lượng lương thực: (trống) → 35 tấn; Dân số trung bình: (trống) → 2.465 người; "
        "Số liệu đến ngày: (trống) → 14/09/2022",
    }
    assert "2 số liệu sẽ thay đổi" in answer.text
    assert stored_values() == (10, None, False, "")
    confirmation = own.confirm(answer)
    assert (confirmation.status, confirmation.url) == (302, f"/bao-cao/2022/{office.communes[0].code}/3/")
    assert "Đã ghi 2 số liệu của tệp “so-lieu.xlsx” vào báo cáo, chưa gửi." in confirmation.text
    assert stored_values() == (Decimal("11.5"), None, False, "Bổ sung.")
    assert stored_values("CT02") == (35, 2465, False, "")
    assert latest_figure("CT02").as_of == date(2022, 9, 14)
    assert latest_figure().as_of == date(2022, 9, 10)


def test_it_is_told_in_the_story_and_in_the_audit_log(office: SampleOffice, own: IntakeSession) -> None:
    own.write(own.download_template().fill("CT01", numerator=3))
    event = ReportEvent.objects.get(action="CHANGE")
    assert (event.actor, event.comment) == (office.reporters[0], "Nhập từ Excel")
    assert event.changes["CT01"]["numerator"] == [None, "3"]
    record = AuditEvent.objects.get(action="IMPORT")
    assert record.actor == office.reporters[0]
    assert (record.after["file"], len(record.after["sha256"]), record.after["figures"]) == ("so-lieu.xlsx", 64, 1)
    assert record.after["by_unit"] == {office.communes[0].code: 1}


def test_writing_a_file_is_never_called_sending_and_leads_to_it(office: SampleOffice, own: IntakeSession) -> None:
    """“Gửi” is what a report is: nobody leaves the page believing that its numbers are with the reviewer."""
    workbook = own.download_template().fill("CT01", numerator=3)
    preview = own.send(workbook)
    wrong = own.send(own.download_template().fill("CT01", numerator="nhiều"))
    for answer in (preview, wrong):
        buttons = [visible_text(button) for button in answer.tree.xpath("//main//button")]
        assert buttons
        assert not [text for text in buttons if "gửi" in text.lower()]
    assert "Ghi xong, báo cáo vẫn chưa gửi: anh/chị xem lại rồi bấm “Gửi báo cáo”" in preview.text
    confirmation = own.confirm(own.send(workbook))
    assert "chưa gửi. Anh/chị xem lại rồi bấm “Gửi báo cáo” ở cuối trang này." in confirmation.text
    assert confirmation.tree.xpath("//button[contains(., 'Gửi báo cáo')]")
    assert office.report().state == ReportState.DRAFT


def test_a_second_confirmation_changes_nothing(own: IntakeSession) -> None:
    answer = own.send(own.download_template().fill("CT01", numerator=3))
    assert "Đã ghi 1 số liệu" in own.confirm(answer).text
    before = ReportEvent.objects.count(), latest_figure().version
    second_answer = own.confirm(answer)
    assert (second_answer.status, "đã có trong báo cáo từ trước, chưa gửi." in second_answer.text) == (302, True)
    assert (ReportEvent.objects.count(), latest_figure().version) == before
    assert AuditEvent.objects.filter(action="IMPORT").count() == 1
    assert own.send(own.download_template()).status == 200


def test_the_same_workbook_sent_again_has_nothing_left_to_write(own: IntakeSession) -> None:
    workbook = (
        own.download_template().fill("CT01", numerator=3).fill("CT02", situation="Không áp dụng", note="Không có.")
    )
    own.write(workbook)
    assert "không thay đổi số nào" in own.send(workbook).text


def test_zero_empty_and_not_applicable_stay_three_things(office: SampleOffice, own: IntakeSession) -> None:
    office.enter("CT02", 5, 100)
    own.write(own.download_template().fill("CT01", numerator=0))
    assert stored_values() == (0, None, False, "")
    own.write(own.download_template().fill("CT02", numerator=None, denominator=None, as_of=None))
    assert stored_values("CT02") == (None, None, False, "")
    own.write(own.download_template().fill("CT01", numerator=None, situation="không áp dụng", note="Không có rừng."))
    assert stored_values() == (None, None, True, "Không có rừng.")
    workbook = own.download_template()
    assert (workbook.value("CT01", "numerator"), workbook.value("CT01", "situation")) == (None, "Không áp dụng")
    own.write(workbook.fill("CT01", situation=None, numerator=0))
    assert stored_values() == (0, None, False, "Không có rừng.")


def test_clearing_a_number_is_a_change_that_is_shown(office: SampleOffice, own: IntakeSession) -> None:
    office.enter("CT01", 10)
    answer = own.send(own.download_template().fill("CT01", numerator=None, as_of=None))
    assert answer.changes == {"CT01": "Số liệu: 10 ha → (trống); Số liệu đến ngày: 14/09/2022 → (trống)"}


def test_nothing_happened_is_zero_for_what_adds_up_and_leaves_the_rest(own: IntakeSession) -> None:
    own.write(
        own.download_template().fill("CT01", situation="Không phát sinh").fill("CT02", situation="Không phát sinh")
    )
    assert stored_values() == (0, None, False, "")
    assert stored_values("CT02") == (0, None, False, "")


def test_a_list_of_decisions_takes_only_that_nothing_happened(office: SampleOffice) -> None:
    clerk = intake_session(office, office.department)
    clerk.write(clerk.download_template().fill("CT03", situation="Không phát sinh"))
    assert stored_values("CT03") == (0, None, False, "")
    workbook = clerk.download_template()
    assert workbook.value("CT03", "situation") == "Không phát sinh"
    clerk.write(workbook.fill("CT03", situation=None))
    assert stored_values("CT03") == (None, None, False, "")
    wrong = clerk.download_template().fill("CT03", numerator=2)
    assert "tính theo danh sách quyết định" in clerk.send(wrong).faults[cell_coordinate(wrong, "CT03", "numerator")]


def test_text_that_looks_like_a_formula_comes_and_goes_as_it_is(own: IntakeSession) -> None:
    for note in ("=1+1", "'=1+1", "-x", "@a", "+84 209 3"):
        own.write(own.download_template().fill("CT01", numerator=1, note=note))
        assert stored_values()[3] == note
        assert own.download_template().value("CT01", "note") == note
        assert "không thay đổi số nào" in own.send(own.download_template()).text


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        (116000, "116000"),
        (0.1, "0.1"),
        (-2.5, "-2.5"),
        ("116.000", "116000"),
        ("80,5", "80.5"),
        ("1\u00a0234,5", "1234.5"),
        (" 7 ", "7"),
        (99999999999999, "99999999999999"),
        (0.000001, "0.000001"),
        (30.299999999999997, "30.3"),
        (0.1 + 0.2, "0.3"),
        ("16,1\u200b", "16.1"),
        ("\ufeff16,1", "16.1"),
    ],
)
def test_numbers_are_read_exactly(own: IntakeSession, cell: object, number: str) -> None:
    own.write(own.download_template().fill("CT01", numerator=cell))
    assert latest_figure().numerator == Decimal(number)


@pytest.mark.parametrize("choice", ["Không  phát sinh", "Không\u00a0phát\nsinh", " KHÔNG PHÁT SINH\u200b"])
def test_a_choice_is_read_as_it_looks(own: IntakeSession, choice: str) -> None:
    own.write(own.download_template().fill("CT01", situation=choice))
    assert stored_values()[0] == 0


def test_a_line_break_of_excel_is_stored_as_one(own: IntakeSession) -> None:
    own.write(own.download_template().fill("CT01", numerator=1, note="Dòng một_x000D_\nDòng hai_x0009_._x000D_"))
    assert stored_values()[3] == "Dòng một\nDòng hai\t."
    assert "không thay đổi số nào" in own.send(own.download_template()).text


@pytest.mark.parametrize("cell", [DAY, DAY.date(), "10/09/2022", " 10/9/2022 "])
def test_dates_are_read_as_cells_and_as_text(own: IntakeSession, cell: object) -> None:
    own.write(own.download_template().fill("CT01", numerator=1, as_of=cell))
    assert latest_figure().as_of == date(2022, 9, 10)


def test_all_digits_that_a_spreadsheet_keeps_come_back(office: SampleOffice, own: IntakeSession) -> None:
    office.enter("CT01", "12345678901.1234")
    original = latest_figure().numerator
    assert "không thay đổi số nào" in own.send(own.download_template()).text
    answer = own.send(own.download_template().fill("CT01", note="Chỉ sửa ghi chú."))
    assert answer.changes == {"CT01": "Ghi chú: (trống) → Chỉ sửa ghi chú."}
    own.confirm(answer)
    assert latest_figure().numerator == original


def test_a_number_is_shown_with_its_warning(office: SampleOffice, own: IntakeSession) -> None:
    office.indicators["CT01"].parts.update(maximum=50)
    answer = own.send(own.download_template().fill("CT01", numerator=5000))
    assert "5.000" in answer.warnings
    assert "chưa giải thích" in answer.warnings
    explained_answer = own.send(own.download_template().fill("CT01", numerator=5000, note="Đúng."))
    assert "chưa giải thích" not in explained_answer.warnings


def test_a_very_unusual_number_is_shown_as_such_and_keeps_the_report_here(
    office: SampleOffice, own: IntakeSession
) -> None:
    answer = own.send(own.download_template().fill("CT01", numerator=2100))
    assert "Rất khác thường. 2.100 ha gấp 52,5 lần kế hoạch cả năm (40 ha)" in answer.warnings
    assert "chưa xác nhận" in answer.warnings
    assert "1 số rất khác thường: phải ghi chú" in answer.text
    own.confirm(answer)
    with pytest.raises(InvalidInput, match="CT01"):
        office.submit()
    explained_answer = own.send(own.download_template().fill("CT01", numerator=2200, note="Đo lại, đúng."))
    assert "chưa xác nhận" not in explained_answer.warnings
    own.confirm(explained_answer)
    assert office.submit().state == "SUBMITTED"


@pytest.mark.parametrize(
    ("typed", "mend"),
    [
        ("1,2 nghìn", "Có phải 1.200? Chỉ ghi số, không ghi “nghìn”."),
        ("5000 m2", "Có phải 0,5? Chỉ ghi số, không ghi “m2”."),
        ("12 sào", "Chỉ ghi số, tính theo ha, không ghi “sào”."),
        ("N/A", "Không phát sinh: ghi 0; chưa có số: để trống; không liên quan: chọn “Không áp dụng”."),
    ],
)
def test_a_number_with_words_is_answered_in_the_unit_of_its_row(own: IntakeSession, typed: str, mend: str) -> None:
    assert mend in str(own.send(own.download_template().fill("CT01", numerator=typed)).faults)


# What others do meanwhile


def test_a_figure_changed_since_is_named_and_not_overwritten(office: SampleOffice, own: IntakeSession) -> None:
    workbook = own.download_template().fill("CT01", numerator=3)
    colleague = member(office.communes[0], Role.REPORTER, full_name="Lường Thị Mới")
    office.enter("CT01", 4, actor=colleague)
    answer = own.send(workbook)
    assert answer.status == 422
    assert "chỉ tiêu CT01: số này đã được Lường Thị Mới sửa lúc 09:00 ngày 15/09/2022" in str(answer.faults)
    assert stored_values() == (4, None, False, "")


def test_what_the_workbook_leaves_alone_may_change_meanwhile(office: SampleOffice, own: IntakeSession) -> None:
    workbook = own.download_template().fill("CT02", numerator=1, denominator=2)
    office.enter("CT01", 4)
    assert set(own.send(workbook).changes) == {"CT02"}
    own.write(workbook)
    assert stored_values() == (4, None, False, "")


def test_between_preview_and_confirmation_somebody_else_is_faster(office: SampleOffice, own: IntakeSession) -> None:
    answer = own.send(own.download_template().fill("CT01", numerator=3).fill("CT02", numerator=1, denominator=2))
    office.enter("CT01", 4)
    late_answer = own.confirm(answer)
    assert late_answer.status == 409
    assert "Chưa ghi số nào của tệp." in late_answer.text
    assert "số này đã được" in late_answer.text
    assert stored_values() == (4, None, False, "")
    assert latest_figure("CT02") is None


def test_a_conflict_in_the_middle_writes_nothing(
    office: SampleOffice, own: IntakeSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Faster even than the second check: the services find it, after the first figure was written."""
    answer = own.send(own.download_template().fill("CT01", numerator=3).fill("CT02", numerator=1, denominator=2))

    def import_late(**arguments: Any) -> int:
        office.enter("CT02", 9, 9)
        return figures_import(**arguments)

    monkeypatch.setattr("reports.intake.figures.page.figures_import", import_late)
    answer = own.confirm(answer)
    assert answer.status == 409
    assert "chưa được lưu" in answer.text
    assert latest_figure() is None
    assert stored_values("CT02") == (9, 9, False, "")
    assert not AuditEvent.objects.filter(action="IMPORT").exists()


def test_a_report_that_was_sent_takes_no_workbook(office: SampleOffice, own: IntakeSession) -> None:
    office.enter("CT01", 1)
    workbook = own.download_template().fill("CT01", numerator=2)
    answer = own.send(workbook)
    office.submit()
    assert "đang chờ thẩm định" in str(own.send(workbook).faults)
    assert own.confirm(answer).status == 409
    assert stored_values() == (1, None, False, "")


@pytest.mark.parametrize(("state", "words"), [(PeriodState.LOCKED, "đã khóa"), (PeriodState.UPCOMING, "chưa mở")])
def test_a_closed_period_takes_no_workbook(
    office: SampleOffice, own: IntakeSession, state: PeriodState, words: str
) -> None:
    workbook = own.download_template().fill("CT01", numerator=2)
    type(office.period()).objects.filter(pk=office.period().pk).update(
        state=state,
        locked_at=moment() if state == PeriodState.LOCKED else None,
        locked_by=office.administrator if state == PeriodState.LOCKED else None,
    )
    assert words in str(own.send(workbook).faults)
    assert own.client.get(f"{own.url}mau.xlsx").status_code == 409


def test_an_exception_opens_a_locked_period_to_workbooks_until_it_is_ended(
    office: SampleOffice, own: IntakeSession
) -> None:
    workbook, unit = own.download_template().fill("CT01", numerator=2), office.communes[0]
    period, by = office.set_period(3, PeriodState.LOCKED), office.administrator
    exception = period_exception_grant(period=period, unit=unit, until=date(2022, 9, 20), reason="Mất điện", actor=by)
    assert set(own.send(workbook).changes) == {"CT01"}
    period_exception_end(exception=exception, actor=by)
    assert "đã khóa" in str(own.send(workbook).faults)
    assert own.client.get(f"{own.url}mau.xlsx").status_code == 409


def test_a_preview_ends_after_an_hour_or_with_the_next_workbook(office: SampleOffice, own: IntakeSession) -> None:
    first = own.send(own.download_template().fill("CT01", numerator=3))
    second = own.send(own.download_template().fill("CT01", numerator=4))
    gone = own.confirm(first)
    assert (gone.status, "hãy tải tệp lên lại" in gone.text) == (409, True)
    assert own.confirm("không có ở đây").status == 409
    user = office.reporters[0]
    assert upload_store.stored_upload(user.pk, second.token)
    with time_machine.travel(time.time() + upload_store.KEPT_FOR + 5, tick=False):
        assert upload_store.stored_upload(user.pk, second.token) is None
    assert latest_figure() is None


def test_a_preview_confirmed_at_another_page_is_refused_there(office: SampleOffice, own: IntakeSession) -> None:
    answer = own.send(own.download_template().fill("CT01", numerator=3))
    elsewhere = IntakeSession(own.client, own.url.replace("/3/", "/2/")).confirm(answer)
    assert (elsewhere.status, "Tệp là mẫu của Quý III" in elsewhere.text) == (409, True)
    assert latest_figure() is None


def test_nobody_confirms_the_preview_of_somebody_else(office: SampleOffice, own: IntakeSession) -> None:
    answer = own.send(own.download_template().fill("CT01", numerator=3))
    colleague = intake_session(office, user=member(office.communes[0], Role.REPORTER))
    assert colleague.confirm(answer).status == 409
    assert own.confirm(answer).status == 302


@pytest.mark.parametrize(("communes", "kinds"), [(1, ["AMOUNT"]), (3, ["AMOUNT", "RATIO", "AMOUNT"])])
def test_the_queries_of_a_preview_do_not_grow(db: None, communes: int, kinds: list[str]) -> None:
    with clock.at(moment()):
        office = make_office(communes, kinds)
        own = intake_session(office)
        workbook = own.download_template()
        for n in range(1, len(kinds) + 1):
            workbook.fill(f"CT{n:02d}", numerator=7)
        content = workbook.file_bytes()
        own.send(content)
        assert query_count(lambda: own.send(content)) == 18
