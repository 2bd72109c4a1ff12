"""Tests of a report's transitions: which exist, who may do them, and that no order of them breaks the rules."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from chodon_thidua.lib import clock
from chodon_thidua.lib.refusals import Conflict, InvalidInput, Refusal, StateRefusal
from reports.entry.on_behalf.services import on_behalf_start
from reports.enums import ReportAction, ReportState
from reports.models import Figure, Report, ReportEvent
from reports.selectors.counted_figures import COUNTED, read_figures
from reports.services.figure_values import FigureValues
from reports.services.figures import figure_save
from reports.services.recall import report_mark_opened, report_recall
from reports.services.reopening import report_reopen
from reports.services.transitions import report_approve, report_return, report_submit
from reports.workflow import next_state
from targets.enums import PeriodState
from targets.models import PeriodException
from targets.selectors import plan_view, read_plan_data
from tests.factories import MembershipFactory, UserFactory, member
from tests.reports.builders import SampleOffice, make_office, moment
from tests.reports.reviewing import reopen, send
from units.enums import Role
from units.models import User
from units.visibility import visible_units_of

DRAFT, SUBMITTED, RETURNED, REOPENED, APPROVED = ReportState
UNIT, REVIEWER, ADMINISTRATOR = "reporter of the unit", "reviewer above", "administrator"
# State and action → who may and what follows; everything else is refused.
ALLOWED = {
    (DRAFT, ReportAction.ON_BEHALF): (ADMINISTRATOR, DRAFT),
    (RETURNED, ReportAction.ON_BEHALF): (ADMINISTRATOR, RETURNED),
    (REOPENED, ReportAction.ON_BEHALF): (ADMINISTRATOR, REOPENED),
    (DRAFT, ReportAction.CHANGE): (UNIT, DRAFT),
    (RETURNED, ReportAction.CHANGE): (UNIT, RETURNED),
    (REOPENED, ReportAction.CHANGE): (UNIT, REOPENED),
    (DRAFT, ReportAction.SUBMIT): (UNIT, SUBMITTED),
    (RETURNED, ReportAction.SUBMIT): (UNIT, SUBMITTED),
    (REOPENED, ReportAction.SUBMIT): (UNIT, SUBMITTED),
    (SUBMITTED, ReportAction.RETURN): (REVIEWER, RETURNED),
    (SUBMITTED, ReportAction.APPROVE): (REVIEWER, APPROVED),
    (SUBMITTED, ReportAction.RECALL): (UNIT, DRAFT),
    (APPROVED, ReportAction.REOPEN): (REVIEWER, REOPENED),
}

STEPS = sorted({action for _, action in ALLOWED})


@pytest.fixture
def office(db):
    with clock.at(moment()):
        yield make_office(communes=2, indicators=("AMOUNT", "RATIO"))


@pytest.mark.parametrize("state", ReportState)
@pytest.mark.parametrize("action", ReportAction)
def test_table_holds_these_steps_and_no_other(state, action):
    _, expected_state = ALLOWED.get((state, action), (None, None))
    assert next_state(state, action) == expected_state


def reach(office: SampleOffice, state: ReportState) -> Report:
    office.enter("CT01", 10)
    if state == SUBMITTED:
        office.submit()
    elif state == RETURNED:
        office.give_back()
    elif state == APPROVED:
        office.approve()
    elif state == REOPENED:
        reopen(office, office.approve())
    return newest(office)


def newest(office: SampleOffice) -> Report:
    report = office.report()
    assert report
    return report


def people(office: SampleOffice) -> dict[str, User]:
    district, unit = office.district, office.communes[0]
    return {
        UNIT: office.reporters[0],
        "reporter of another unit": office.reporters[1],
        REVIEWER: office.reviewer,
        "reviewer at the unit itself": member(unit, Role.REVIEWER),
        "reviewer of another unit": member(office.communes[1], Role.REVIEWER),
        "reporter of the unit above": member(district, Role.REPORTER),
        "leader": office.leader,
        ADMINISTRATOR: office.administrator,
        "nobody": UserFactory.create(),
    }


def act(office: SampleOffice, report: Report, action: ReportAction, actor: User) -> Report:
    seen_version = report.version
    acts: dict[ReportAction, Callable[[], object]] = {
        ReportAction.CHANGE: lambda: figure_save(
            unit=report.unit,
            period=report.period,
            indicator=office.indicators["CT01"],
            actor=actor,
            values=FigureValues(numerator=Decimal(11)),
            seen_version=1,
        ),
        ReportAction.ON_BEHALF: lambda: on_behalf_start(
            unit=report.unit, period=report.period, actor=actor, reason="mất điện"
        ),
        ReportAction.SUBMIT: lambda: report_submit(
            report=report, actor=actor, seen_version=seen_version, incomplete_reason="thiếu"
        ),
        ReportAction.RETURN: lambda: report_return(report=report, actor=actor, seen_version=seen_version, reason="sai"),
        ReportAction.APPROVE: lambda: report_approve(report=report, actor=actor, seen_version=seen_version),
        ReportAction.RECALL: lambda: report_recall(report=report, actor=actor, seen_version=seen_version),
        ReportAction.REOPEN: lambda: report_reopen(report=report, actor=actor, seen_version=seen_version, reason="sai"),
    }
    acts[action]()
    return newest(office)


def everything() -> list[object]:
    reports = Report.objects.order_by("pk").values_list("pk", "state", "version", "reviewed_by", "submitted_by")
    figures = Figure.objects.order_by("pk").values_list("pk", "numerator", "version", "flagged")
    return [list(reports), list(figures), ReportEvent.objects.count(), PeriodException.objects.count()]


@pytest.mark.parametrize("state", ReportState)
@pytest.mark.parametrize("action", STEPS)
def test_only_the_right_person_takes_a_step_and_a_refused_one_writes_nothing(office, state, action):
    report = reach(office, state)
    who, after = ALLOWED.get((state, action), (None, None))
    outcomes: dict[str, str | None] = {}
    for name, actor in people(office).items():
        before = everything()
        with transaction.atomic():
            try:
                outcomes[name] = act(office, report, action, actor).state
            except Refusal:
                outcomes[name] = None
            unchanged = everything() == before
            transaction.set_rollback(True)
        assert unchanged == (outcomes[name] is None)
    assert outcomes == dict.fromkeys(outcomes) | ({who: after} if who else {})


@pytest.mark.parametrize(
    ("action", "passes"), [(ReportAction.RETURN, False), (ReportAction.APPROVE, False), (ReportAction.REOPEN, True)]
)
def test_nobody_reviews_what_they_sent(office, action, passes):
    """They may not even with both roles; an approved report may be reopened by any of its reviewers."""
    both = UserFactory.create()
    MembershipFactory(user=both, unit=office.communes[0], role=Role.REPORTER)
    MembershipFactory(user=both, unit=office.district, role=Role.REVIEWER)
    office.reporters[0] = both
    report = send(office)
    if action == ReportAction.REOPEN:
        report = report_approve(report=report, actor=office.reviewer, seen_version=report.version)
    if passes:
        assert act(office, report, action, both).revision == 2
        return
    with pytest.raises(Refusal, match="không thể tự thẩm định"):
        act(office, report, action, both)


@pytest.mark.parametrize("action", [ReportAction.RETURN, ReportAction.REOPEN])
@pytest.mark.parametrize("reason", ["", "  \n\u00a0"])
def test_a_step_back_without_a_reason_is_refused(office, action, reason):
    report = reach(office, SUBMITTED if action == ReportAction.RETURN else APPROVED)
    service = report_return if action == ReportAction.RETURN else report_reopen
    with pytest.raises(InvalidInput) as refusal:
        service(report=report, actor=office.reviewer, seen_version=report.version, reason=reason)
    assert set(refusal.value.errors) == {"reason"}


def test_decision_on_another_version_than_the_one_seen_is_refused(office):
    report = reach(office, SUBMITTED)
    seen_version = report.version
    report_return(report=report, actor=office.reviewer, seen_version=seen_version, reason="sai")
    send(office, amount="12")
    for service in (report_approve, report_return):
        more = {"reason": "sai"} if service is report_return else {}
        with pytest.raises(Conflict, match="đã thay đổi sau khi anh/chị mở trang"):
            service(report=report, actor=office.reviewer, seen_version=seen_version, **more)


def test_a_page_of_an_earlier_revision_never_passes_for_a_later_one(office):
    first = reach(office, APPROVED)
    seen_versions = {first.version, first.version - 1}
    second = report_reopen(report=first, actor=office.reviewer, seen_version=first.version, reason="sai")
    assert second.version not in seen_versions
    assert office.submit().version not in seen_versions


def test_flags_name_figures_of_the_report_and_go_when_it_is_sent_again(office):
    office.enter("CT01", 10)
    report = office.give_back(flagged=("CT01", "không-có"))
    assert Figure.objects.get(report=report).flagged
    assert report.events.latest("pk").changes == {"flagged": ["CT01"]}
    office.submit()
    assert not Figure.objects.get(report=report).flagged


def test_sending_the_same_version_twice_sends_once(office):
    report = reach(office, DRAFT)
    for _ in range(2):
        report_again = report_submit(
            report=report, actor=office.reporters[0], seen_version=1, incomplete_reason="thiếu"
        )
    assert (report_again.version, report.events.filter(action=ReportAction.SUBMIT).count()) == (2, 1)


def test_reopening_in_a_locked_period_lets_the_unit_in_for_a_week(office):
    report = reach(office, APPROVED)
    office.set_period(3, PeriodState.LOCKED)
    with pytest.raises(StateRefusal):
        office.enter("CT01", 5, unit=office.communes[1])
    report = newest(office)
    report_reopen(report=report, actor=office.reviewer, seen_version=report.version, reason="nhập nhầm")
    exception = PeriodException.objects.get()
    assert (exception.unit, exception.until.isoformat(), exception.reason) == (report.unit, "2022-09-22", "nhập nhầm")
    assert office.enter("CT01", 12).report.revision == 2


def counted_value(office: SampleOffice) -> Decimal | None:
    """Returns the counted figure of the first commune."""
    view = plan_view(visible_units_of(office.reviewer))
    assert view
    reported = read_figures(read_plan_data(view, [office.communes[0].pk]), [office.communes[0].pk], states=COUNTED)
    figure = reported.figures.get((office.indicators["CT01"].pk, office.communes[0].pk, 3))
    return figure.numerator if figure else None


class ReportLifecycle(RuleBasedStateMachine):
    """Any order of steps on one report, beside a model of what must be true of it."""

    office: SampleOffice  # shared: every run takes its own steps back

    @initialize()
    def start(self) -> None:
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.states: list[ReportState] = []  # one for each revision
        self.entered: Decimal | None = None
        self.approved: Decimal | None = None
        self.reasons: list[str] = []
        self.events = 0

    def teardown(self) -> None:
        if hasattr(self, "savepoint"):
            transaction.set_rollback(True)
            self.savepoint.__exit__(None, None, None)

    def is_in(self, *states: ReportState) -> bool:
        return bool(self.states) and self.states[-1] in states

    @precondition(lambda self: not self.states or self.is_in(DRAFT, RETURNED, REOPENED))
    @rule(value=st.integers(0, 3))
    def enter(self, value: int) -> None:
        self.events += (not self.states) + (self.entered != value)
        self.office.enter("CT01", value)
        self.states, self.entered = self.states or [DRAFT], Decimal(value)

    @precondition(lambda self: self.is_in(DRAFT, RETURNED, REOPENED))
    @rule()
    def submit(self) -> None:
        self.office.submit()
        self.sent_from, self.states[-1] = self.states[-1], SUBMITTED
        self.events += 1

    @precondition(lambda self: self.is_in(SUBMITTED))
    @rule()
    def recall(self) -> None:
        report = newest(self.office)
        if report.is_opened:
            with pytest.raises(StateRefusal):
                act(self.office, report, ReportAction.RECALL, self.office.reporters[0])
            return
        act(self.office, report, ReportAction.RECALL, self.office.reporters[0])
        self.states[-1] = self.sent_from
        self.events += 1

    @precondition(lambda self: self.is_in(SUBMITTED))
    @rule()
    def open(self) -> None:
        report_mark_opened(report=newest(self.office), actor=self.office.reviewer)
        assert newest(self.office).is_opened

    @precondition(lambda self: self.is_in(SUBMITTED))
    @rule(reason=st.sampled_from(["thiếu nguồn", "sai đơn vị tính"]))
    def give_back(self, reason: str) -> None:
        report = newest(self.office)
        report_return(report=report, actor=self.office.reviewer, seen_version=report.version, reason=reason)
        self.states[-1] = RETURNED
        self.reasons.append(reason)
        self.events += 1

    @precondition(lambda self: self.is_in(SUBMITTED))
    @rule()
    def approve(self) -> None:
        report = newest(self.office)
        report_approve(report=report, actor=self.office.reviewer, seen_version=report.version)
        self.states[-1], self.approved = APPROVED, self.entered
        self.events += 1

    @precondition(lambda self: self.is_in(APPROVED))
    @rule()
    def reopen(self) -> None:
        report = newest(self.office)
        report_reopen(
            report=report, actor=self.office.reviewer, seen_version=report.version, reason=f"lần {report.revision}"
        )
        self.states.append(REOPENED)
        self.reasons.append(f"lần {report.revision}")
        self.events += 1

    @precondition(lambda self: self.states)
    @rule(action=st.sampled_from(STEPS))
    def try_what_the_state_forbids(self, action: ReportAction) -> None:
        if (self.states[-1], action) in ALLOWED:
            return
        for actor in (self.office.reporters[0], self.office.reviewer):
            with pytest.raises(Refusal):
                act(self.office, newest(self.office), action, actor)

    @precondition(lambda self: self.is_in(SUBMITTED, APPROVED))
    @rule(behind=st.integers(1, 3))
    def try_with_an_old_page(self, behind: int) -> None:
        report = newest(self.office)
        service = report_approve if self.is_in(SUBMITTED) else report_reopen
        more = {} if self.is_in(SUBMITTED) else {"reason": "sai"}
        with pytest.raises(Conflict):
            service(report=report, actor=self.office.reviewer, seen_version=report.version - behind, **more)

    @invariant()
    def revisions_are_approved_but_the_newest(self) -> None:
        if hasattr(self, "states"):
            assert list(Report.objects.order_by("revision").values_list("state", flat=True)) == self.states
            assert all(state == APPROVED for state in self.states[:-1])

    @invariant()
    def the_approved_figure_counts_and_nothing_else(self) -> None:
        if hasattr(self, "states"):
            assert counted_value(self.office) == self.approved

    @invariant()
    def the_story_has_no_gap(self) -> None:
        if not hasattr(self, "states"):
            return
        events = list(ReportEvent.objects.order_by("pk"))
        assert len(events) == self.events
        assert [e.comment for e in events if e.action in (ReportAction.RETURN, ReportAction.REOPEN)] == self.reasons
        assert [e.from_state for e in events] == ["", *(e.to_state for e in events)][: len(events)]


def test_no_order_of_steps_breaks_a_report(office):
    ReportLifecycle.office = office
    run_state_machine_as_test(ReportLifecycle, settings=settings(max_examples=10, stateful_step_count=20))
