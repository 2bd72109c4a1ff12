"""The steps of a directive: who may take which in which state, what is stored, and who is told."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from pytest_django.fixtures import Settings

from chodon_thidua.lib import clock
from chodon_thidua.lib.refusals import Conflict, InvalidInput, Refusal, StateRefusal
from reports.directive_workflow import DirectiveAction, DirectiveState, next_directive_state
from reports.directives.letters import letters_send
from reports.models import Directive, DirectiveEvent
from tests.factories import UnitFactory, member
from tests.reports.builders import SampleOffice, add_plan, make_office, moment
from tests.reports.directing import ANSWER, DUE_ON, QUESTION, answer, decide, in_state, issue
from units.enums import Role, UnitKind
from units.models import AuditEvent, Unit, User

pytestmark = pytest.mark.django_db
S, A = DirectiveState, DirectiveAction
STEPS: dict[DirectiveAction, Callable[..., Any]] = {
    A.ANSWER: answer,
    A.REPEAT: lambda office, directive, **values: decide(office, directive, S.REPEATED, **values),
    A.ACCEPT: lambda office, directive, **values: decide(office, directive, S.ACCEPTED, **values),
    A.WITHDRAW: lambda office, directive, **values: decide(office, directive, S.WITHDRAWN, **values),
}
PEOPLE: dict[str, Callable[[SampleOffice], User]] = {
    "own": lambda office: office.reporters[0],
    "other": lambda office: office.reporters[1],
    "reviewer": lambda office: office.reviewer,
    "leader": lambda office: office.leader,
    "administrator": lambda office: office.administrator,
    "leader of the commune": lambda office: member(office.communes[0], Role.LEADER),
}
ACTORS = {A.ANSWER: {"own"}} | {action: {"leader"} for action in (A.REPEAT, A.ACCEPT, A.WITHDRAW)}


@pytest.fixture
def office(db: None) -> Iterator[SampleOffice]:
    with clock.at(moment()):
        yield make_office()


@pytest.mark.parametrize("state", S)
@pytest.mark.parametrize("action", STEPS)
def test_every_state_action_and_role(office: SampleOffice, state: DirectiveState, action: DirectiveAction) -> None:
    directive = in_state(office, state)
    for role, person in PEOPLE.items():
        expected = next_directive_state(state, action) if role in ACTORS[action] else None
        with transaction.atomic():
            if expected is None:
                with pytest.raises(StateRefusal if role in ACTORS[action] else Refusal):
                    STEPS[action](office, directive, actor=person(office))
                directive.refresh_from_db()
                assert directive.state == state
            else:
                STEPS[action](office, directive, actor=person(office))
                directive.refresh_from_db()
                assert directive.state == expected
            transaction.set_rollback(True)


@pytest.mark.parametrize("role", PEOPLE)
def test_only_leaders_at_or_above_give_directives(office: SampleOffice, role: str) -> None:
    actor = PEOPLE[role](office)
    if "leader" in role:
        assert issue(office, actor=actor).by == actor
    else:
        with pytest.raises(Refusal, match="lãnh đạo"):
            issue(office, actor=actor)


def test_the_nearest_unit_that_the_leader_leads_is_the_one_that_gives_it(office: SampleOffice) -> None:
    assert issue(office).issuer == office.district
    commune_leader = member(office.communes[0], Role.LEADER)
    own = issue(office, actor=commune_leader)
    assert own.issuer == office.communes[0]
    with pytest.raises(Refusal):
        issue(office, 1, actor=commune_leader)
    answer(office, own)
    decide(office, own, S.ACCEPTED)  # the district leads the commune too


def test_a_leader_below_does_not_decide_on_what_came_from_above(office: SampleOffice) -> None:
    directive = in_state(office, S.ANSWERED)
    with pytest.raises(Refusal):
        decide(office, directive, S.ACCEPTED, actor=member(office.communes[0], Role.LEADER))


@pytest.mark.parametrize(
    ("values", "errors"),
    [
        ({"text": "  "}, {"text": "Hãy ghi nội dung để đơn vị biết phải làm gì."}),
        ({"due_on": date(2022, 9, 14)}, {"due_on": "Hạn trả lời không thể trước hôm nay."}),
    ],
)
def test_a_directive_says_what_until_when(office: SampleOffice, values: dict[str, Any], errors: dict[str, str]) -> None:
    with pytest.raises(InvalidInput) as refused:
        issue(office, **values)
    assert refused.value.errors == errors
    assert Directive.objects.count() == 0


def test_the_last_day_may_be_today(office: SampleOffice) -> None:
    assert issue(office, due_on=date(2022, 9, 15)).due_on == date(2022, 9, 15)


def test_a_unit_without_anybody_to_answer_gets_none(office: SampleOffice) -> None:
    empty = UnitFactory.create(name="Xã Vắng", parent=office.district, kind=UnitKind.COMMUNE)
    with pytest.raises(InvalidInput, match="chưa có cán bộ nhập liệu"):
        issue(office, unit=empty)


def test_an_indicator_of_another_plan_is_refused(office: SampleOffice) -> None:
    indicator = office.indicators["CT01"]
    add_plan(office, 2023, ("AMOUNT",))
    with pytest.raises(InvalidInput, match="không thuộc kế hoạch"):
        issue(office, indicator=indicator, ordinal=1)


def test_any_number_of_rounds_is_kept(office: SampleOffice) -> None:
    directive = issue(office)
    for n in range(3):
        answer(office, directive, f"Trả lời lần {n}.")
        decide(office, directive, S.REPEATED, text=f"Chưa rõ lần {n}.", due_on=DUE_ON + timedelta(days=n))
    answer(office, directive, "Trả lời lần cuối.")
    decide(office, directive, S.ACCEPTED, text="Đồng ý.")
    directive.refresh_from_db()
    texts = [event.text for event in directive.events.all()]
    assert texts == [
        QUESTION,
        *[text for n in range(3) for text in (f"Trả lời lần {n}.", f"Chưa rõ lần {n}.")],
        "Trả lời lần cuối.",
        "Đồng ý.",
    ]
    assert (directive.version, directive.due_on, directive.text) == (9, DUE_ON + timedelta(days=2), QUESTION)
    steps = [(event.from_state, event.to_state) for event in directive.events.all()]
    assert [to for _, to in steps[:-1]] == [start for start, _ in steps[1:]]


@pytest.mark.parametrize("action", STEPS)
def test_nobody_acts_on_what_they_have_not_seen(office: SampleOffice, action: DirectiveAction) -> None:
    directive = in_state(office, S.OPEN if action == A.ANSWER else S.ANSWERED)
    with pytest.raises(Conflict, match="đã thay đổi sau khi anh/chị mở trang"):
        STEPS[action](office, directive, seen_version=directive.version - 1)
    directive.refresh_from_db()
    assert directive.state in (S.OPEN, S.ANSWERED)


@pytest.mark.parametrize("action", [A.ANSWER, A.REPEAT, A.WITHDRAW])
def test_a_step_needs_its_words(office: SampleOffice, action: DirectiveAction) -> None:
    directive = in_state(office, S.OPEN if action == A.ANSWER else S.ANSWERED)
    with pytest.raises(InvalidInput) as refused:
        STEPS[action](office, directive, text=" \n ")
    assert refused.value.errors.keys() == {"text"}


def test_people_are_told_by_the_bell(office: SampleOffice) -> None:
    reporter, leader = office.reporters[0], office.leader
    directive = issue(office)
    (notice,) = reporter.notices.all()
    assert notice.url == f"/chi-dao/{directive.pk}/"
    assert notice.text == (
        "Huyện Chợ Đồn, yêu cầu giải trình: “Vì sao diện tích trồng rừng còn thấp?”; hạn trả lời 20/09/2022."
    )
    answer(office, directive)
    (told,) = leader.notices.all()
    assert told.text.startswith("Xã Ngọc Phái đã trả lời yêu cầu giải trình: “Mưa lũ kéo dài")
    for state in (S.REPEATED, S.WITHDRAWN):
        decide(office, directive, state)
    assert [text.split(":")[0] for text in reporter.notices.order_by("pk").values_list("text", flat=True)[1:]] == [
        "Huyện Chợ Đồn yêu cầu trả lời lại yêu cầu giải trình",
        "Huyện Chợ Đồn đã rút yêu cầu giải trình “Vì sao diện tích trồng rừng còn thấp?”",
    ]
    assert office.reporters[1].notices.count() == 0


def test_a_leader_whose_account_is_closed_gets_no_notice(office: SampleOffice) -> None:
    directive = issue(office)
    User.objects.filter(pk=office.leader.pk).update(is_active=False)
    assert answer(office, directive).notices == []


def test_letters_go_to_those_with_an_address(office: SampleOffice, settings: Settings, mailoutbox: list[Any]) -> None:
    User.objects.filter(pk=office.reporters[0].pk).update(email="an@example.vn")
    other = member(office.communes[0], Role.REPORTER)
    step = decide(office, in_state(office, S.ANSWERED), S.REPEATED)
    assert {notice.user for notice in step.notices} == {office.reporters[0], other}
    assert letters_send(step.notices).sent_count == 0  # no mail server
    settings.EMAIL_HOST, settings.SITE_URL = "mail.example.vn", "https://thidua.example.vn"
    run = letters_send(step.notices)
    assert (run.sent_count, run.failure_count) == (1, 0)
    (letter,) = mailoutbox
    assert letter.to == ["an@example.vn"]
    assert f"Mở trang: https://thidua.example.vn/chi-dao/{step.directive.pk}/" in letter.body


def test_every_step_is_in_the_audit_log(office: SampleOffice) -> None:
    directive = in_state(office, S.ANSWERED)
    decide(office, directive, S.ACCEPTED)
    events = AuditEvent.objects.filter(object_type="reports.Directive", object_id=str(directive.pk)).order_by("pk")
    assert [(event.action, event.actor) for event in events] == [
        ("DIRECTIVE_ISSUE", office.leader),
        ("DIRECTIVE_ANSWER", office.reporters[0]),
        ("DIRECTIVE_DECISION", office.leader),
    ]
    assert events[0].after == {
        "directive_kind": "EXPLANATION",
        "unit": office.communes[0].code,
        "indicator": "CT01",
        "due_on": "2022-09-20",
    }
    assert (events[2].before, events[2].after["directive_state"]) == ({"directive_state": "ANSWERED"}, "ACCEPTED")


def test_the_database_refuses_to_change_what_was_said(office: SampleOffice) -> None:
    directive = in_state(office, S.ANSWERED)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        DirectiveEvent.objects.filter(directive=directive).update(text="Khác")
    assert [event.text for event in directive.events.all()] == [QUESTION, ANSWER]


def test_a_unit_that_has_ended_still_stands_in_its_directive(office: SampleOffice) -> None:
    directive = issue(office)
    Unit.objects.filter(pk=office.communes[0].pk).update(valid_to=date(2022, 9, 10))
    answer(office, directive)
    directive.refresh_from_db()
    assert directive.state == S.ANSWERED
