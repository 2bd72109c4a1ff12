"""Tests of recalling a sent report: as long as no reviewer has opened it, back to what it was, and with an event."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from chodon_thidua.lib import clock
from chodon_thidua.lib.refusals import Conflict, Refusal, StateRefusal
from reports.enums import SENT_STATES, ReportAction, ReportState
from reports.models import Figure, Report, ReportEvent
from reports.selectors.counted_figures import read_figures
from reports.services.recall import report_mark_opened, report_recall
from reports.services.transitions import report_approve, report_return
from targets.enums import PeriodState
from targets.selectors import plan_view, read_plan_data
from tests.factories import member
from tests.reports.builders import SampleOffice, make_office, moment
from tests.reports.reviewing import approve, reopen, send
from units.enums import Role
from units.visibility import visible_units_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_september():
    with clock.at(moment()):
        yield


@pytest.fixture
def office() -> SampleOffice:
    return make_office(communes=2, indicators=("AMOUNT",))


def recall(office: SampleOffice, report: Report | None = None, **changes) -> Report:
    report = report or office.report()
    fields = {"report": report, "actor": office.reporters[0], "seen_version": report.version} | changes
    return report_recall(**fields)


def look(office: SampleOffice, actor=None) -> Report:
    report = office.report()
    assert report
    report_mark_opened(report=report, actor=actor or office.reviewer)
    report.refresh_from_db()
    return report


def events() -> list[tuple[str, str, str]]:
    rows = ReportEvent.objects.exclude(action=ReportAction.CHANGE).order_by("pk")
    return list(rows.values_list("action", "from_state", "to_state"))


def test_a_first_sending_is_undone_as_if_it_had_never_been(office):
    sent = send(office)
    report = recall(office, sent)
    assert (report.state, report.version) == (ReportState.DRAFT, sent.version + 1)
    assert (report.first_submitted_at, report.submitted_at, report.submitted_by) == (None, None, None)
    assert events()[-2:] == [("SUBMIT", "DRAFT", "SUBMITTED"), ("RECALL", "SUBMITTED", "DRAFT")]


def test_a_recalled_report_is_changed_and_sent_again_on_the_day_of_its_second_sending(office):
    send(office)
    recall(office)
    office.enter("CT01", 12)
    with clock.at(moment(16)):
        report = office.submit()
    assert (report.first_submitted_at, report.submitted_at) == (moment(16), moment(16))


def test_what_had_been_returned_is_returned_again_with_its_marks(office):
    office.enter("CT01", 10)
    office.give_back(reason="Xem lại", flagged=["CT01"])
    returned = office.report()
    with clock.at(moment(16)):
        office.submit()
        assert not Figure.objects.get().flagged
        report = recall(office)
    assert report.state == ReportState.RETURNED
    assert (report.reviewed_at, report.reviewed_by) == (returned.reviewed_at, office.reviewer)
    assert report.first_submitted_at == returned.first_submitted_at
    assert Figure.objects.get().flagged


def test_a_correction_that_was_sent_goes_back_to_its_reopening(office):
    reopen(office, approve(office))
    before = office.report()
    with clock.at(moment(16)):
        office.submit()
        report = recall(office)
    assert (report.state, report.revision) == (before.state, 2)
    assert (report.reviewed_at, report.reviewed_by) == (before.reviewed_at, office.reviewer)


def test_the_numbers_that_wait_for_review_no_longer_count(office):
    send(office)

    def waiting() -> list[object]:
        view = plan_view(visible_units_of(office.reporters[0]))
        plan_data = read_plan_data(view, [office.communes[0].pk])
        return list(read_figures(plan_data, [office.communes[0].pk], states=SENT_STATES).figures)

    assert waiting()
    recall(office)
    assert not waiting()


def test_a_report_that_its_reviewer_has_opened_stays_with_them(office):
    send(office)
    report = look(office)
    assert (report.opened_at, report.opened_by) == (moment(), office.reviewer)
    with pytest.raises(StateRefusal, match=r"Nông Văn Thẩm đã mở xem báo cáo lúc .* đề nghị cán bộ thẩm định trả lại"):
        recall(office)
    assert office.report().state == ReportState.SUBMITTED


def test_the_first_look_counts_and_a_later_one_changes_nothing(office):
    send(office)
    first = look(office)
    other = member(office.district, Role.REVIEWER)
    with clock.at(moment(16)):
        report = look(office, other)
    assert (report.opened_at, report.opened_by) == (first.opened_at, office.reviewer)


@pytest.mark.parametrize("who", ["administrator", "leader", "reporter", "sender"])
def test_whoever_does_not_review_the_report_leaves_no_mark(office, who):
    send(office)
    people = {"administrator": office.administrator, "leader": office.leader, "reporter": office.reporters[1]}
    report = look(office, people.get(who, office.reporters[0]))
    assert not report.is_opened


@pytest.mark.parametrize("state", ["draft", "returned", "approved"])
def test_a_look_at_what_is_not_waiting_leaves_no_mark(office, state):
    office.enter("CT01", 10)
    if state == "returned":
        office.give_back()
    elif state == "approved":
        office.approve()
    assert look(office).opened_at is None


def test_a_look_before_the_last_sending_does_not_count(office):
    send(office)
    look(office)
    report = office.report()
    report_return(report=report, actor=office.reviewer, seen_version=report.version, reason="Sai.")
    with clock.at(moment() + timedelta(hours=1)):
        office.submit()
        assert not office.report().is_opened
        assert recall(office).state == ReportState.RETURNED


def test_two_windows_recall_once(office):
    sent = send(office)
    for _ in range(2):
        assert recall(office, sent).state == ReportState.DRAFT
    assert [action for action, *_ in events()].count("RECALL") == 1


def test_a_window_from_before_another_sending_recalls_nothing(office):
    first = send(office)
    recall(office, first)
    office.submit()
    with pytest.raises(Conflict, match="Báo cáo đã thay đổi sau khi anh/chị mở trang"):
        recall(office, first)
    assert office.report().state == ReportState.SUBMITTED


def test_a_reviewer_whose_page_is_older_than_the_recall_decides_nothing(office):
    sent = send(office)
    recall(office, sent)
    with pytest.raises(Refusal):
        report_approve(report=sent, actor=office.reviewer, seen_version=sent.version)
    report_mark_opened(report=sent, actor=office.reviewer)
    assert office.report().opened_at is None


def test_recalling_is_for_the_units_own_reporters(office):
    send(office)
    for actor in (office.reporters[1], office.reviewer, office.leader, office.administrator):
        with pytest.raises(Refusal):
            recall(office, actor=actor)
    colleague = member(office.communes[0], Role.REPORTER)
    assert recall(office, actor=colleague).state == ReportState.DRAFT


def test_a_locked_period_gives_nothing_back(office):
    send(office)
    office.set_period(3, PeriodState.LOCKED)
    with pytest.raises(StateRefusal, match="đã khóa"):
        recall(office)


def test_the_database_wants_both_the_person_and_the_time(office):
    report = send(office)
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(opened_at=moment())
