"""Tests of the reviewer's decisions on one report: approving, returning, reopening."""

import re

import pytest

from chodon_thidua.lib import clock
from reports.enums import ReportAction
from reports.models import Report, ReportEvent
from reports.review.waiting_reports import reports_waiting
from reports.services.transitions import report_approve
from tests.factories import MembershipFactory, UserFactory
from tests.reports.builders import make_office, moment
from tests.reports.reviewing import (
    approve,
    match_text,
    page_text,
    reload_user,
    review_url,
    row_html,
    send,
)
from units.enums import Role, UnitsAuditAction
from units.models import AuditEvent


@pytest.fixture
def office(db):
    with clock.at(moment()):
        yield make_office(communes=2, indicators=("AMOUNT", "RATIO"))


@pytest.fixture
def reviewer(client, office):
    client.force_login(office.reviewer)
    return client


def test_approving_opens_the_report_that_waited_longest(db, client):
    with clock.at(moment()):
        office = make_office(communes=3, indicators=("AMOUNT",))
    client.force_login(office.reviewer)
    with clock.at(moment(14, hour=9)):
        send(office, 1)
    with clock.at(moment(14, hour=8)):
        send(office, 2)
    report = send(office)
    page = client.get(review_url(office))
    assert f'name="version" value="{report.version}"' in page.content.decode()
    answer = client.post(review_url(office, tail="duyet/"), {"version": report.version})
    assert (answer.status_code, answer["Location"]) == (302, review_url(office, 2))
    report.refresh_from_db()
    assert (report.state, report.reviewed_by) == ("APPROVED", office.reviewer)
    assert "Đã duyệt báo cáo Quý III năm 2022 của Xã Ngọc Phái. Tiếp theo là báo cáo của Xã Bằng Lãng." in page_text(
        client.get(answer["Location"])
    )


def test_a_report_is_left_for_later_and_the_last_leads_to_the_first(db, client):
    with clock.at(moment()):
        office = make_office(communes=3, indicators=("AMOUNT",))
    for n, hour in ((1, 8), (0, 9), (2, 10)):
        with clock.at(moment(14, hour=hour)):
            send(office, n)
    client.force_login(office.reviewer)
    for n, following in ((1, 0), (0, 2), (2, 1)):
        later = match_text(r'accesskey="s"\s+href="[^"]*"', client.get(review_url(office, n)))
        assert later.endswith(f'"{review_url(office, following)}"')
    answer = client.post(review_url(office, tail="duyet/"), {"version": 2})
    assert answer["Location"] == review_url(office, 2)  # what was skipped before comes last


def test_approving_the_last_one_leads_to_the_queue(office, reviewer):
    report = send(office)
    answer = reviewer.post(review_url(office, tail="duyet/"), {"version": report.version}, follow=True)
    assert answer.redirect_chain == [("/tham-dinh/?nam=2022&ky=3", 302)]
    assert "Không còn báo cáo nào chờ anh/chị duyệt" in page_text(answer)


def test_returning_needs_a_reason_and_keeps_what_was_ticked(office, reviewer):
    report = send(office)
    answer = reviewer.post(
        review_url(office, tail="tra-lai/"), {"version": report.version, "reason": " ", "flagged": "CT01"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert re.search(r'role="alert" tabindex="-1" autofocus>.*href="#ly-do"', page, re.DOTALL)
    assert re.search(r'<textarea[^>]*aria-invalid="true"\s+aria-describedby="ly-do-loi"', page)
    assert re.search(r'value="CT01"\s+checked', page)
    report.refresh_from_db()
    assert report.state == "SUBMITTED"


def test_each_figure_is_marked_in_its_row_for_the_form_of_the_return(office, reviewer):
    send(office)
    page = reviewer.get(review_url(office))
    assert re.search(r'type="checkbox"\s+form="quyet-dinh"\s+name="flagged"', row_html(page, "CT01"))
    assert 'name="flagged"' not in row_html(page, "CT02")  # nothing was given, the list of what is missing says so
    assert re.search(
        r'<form[^>]*id="quyet-dinh"[^>]*action="' + review_url(office, tail="tra-lai/"), page.content.decode()
    )


@pytest.mark.parametrize("return_input", [{"reason": "Sai đơn vị"}, {"flagged": "CT01"}])
def test_approving_loses_no_word_written_for_a_return(office, reviewer, return_input):
    report = send(office)
    answer = reviewer.post(review_url(office, tail="duyet/"), {"version": report.version} | return_input)
    assert answer.status_code == 422
    assert "bấm “Trả lại đơn vị”, hoặc xóa đi rồi duyệt" in page_text(answer)
    assert ("Sai đơn vị" in page_text(answer)) == ("reason" in return_input)
    assert bool(re.search(r'value="CT01"\s+checked', answer.content.decode())) == ("flagged" in return_input)
    report.refresh_from_db()
    assert report.state == "SUBMITTED"


def test_returning_opens_the_report_that_was_sent_next(office, reviewer):
    report = send(office)
    send(office, 1)
    values = {"version": report.version, "reason": "Sai đơn vị tính"}
    answer = reviewer.post(review_url(office, tail="tra-lai/"), values)
    assert (answer.status_code, answer["Location"]) == (302, review_url(office, 1))
    following = office.communes[1].name
    assert f"Đã trả lại báo cáo cho Xã Ngọc Phái. Tiếp theo là báo cáo của {following}." in page_text(
        reviewer.get(answer["Location"])
    )


def test_returning_flags_figures_and_leads_to_the_queue(office, reviewer):
    report = send(office)
    answer = reviewer.post(
        review_url(office, tail="tra-lai/"),
        {"version": report.version, "reason": "Sai đơn vị tính", "flagged": ["CT01"]},
    )
    assert (answer.status_code, answer["Location"]) == (302, "/tham-dinh/?nam=2022&ky=3")
    event = ReportEvent.objects.get(action=ReportAction.RETURN)
    assert (event.comment, event.changes, event.actor) == ("Sai đơn vị tính", {"flagged": ["CT01"]}, office.reviewer)
    text = page_text(reviewer.get(answer["Location"]))
    assert "Đã trả lại báo cáo cho Xã Ngọc Phái. Không còn báo cáo nào chờ anh/chị duyệt" in text
    assert "Bị trả lại, chưa gửi lại (1)" in text


@pytest.mark.parametrize("version", ["1", "99", "", "-1", "x", "٣", "9" * 5000])
@pytest.mark.parametrize("tail", ["tra-lai/", "duyet/"])
def test_a_stale_page_changes_nothing_and_keeps_the_words(office, reviewer, tail, version):
    report = send(office)
    answer = reviewer.post(review_url(office, tail=tail), {"version": version, "reason": "Lý do <đã viết>"})
    assert answer.status_code == 409
    assert "Báo cáo đã thay đổi sau khi anh/chị mở trang." in page_text(answer)
    assert re.search(r"<textarea[^>]*>Lý do &lt;đã viết&gt;</textarea>", answer.content.decode())
    assert f'name="version" value="{report.version}"' in answer.content.decode()
    report.refresh_from_db()
    assert report.state == "SUBMITTED"
    assert AuditEvent.objects.filter(action=UnitsAuditAction.REFUSED, actor=office.reviewer).count() == 1


def test_words_typed_for_a_report_that_was_decided_meanwhile_are_shown(office, reviewer):
    report = send(office)
    seen_version = report.version
    report_approve(report=report, actor=office.reviewer, seen_version=seen_version)
    answer = reviewer.post(review_url(office, tail="tra-lai/"), {"version": seen_version, "reason": "Chờ kiểm tra"})
    assert answer.status_code == 409
    assert "Báo cáo đã được Nông Văn Thẩm duyệt lúc" in page_text(answer)
    assert "Lý do anh/chị đã viết (chưa gửi đi): “Chờ kiểm tra”" in page_text(answer)


def test_reopening_keeps_the_approved_figures_in_sight(office, reviewer):
    report = approve(office, amount="77")
    page = reviewer.get(review_url(office))
    assert "Mở lại để đính chính" in page_text(page)
    assert 'action="' + review_url(office, tail="duyet/") not in page.content.decode()
    refused = reviewer.post(review_url(office, tail="mo-lai/"), {"version": report.version, "reason": ""})
    assert refused.status_code == 422
    answer = reviewer.post(
        review_url(office, tail="mo-lai/"), {"version": report.version, "reason": "Cộng nhầm"}, follow=True
    )
    assert answer.redirect_chain == [(review_url(office), 302)]
    text = page_text(answer)
    assert "Mở lại để đính chính: dưới đây là số liệu đã duyệt" in text
    assert "“Cộng nhầm”" in text
    assert "77" in row_html(answer, "CT01")
    assert Report.objects.filter(unit=office.communes[0]).count() == 2
    twice = reviewer.post(review_url(office, tail="mo-lai/"), {"version": report.version, "reason": "Lần nữa"})
    assert (twice.status_code, Report.objects.filter(unit=office.communes[0]).count()) == (409, 2)


def test_whoever_sent_a_report_reads_a_sentence_instead_of_buttons(office, client):
    both = UserFactory.create()
    MembershipFactory(user=both, unit=office.communes[0], role=Role.REPORTER)
    MembershipFactory(user=both, unit=office.district, role=Role.REVIEWER)
    office.reporters[0] = both
    report = send(office)
    client.force_login(both)
    page = client.get(review_url(office))
    assert "Anh/chị đã gửi báo cáo này nên không thể tự thẩm định" in page_text(page)
    assert review_url(office, tail="duyet/") not in page.content.decode()
    assert client.post(review_url(office, tail="duyet/"), {"version": report.version}).status_code == 403
    assert reports_waiting(reload_user(both), office.period()) == []
    assert "Anh/chị đã nhập hoặc gửi; cần cán bộ khác thẩm định" in page_text(client.get("/tham-dinh/?ky=3"))
    assert reports_waiting(reload_user(office.reviewer), office.period()) == [report]


@pytest.mark.parametrize("tail", ["duyet/", "tra-lai/", "mo-lai/"])
def test_decisions_are_taken_by_forms_on_reports_that_exist(office, reviewer, tail):
    """After a session has ended in front of the form, signing in leads back to the report."""
    assert reviewer.get(review_url(office, tail=tail))["Location"] == review_url(office)
    assert reviewer.post(review_url(office, tail=tail), {"version": 1}).status_code == 404
