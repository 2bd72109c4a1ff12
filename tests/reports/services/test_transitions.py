"""Tests of a report's transitions and remarks: sending, returning, approving, reopening, each with its event."""

from decimal import Decimal

import pytest

from chodon_thidua.lib import clock
from chodon_thidua.lib.refusals import Conflict, InvalidInput, Refusal, StateRefusal
from reports.entry.services import report_send
from reports.enums import ReportAction, ReportState
from reports.models import Figure, Report, ReportEvent
from reports.services.remarks import remarks_save
from reports.services.reopening import report_reopen
from reports.services.transitions import report_approve, report_return, report_submit
from targets.enums import PeriodState
from targets.models import PeriodException
from targets.services import period_exception_grant
from tests.factories import MembershipFactory, UnitFactory, member
from tests.reports.builders import SampleOffice, make_office, moment
from units.enums import Role
from units.models import AuditEvent

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_september():
    with clock.at(moment()):
        yield


@pytest.fixture
def office() -> SampleOffice:
    return make_office(communes=2, indicators=("AMOUNT", "RATIO"))


def actions() -> list[str]:
    return list(ReportEvent.objects.values_list("action", flat=True))


def send(office: SampleOffice, reason: str = "", seen_version: int = 1, actor=None) -> Report:
    return report_send(
        unit=office.communes[0],
        period=office.period(),
        actor=actor or office.reporters[0],
        seen_version=seen_version,
        incomplete_reason=reason,
    )


def fill(office: SampleOffice) -> None:
    office.enter("CT01", 10)
    office.enter("CT02", 120, 1000)


def write(office: SampleOffice, text: str, seen_version: int = 0) -> Report:
    return remarks_save(
        unit=office.communes[0],
        period=office.period(),
        actor=office.reporters[0],
        remarks=text,
        seen_version=seen_version,
    )


def test_remarks_are_kept_with_their_event(office):
    report = write(office, " Mưa lũ tháng 8 ")
    assert (report.remarks, report.remarks_version) == ("Mưa lũ tháng 8", 1)
    assert ReportEvent.objects.last().changes == {"remarks": ["", "Mưa lũ tháng 8"]}
    write(office, "Mưa lũ tháng 8", seen_version=0)
    assert actions() == [ReportAction.CREATE, ReportAction.CHANGE]


def test_remarks_that_somebody_changed_are_not_overwritten(office):
    write(office, "Một")
    with pytest.raises(Conflict) as refusal:
        write(office, "Hai")
    assert (refusal.value.theirs, refusal.value.mine) == ({"remarks": "Một"}, {"remarks": "Hai"})
    assert Report.objects.get().remarks == "Một"


def test_a_whole_report_is_sent_without_a_reason(office):
    fill(office)
    report = send(office)
    assert (report.state, report.version, report.submitted_by) == (ReportState.SUBMITTED, 2, office.reporters[0])
    assert (report.first_submitted_at, report.submitted_at, report.incomplete_reason) == (moment(), moment(), "")
    assert actions()[-1] == ReportAction.SUBMIT


def test_what_is_missing_needs_a_reason(office):
    office.enter("CT01", 10)
    office.enter("CT02", 120)
    with pytest.raises(InvalidInput, match="Còn thiếu số liệu: CT02"):
        send(office)
    assert Report.objects.get().state == ReportState.DRAFT
    assert send(office, reason=" Chờ số dân ").incomplete_reason == "Chờ số dân"
    assert ReportEvent.objects.last().comment == "Chờ số dân"


def test_a_reason_is_not_kept_once_nothing_is_missing(office):
    fill(office)
    assert send(office, reason="thừa").incomplete_reason == ""


def test_an_empty_report_is_made_by_sending_it_with_a_reason_only(office):
    with pytest.raises(InvalidInput):
        send(office)
    assert not Report.objects.exists()
    assert send(office, reason="Chưa có số").state == ReportState.SUBMITTED
    assert actions() == [ReportAction.CREATE, ReportAction.SUBMIT]


def test_what_is_not_due_is_not_missing(office):
    office.enter("CT01", 10, ordinal=1)
    report = office.report(ordinal=1)
    assert report_submit(report=report, actor=office.reporters[0], seen_version=1).state == ReportState.SUBMITTED


def test_not_applicable_is_an_answer(office):
    office.enter("CT01", not_applicable=True, note="Không có rừng")
    office.enter("CT02", 120, 1000)
    assert send(office).state == ReportState.SUBMITTED


def test_sending_twice_sends_once(office):
    fill(office)
    send(office)
    assert send(office).version == 2
    assert actions().count(ReportAction.SUBMIT) == 1


def test_a_colleague_who_sends_after_that_hears_who_was_first(office):
    fill(office)
    send(office)
    colleague = MembershipFactory(unit=office.communes[0], role=Role.REPORTER).user
    with pytest.raises(StateRefusal, match="Báo cáo đã được Cán bộ Ngọc Phái gửi lúc 09:00 ngày 15/09/2022"):
        send(office, actor=colleague)


def test_sending_from_an_old_page_is_refused(office):
    fill(office)
    office.give_back()
    with pytest.raises(Conflict, match="Báo cáo đã thay đổi"):
        send(office, seen_version=1)
    assert send(office, seen_version=3).state == ReportState.SUBMITTED


def test_only_the_units_reporter_sends_and_only_while_it_is_open(office):
    fill(office)
    with pytest.raises(Refusal):
        send(office, actor=office.reporters[1])
    office.set_period(3, PeriodState.LOCKED)
    with pytest.raises(StateRefusal, match="đã khóa"):
        send(office)


def test_a_return_says_why_and_marks_what_is_meant(office):
    fill(office)
    report = office.give_back(reason="Kiểm tra lại", flagged=["CT01"])
    assert (report.state, report.reviewed_by) == (ReportState.RETURNED, office.reviewer)
    assert [f.indicator.code for f in Figure.objects.filter(flagged=True)] == ["CT01"]
    event = ReportEvent.objects.last()
    assert (event.comment, event.changes) == ("Kiểm tra lại", {"flagged": ["CT01"]})


def test_a_return_without_a_reason_is_refused(office):
    fill(office)
    with pytest.raises(InvalidInput):
        office.give_back(reason="  ")
    assert office.report().state == ReportState.SUBMITTED


def test_sending_again_clears_the_marks_and_keeps_the_first_date(office):
    fill(office)
    office.give_back(flagged=["CT01"])
    with clock.at(moment(20)):
        report = send(office, seen_version=3)
    assert not Figure.objects.filter(flagged=True).exists()
    assert (report.first_submitted_at, report.submitted_at) == (moment(), moment(20))
    assert (report.reviewed_at, report.reviewed_by) == (None, None)


def test_nobody_reviews_what_they_sent(office):
    MembershipFactory(user=office.reporters[0], unit=office.district, role=Role.REVIEWER)
    fill(office)
    report = send(office)
    for decide in (report_approve, lambda **arguments: report_return(**arguments, reason="x")):
        with pytest.raises(Refusal, match="không thể tự thẩm định"):
            decide(report=report, actor=office.reporters[0], seen_version=report.version)


@pytest.mark.parametrize("who", ["leader", "administrator", "clerk"])
def test_only_reviewers_decide(office, who):
    fill(office)
    report = send(office)
    with pytest.raises(Refusal, match="Chỉ cán bộ thẩm định"):
        report_approve(report=report, actor=getattr(office, who), seen_version=report.version)


def test_a_decision_on_a_report_that_changed_is_refused(office):
    fill(office)
    report = send(office)
    with pytest.raises(Conflict):
        report_approve(report=report, actor=office.reviewer, seen_version=report.version - 1)
    assert office.report().state == ReportState.SUBMITTED


def test_a_correction_is_a_copy_beside_the_approved_report(office):
    fill(office)
    approved = office.approve()
    revision = report_reopen(
        report=approved, actor=office.reviewer, seen_version=approved.version, reason="Nhầm đơn vị tính"
    )
    assert (revision.revision, revision.state) == (2, ReportState.REOPENED)
    assert Report.objects.get(pk=approved.pk).state == ReportState.APPROVED
    office.enter("CT01", 11)
    by_revision = Figure.objects.filter(indicator__code="CT01").order_by("report__revision")
    assert list(by_revision.values_list("numerator", flat=True)) == [Decimal(10), Decimal(11)]
    with pytest.raises(Conflict, match="đang được đính chính"):
        report_reopen(report=approved, actor=office.reviewer, seen_version=approved.version, reason="x")


def test_a_unit_that_is_asked_for_nothing_makes_no_report(office):
    idle = UnitFactory.create(parent=office.district, name="Xã Không Chỉ Tiêu")
    user, period = member(idle, Role.REPORTER), office.period(3)
    acts = (
        lambda: remarks_save(unit=idle, period=period, actor=user, remarks="x", seen_version=0),
        lambda: report_send(unit=idle, period=period, actor=user, seen_version=1),
    )
    for act in acts:
        with pytest.raises(Refusal, match="Xã Không Chỉ Tiêu không được giao nhập chỉ tiêu nào"):
            act()
    assert not Report.objects.exists()


def test_reopening_in_a_locked_period_lets_the_unit_in(office):
    fill(office)
    approved = office.approve()
    office.set_period(3, PeriodState.LOCKED)
    report_reopen(report=approved, actor=office.reviewer, seen_version=approved.version, reason="Sai")
    assert PeriodException.objects.get().until == moment(22).date()
    assert office.enter("CT01", 11).numerator == 11
    record = AuditEvent.objects.get(action="PERIOD_EXCEPTION")
    assert (record.actor, record.after["until"], record.after["reason"]) == (office.reviewer, "2022-09-22", "Sai")


@pytest.mark.parametrize(("until", "exceptions"), [(21, 2), (22, 1), (30, 1)])
def test_reopening_lets_in_no_second_time_for_no_longer(office, until, exceptions):
    fill(office)
    approved = office.approve()
    period, unit = office.set_period(3, PeriodState.LOCKED), approved.unit
    until = moment(until).date()
    period_exception_grant(period=period, unit=unit, until=until, reason="Mất điện", actor=office.administrator)
    report_reopen(report=approved, actor=office.reviewer, seen_version=approved.version, reason="Sai")
    assert PeriodException.objects.count() == exceptions
