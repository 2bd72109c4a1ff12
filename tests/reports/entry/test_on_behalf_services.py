"""Entering and sending on a unit's behalf: who may and when, what stays of it, and who never reviews it."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from chodon_thidua.lib import clock
from chodon_thidua.lib.refusals import InvalidInput, Refusal, StateRefusal
from reports.entry.on_behalf.services import on_behalf_start
from reports.enums import ReportAction, ReportsAuditAction, ReportState
from reports.models import Figure, Report
from reports.services.figure_values import FigureValues
from reports.services.figures import figure_save
from reports.services.reopening import report_reopen
from reports.services.transitions import report_approve, report_return, report_submit
from targets.enums import PeriodState
from targets.services.period_exceptions import exception_write
from tests.factories import MembershipFactory, UserFactory, member
from tests.reports.builders import SampleOffice, make_office, moment
from tests.reports.reviewing import reload_user
from units.enums import Role
from units.models import AuditEvent, User

REASON = "Xã mất điện"
NO_REPORT = None
STATES = (NO_REPORT, *ReportState)
OPEN = (NO_REPORT, ReportState.DRAFT, ReportState.RETURNED, ReportState.REOPENED)


@pytest.fixture
def office(db: None) -> Iterator[SampleOffice]:
    with clock.at(moment()):
        yield make_office(communes=2, indicators=("AMOUNT",))


def reach(office: SampleOffice, state: ReportState | None) -> None:
    """Brings the report of the first commune into the state, by its own reporter."""
    if state is NO_REPORT:
        return
    office.enter("CT01", 10)
    if state == ReportState.SUBMITTED:
        office.submit()
    elif state == ReportState.RETURNED:
        office.give_back()
    elif state == ReportState.APPROVED:
        office.approve()


def people(office: SampleOffice) -> dict[str, User]:
    unit = office.communes[0]
    return {
        "administrator": office.administrator,
        "administrator of the unit": member(unit, Role.ADMINISTRATOR),
        "administrator of another unit": member(office.communes[1], Role.ADMINISTRATOR),
        "reporter": office.reporters[0],
        "reporter of another unit": office.reporters[1],
        "reviewer": office.reviewer,
        "leader": office.leader,
        "nobody": UserFactory.create(),
    }


def start(office: SampleOffice, actor: User | None = None, reason: str = REASON) -> Report:
    return on_behalf_start(
        unit=office.communes[0], period=office.period(), actor=actor or office.administrator, reason=reason
    )


def enter(office: SampleOffice, actor: User, value: int, seen_version: int = 0) -> Figure:
    return figure_save(
        unit=office.communes[0],
        period=office.period(),
        indicator=office.indicators["CT01"],
        actor=actor,
        values=FigureValues(numerator=Decimal(value)),
        seen_version=seen_version,
    )


def send(office: SampleOffice, actor: User) -> Report:
    report = newest(office)
    return report_submit(report=report, actor=actor, seen_version=report.version)


def newest(office: SampleOffice) -> Report:
    report = office.report()
    assert report
    return report


def make_reviewer(office: SampleOffice, user: User) -> User:
    """Returns the person with the role of a reviewer of the district besides, as a new request reads them."""
    MembershipFactory(user=user, unit=office.district, role=Role.REVIEWER)
    return reload_user(user)


@pytest.mark.parametrize("state", STATES)
def test_only_administrators_at_or_above_the_unit_start_and_only_while_it_may_be_changed(office, state):
    reach(office, state)
    outcomes = {}
    for name, actor in people(office).items():
        with transaction.atomic():
            try:
                outcomes[name] = start(office, actor).is_open_on_behalf
            except Refusal:
                outcomes[name] = False
            transaction.set_rollback(True)
    allowed = {"administrator", "administrator of the unit"} if state in OPEN else set()
    assert outcomes == {name: name in allowed for name in outcomes}


@pytest.mark.parametrize("state", OPEN)
@pytest.mark.parametrize("has_reason", [False, True])
def test_administrators_enter_and_send_once_they_have_said_why(office, state, has_reason):
    reach(office, state)
    if has_reason:
        start(office)
    seen_version = 0 if state is NO_REPORT else 1
    outcomes = {}
    for name, actor in people(office).items():
        with transaction.atomic():
            try:
                enter(office, actor, 12, seen_version)
                outcomes[name] = send(office, actor).state == ReportState.SUBMITTED
            except Refusal:
                outcomes[name] = False
            transaction.set_rollback(True)
    allowed = {"reporter"} | ({"administrator", "administrator of the unit"} if has_reason else set())
    assert outcomes == {name: name in allowed for name in outcomes}


def test_a_refusal_says_what_is_missing(office):
    with pytest.raises(StateRefusal, match="Hãy ghi lý do nhập thay Xã Ngọc Phái"):
        enter(office, office.administrator, 12)
    with pytest.raises(Refusal, match="Chỉ cán bộ nhập liệu của Xã Ngọc Phái"):
        enter(office, office.reviewer, 12)
    assert not Report.objects.filter(unit=office.communes[0], period=office.period()).exists()


@pytest.mark.parametrize("reason", ["", " \n\u00a0"])
def test_without_a_reason_nothing_is_written(office, reason):
    with pytest.raises(InvalidInput) as refusal:
        start(office, reason=reason)
    assert set(refusal.value.errors) == {"reason"}
    assert office.report() is None


@pytest.mark.parametrize(("is_exception", "is_open"), [(False, False), (True, True)])
def test_a_locked_period_is_open_where_it_is_open_to_the_unit(office, is_exception, is_open):
    period = office.set_period(3, PeriodState.LOCKED)
    if is_exception:
        until = moment(20).date()
        exception_write(period=period, unit=office.communes[0], until=until, reason="Chậm", actor=office.administrator)
    if is_open:
        assert start(office).is_open_on_behalf
        return
    with pytest.raises(StateRefusal, match="đã khóa"):
        start(office)


def test_the_reason_is_asked_once_for_each_round(office):
    start(office)
    enter(office, office.administrator, 12)
    other = member(office.district, Role.ADMINISTRATOR)
    assert start(office, other, "Lý do khác").on_behalf_reason == REASON
    enter(office, other, 13, 1)
    report = send(office, other)
    assert (report.submitted_by, report.is_on_behalf, report.is_open_on_behalf) == (other, True, False)
    report_return(report=report, actor=office.reviewer, seen_version=report.version, reason="Sai")
    with pytest.raises(StateRefusal, match="lý do nhập thay"):
        enter(office, office.administrator, 14, 2)
    start(office, reason="Xã vẫn mất điện")
    enter(office, office.administrator, 14, 2)
    events = newest(office).events.filter(action=ReportAction.ON_BEHALF)
    assert list(events.values_list("comment", flat=True)) == [REASON, "Xã vẫn mất điện"]


def test_what_the_unit_enters_itself_needs_no_reason_and_keeps_the_mark(office):
    start(office)
    enter(office, office.administrator, 12)
    enter(office, office.reporters[0], 13, 1)
    report = send(office, office.reporters[0])
    assert (report.submitted_by, report.is_on_behalf) == (office.reporters[0], True)


def test_the_history_tells_what_was_done_on_behalf_and_what_the_unit_did(office):
    start(office)
    enter(office, office.administrator, 12)
    enter(office, office.reporters[0], 13, 1)
    enter(office, office.administrator, 14, 2)
    send(office, office.administrator)
    steps = newest(office).events.exclude(action=ReportAction.CREATE).values_list("action", "comment")
    assert list(steps) == [
        (ReportAction.ON_BEHALF, REASON),
        (ReportAction.CHANGE, "Nhập thay đơn vị."),
        (ReportAction.CHANGE, ""),
        (ReportAction.CHANGE, "Nhập thay đơn vị."),
        (ReportAction.SUBMIT, "Gửi thay đơn vị."),
    ]


def test_the_unit_and_the_log_are_told(office):
    start(office)
    (notice,) = office.reporters[0].notices.all()
    assert notice.text == (
        "Báo cáo Quý III năm 2022 của Xã Ngọc Phái đang được Triệu Văn Quản nhập thay: “Xã mất điện”."
    )
    record = AuditEvent.objects.get(action=ReportsAuditAction.ENTRY_ON_BEHALF)
    assert (record.actor, record.after) == (
        office.administrator,
        {"unit": "Xã Ngọc Phái", "period": "Quý III năm 2022", "reason": REASON},
    )
    start(office)
    assert office.reporters[0].notices.count() == 1


def test_a_unit_that_the_plan_asks_for_nothing_has_no_report_to_enter(office):
    with pytest.raises(Refusal, match="không được giao nhập chỉ tiêu nào"):
        on_behalf_start(unit=office.department, period=office.period(), actor=office.administrator, reason=REASON)
    assert not AuditEvent.objects.filter(action=ReportsAuditAction.ENTRY_ON_BEHALF).exists()


# Those who entered never review.


@pytest.mark.parametrize("service", [report_approve, report_return])
@pytest.mark.parametrize("sender", ["administrator", "reporter"])
def test_nobody_reviews_what_they_entered_even_with_a_new_role(office, service, sender):
    start(office)
    enter(office, office.administrator, 12)
    report = send(office, office.administrator if sender == "administrator" else office.reporters[0])
    entrant = make_reviewer(office, office.administrator)
    more = {"reason": "sai"} if service is report_return else {}
    with pytest.raises(Refusal, match="không thể tự thẩm định"):
        service(report=report, actor=entrant, seen_version=report.version, **more)
    assert service(report=report, actor=office.reviewer, seen_version=report.version, **more)


def test_not_even_in_a_later_round_that_the_unit_entered_alone(office):
    start(office)
    enter(office, office.administrator, 12)
    report = send(office, office.administrator)
    report_return(report=report, actor=office.reviewer, seen_version=report.version, reason="Sai")
    enter(office, office.reporters[0], 14, 1)
    report = send(office, office.reporters[0])
    with pytest.raises(Refusal, match="đã nhập báo cáo này"):
        report_approve(report=report, actor=make_reviewer(office, office.administrator), seen_version=report.version)


def test_not_even_in_a_later_revision(office):
    start(office)
    enter(office, office.administrator, 12)
    report = send(office, office.administrator)
    report = report_approve(report=report, actor=office.reviewer, seen_version=report.version)
    revision = report_reopen(report=report, actor=office.reviewer, seen_version=report.version, reason="Cộng nhầm")
    assert (revision.is_on_behalf, newest(office).pk) == (False, revision.pk)
    enter(office, office.reporters[0], 14, 1)
    report = send(office, office.reporters[0])
    with pytest.raises(Refusal, match="đã nhập báo cáo này"):
        report_approve(report=report, actor=make_reviewer(office, office.administrator), seen_version=report.version)


def test_a_former_reporter_does_not_review_either(office):
    office.enter("CT01", 10)
    colleague = member(office.communes[0], Role.REPORTER)
    report = send(office, colleague)
    former = make_reviewer(office, office.reporters[0])
    with pytest.raises(Refusal, match="đã nhập báo cáo này"):
        report_approve(report=report, actor=former, seen_version=report.version)


def test_whoever_entered_another_report_reviews_this_one(office):
    start(office)
    office.enter("CT01", 10, unit=office.communes[1])
    report = office.submit(office.communes[1])
    entrant = make_reviewer(office, office.administrator)
    assert report_approve(report=report, actor=entrant, seen_version=report.version).state == ReportState.APPROVED


def test_the_database_refuses_an_approval_by_the_entrant_and_half_a_mark(office):
    start(office)
    enter(office, office.administrator, 12)
    report = send(office, office.reporters[0])
    rows = Report.objects.filter(pk=report.pk)
    decision = {"state": ReportState.APPROVED, "reviewed_at": clock.now()}
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(**decision, reviewed_by=office.administrator)
    for half in ({"on_behalf_reason": ""}, {"on_behalf_by": None}, {"on_behalf_at": None}, {"on_behalf_version": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**half)
    assert rows.update(**decision, reviewed_by=office.reviewer) == 1
