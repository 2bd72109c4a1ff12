"""Tests of the plan and period that a page shows when its address names none, by role and state of the periods."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from chodon_thidua.lib import clock
from reports.coordination.periods.services import exception_grant
from reports.enums import ReportState
from reports.models import Report, RollUpScope
from reports.progress import rollups
from reports.selectors.default_period import default_period, plan_choice
from reports.selectors.period_work.work import PeriodWork
from reports.selectors.report_contents.report_address import report_address
from reports.services import rollups as rollup_services
from targets.enums import PeriodState, PlanStatus
from targets.models import Indicator, Period, Plan
from tests.factories import MembershipFactory, UnitFactory, member
from tests.reports.builders import OPEN_ORDINAL, SampleOffice, add_plan, make_office, moment
from tests.reports.pages import page, signed_in, visible_text
from tests.reports.reviewing import reload_user
from tests.stored_rows import remembered
from units.enums import Role
from units.models import Unit, User

STATES = {"U": PeriodState.UPCOMING, "O": PeriodState.OPEN, "L": PeriodState.LOCKED}
ALL = "AAA"  # every commune's report is approved
FIRST_TWO = {(2022, 1): ALL, (2022, 2): ALL}
FOUR = FIRST_TWO | {(2022, 3): ALL, (2022, 4): ALL}
Place = tuple[int, int]


@dataclass(frozen=True)
class DefaultPeriodCase:
    """One case of the rule.

    Shape: `periods` by year, a letter for each; `reports` a letter for each commune; `let_in` is the period that an
    exception opens to the first commune.
    """

    name: str
    periods: dict[int, str]
    reports: dict[Place, str]
    reporter: Place
    reviewer: Place
    leader: Place
    let_in: Place | None = None
    closed: Sequence[int] = field(default=())


CASES = [
    DefaultPeriodCase("III open, unsent and due; IV open", {2022: "LLOOU"}, FIRST_TWO, (2022, 3), (2022, 3), (2022, 2)),
    DefaultPeriodCase(
        "III sent, IV open", {2022: "LLOOU"}, FIRST_TWO | {(2022, 3): "S.."}, (2022, 4), (2022, 3), (2022, 2)
    ),
    DefaultPeriodCase(
        "III sent by most", {2022: "LLOOU"}, FIRST_TWO | {(2022, 3): "AS."}, (2022, 4), (2022, 3), (2022, 3)
    ),
    DefaultPeriodCase(
        "III approved of most", {2022: "LLOOU"}, FIRST_TWO | {(2022, 3): "AA."}, (2022, 4), (2022, 3), (2022, 3)
    ),
    DefaultPeriodCase("III begun", {2022: "LLOOU"}, FIRST_TWO | {(2022, 3): "DAA"}, (2022, 3), (2022, 3), (2022, 3)),
    DefaultPeriodCase("III returned", {2022: "LLOOU"}, FIRST_TWO | {(2022, 3): "RAA"}, (2022, 3), (2022, 3), (2022, 3)),
    DefaultPeriodCase(
        "III returned, IV sent", {2022: "LLOOU"}, {(2022, 3): "RAA", (2022, 4): "SAA"}, (2022, 3), (2022, 4), (2022, 4)
    ),
    DefaultPeriodCase("III locked", {2022: "LLLOU"}, FIRST_TWO | {(2022, 3): ".AA"}, (2022, 4), (2022, 4), (2022, 3)),
    DefaultPeriodCase(
        "III locked, the unit let in",
        {2022: "LLLOU"},
        FIRST_TWO | {(2022, 3): ".AA"},
        (2022, 3),
        (2022, 4),
        (2022, 3),
        let_in=(2022, 3),
    ),
    DefaultPeriodCase(
        "III locked, a report waits", {2022: "LLLOU"}, {(2022, 3): "SAA"}, (2022, 4), (2022, 3), (2022, 3)
    ),
    DefaultPeriodCase("all is done", {2022: "LLOOU"}, FOUR, (2022, 4), (2022, 4), (2022, 4)),
    DefaultPeriodCase("nothing is open", {2022: "LLLUU"}, FIRST_TWO, (2022, 3), (2022, 3), (2022, 2)),
    DefaultPeriodCase("nothing was ever sent", {2022: "LOOUU"}, {}, (2022, 2), (2022, 2), (2022, 3)),
    DefaultPeriodCase(
        "next year is loaded", {2022: "LLOUU", 2023: "UUUUU"}, FIRST_TWO, (2022, 3), (2022, 3), (2022, 2)
    ),
    DefaultPeriodCase(
        "next year is loaded, all is done", {2022: "LLOUU", 2023: "UUUUU"}, FOUR, (2022, 3), (2022, 3), (2022, 3)
    ),
    DefaultPeriodCase("next year has begun", {2022: "LLLLO", 2023: "OUUUU"}, FOUR, (2022, 5), (2022, 5), (2022, 4)),
    DefaultPeriodCase(
        "next year has begun, this one is done",
        {2022: "LLLLO", 2023: "OUUUU"},
        FOUR | {(2022, 5): ALL},
        (2023, 1),
        (2023, 1),
        (2022, 5),
    ),
    DefaultPeriodCase(
        "next year is reported by most",
        {2022: "LLLLL", 2023: "OUUUU"},
        FOUR | {(2023, 1): "SS."},
        (2023, 1),
        (2023, 1),
        (2023, 1),
    ),
    DefaultPeriodCase(
        "this year is over, next year is loaded",
        {2022: "LLLLL", 2023: "UUUUU"},
        FOUR,
        (2022, 5),
        (2022, 5),
        (2022, 4),
        closed=(2022,),
    ),
    DefaultPeriodCase(
        "a closed year left open",
        {2022: "LLLLO", 2023: "OUUUU"},
        FOUR,
        (2023, 1),
        (2023, 1),
        (2022, 4),
        closed=(2022,),
    ),
    DefaultPeriodCase("nothing has begun", {2022: "UUUUU", 2023: "UUUUU"}, {}, (2023, 1), (2023, 1), (2023, 1)),
]


@pytest.fixture
def office(db: None) -> Iterator[SampleOffice]:
    with clock.at(moment()):
        yield make_office(communes=3, indicators=("AMOUNT",))


@remembered
def begin_plan(office: SampleOffice, year: int) -> None:
    if year != office.plan.year:
        add_plan(office, year, ("AMOUNT",))
    for ordinal in range(1, OPEN_ORDINAL + 1):
        office.set_period(ordinal, PeriodState.UPCOMING)


@remembered
def arrange_period(office: SampleOffice, ordinal: int, letter: str, reports: str) -> None:
    if reports or letter == "L":
        office.set_period(ordinal, PeriodState.OPEN)
    for unit, step in zip(office.communes, reports, strict=False):
        report(office, unit, ordinal, step)
    office.set_period(ordinal, STATES[letter])


def arrange(office: SampleOffice, case: DefaultPeriodCase) -> None:
    for year, states in case.periods.items():
        begin_plan(office, year)
        for ordinal, letter in enumerate(states, 1):
            arrange_period(office, ordinal, letter, case.reports.get((year, ordinal), ""))
        if case.let_in and case.let_in[0] == year:
            exception_grant(
                period=office.period(case.let_in[1]),
                unit=office.communes[0],
                until=date(2022, 9, 30),
                reason="Sót",
                actor=office.administrator,
            )
    Plan.objects.exclude(year__in=case.closed).update(status=PlanStatus.ACTIVE)
    Plan.objects.filter(year__in=case.closed).update(status=PlanStatus.CLOSED)


def report(office: SampleOffice, unit, ordinal: int, step: str) -> None:
    if step != ".":
        office.enter("CT01", 10, unit=unit, ordinal=ordinal)
    if step == "S":
        office.submit(unit, ordinal)
    elif step == "R":
        office.give_back(unit, ordinal)
    elif step == "A":
        office.approve(unit, ordinal)


def place(user: User, **named) -> Place:
    chosen = plan_choice(reload_user(user), **named)
    assert chosen
    assert chosen.period
    assert chosen.period.plan_id == chosen.view.plan.pk
    return chosen.view.plan.year, chosen.period.ordinal


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_plan_and_the_period_with_work_for_the_person(office: SampleOffice, case: DefaultPeriodCase) -> None:
    arrange(office, case)
    people = (office.reporters[0], office.reviewer, office.leader, office.administrator)
    assert [place(user) for user in people] == [case.reporter, case.reviewer, case.leader, case.leader]


PAGES = {
    "reporter": ("/bao-cao/", "/tong-quan/", "/xuat/"),
    "reviewer": ("/tham-dinh/", "/tong-quan/", "/ma-tran/", "/xuat/"),
    "leader": ("/tong-quan/", "/chi-tieu/", "/don-vi/", "/ma-tran/", "/so-sanh/", "/xuat/"),
}


@pytest.mark.parametrize("role", PAGES)
@pytest.mark.parametrize("case", [CASES[0], CASES[13], CASES[15]], ids=lambda case: case.name)
def test_every_page_shows_it(office: SampleOffice, case: DefaultPeriodCase, role: str) -> None:
    arrange(office, case)
    user = {"reporter": office.reporters[0], "reviewer": office.reviewer, "leader": office.leader}[role]
    year, ordinal = getattr(case, role)
    client = signed_in(user)
    for path in PAGES[role]:
        tree = page(client, path=path)
        heading = visible_text(tree.xpath("//main")[0])
        assert f"năm {year}" in heading, path
        if selected := tree.xpath("//select[@name='ky']/option[@selected]/@value"):
            assert selected == [str(ordinal)], path
    start = client.get("/")["Location"]
    assert start == f"/bao-cao/{year}/02010/{ordinal}/" if role == "reporter" else PAGES[role][0]


@pytest.mark.parametrize("who", ["reviewer", "administrator"])
def test_who_waits_for_reports_is_shown_the_period_that_lacks_them(office: SampleOffice, who: str) -> None:
    arrange(office, CASES[0])
    tree = page(signed_in(getattr(office, who)), path="/ke-hoach/2022/chua-nop/")
    assert "Quý III năm 2022" in visible_text(tree.xpath("//h1")[0])


def test_the_coordinator_starts_at_the_plan_that_has_begun(office: SampleOffice) -> None:
    arrange(office, CASES[13])
    client = signed_in(office.administrator)
    addresses = ("/ke-hoach/", "/ke-hoach/?nam=2023", "/ke-hoach/?nam=2019", "/ke-hoach/?nam=x")
    assert [client.get(address)["Location"][-5:] for address in addresses] == ["2022/", "2023/", "2022/", "2022/"]


def test_a_named_year_has_its_own_default(office: SampleOffice) -> None:
    arrange(office, CASES[15])
    named = [{"year": 2022}, {"year": 2023}, {"plan_id": office.plans[0].pk}]
    assert [place(office.reporters[0], **one) for one in named] == [(2022, 5), (2023, 1), (2022, 5)]
    assert [place(office.leader, **one) for one in named] == [(2022, 4), (2023, 1), (2022, 4)]
    assert place(office.leader, ordinal=3) == (2022, 3)


def test_nothing_is_to_be_sent_where_nothing_is_asked(office: SampleOffice) -> None:
    arrange(office, CASES[0])
    Indicator.objects.update(due=[4, 5])
    assert place(office.reporters[0]) == (2022, 4)


def test_the_duties_of_a_merged_unit_are_work_too(office: SampleOffice) -> None:
    new = UnitFactory.create(code="02099", parent=office.district)
    user = member(new, Role.REPORTER)
    arrange(office, CASES[0])
    assert place(user) == (2022, 4)  # nothing is asked of it
    office.communes[0].successions.create(successor=new, on=date(2022, 6, 15))
    assert place(user) == (2022, 3)


def test_one_of_several_units_is_enough(office: SampleOffice) -> None:
    arrange(office, CASES[1])
    MembershipFactory(user=office.reporters[0], unit=office.communes[1], role=Role.REPORTER)
    assert place(office.reporters[0]) == (2022, 3)


def test_what_a_reviewer_sent_is_not_theirs_to_decide(office: SampleOffice) -> None:
    arrange(office, CASES[6])
    Report.objects.filter(state=ReportState.SUBMITTED).update(submitted_by=office.reviewer)
    assert place(office.reviewer) == (2022, 3)


def test_the_leader_of_one_unit_reads_what_it_has_sent(office: SampleOffice) -> None:
    arrange(office, CASES[2])
    leaders = [member(unit, Role.LEADER) for unit in office.communes]
    assert [place(user) for user in leaders] == [(2022, 3), (2022, 3), (2022, 2)]


def test_a_scope_too_large_to_be_counted_in_one_row_is_added_up(office: SampleOffice, monkeypatch) -> None:
    cluster = UnitFactory.create(code="CUM", name="Cụm", parent=office.district)
    for unit in office.communes:
        unit.parent = cluster
        unit.save()
    arrange(office, CASES[2])
    for module in (rollups, rollup_services):
        monkeypatch.setattr(module, "MOST_BELOW", 3)
    call_command("rebuild_rollup")
    assert set(RollUpScope.objects.values_list("unit__code", "is_stored")) >= {("064", False), ("CUM", True)}
    assert place(office.leader) == (2022, 3)


works = st.builds(
    PeriodWork,
    plan=st.builds(
        Plan,
        pk=st.integers(1, 3),
        year=st.integers(2021, 2023),
        owner_id=st.integers(1, 2),
        status=st.sampled_from([PlanStatus.ACTIVE, PlanStatus.CLOSED]),
    ),
    period=st.builds(Period, ordinal=st.integers(1, 5), state=st.sampled_from(list(PeriodState))),
    to_send=st.booleans(),
    to_review=st.booleans(),
    asked_count=st.none() | st.integers(0, 3),
    sent_count=st.integers(0, 3),
)


@given(st.lists(works, min_size=1, max_size=8), st.sampled_from(list(Role)))
def test_the_choice_is_never_without_work_that_is_there(given_works: list[PeriodWork], role: Role) -> None:
    chosen = default_period(given_works, role)
    assert chosen in given_works
    has_work = {Role.REPORTER: lambda one: one.to_send, Role.REVIEWER: lambda one: one.to_review}.get(role)
    active = [work for work in given_works if work.plan.status == PlanStatus.ACTIVE] or given_works
    todo = [work for work in active if has_work(work)] if has_work else []
    if todo:
        assert chosen.age == min(work.age for work in todo)
    elif any(work.has_opened for work in given_works):
        assert chosen.has_opened


def test_of_several_plans_of_a_year_the_one_that_addresses_of_reports_mean(office: SampleOffice) -> None:
    arrange(office, CASES[0])
    first = office.plan
    province = UnitFactory.create(code="06", name="Tỉnh Bắc Kạn")
    Unit.objects.filter(pk=office.district.pk).update(parent=province)
    for state, owner in ((PeriodState.UPCOMING, office.district), (PeriodState.OPEN, province)):
        add_plan(office, 2022, ("AMOUNT",), number=f"{state}/KH-UBND")
        office.set_period(1, state)
        Plan.objects.filter(pk=office.plan.pk).update(owner=owner)
    Plan.objects.update(status=PlanStatus.ACTIVE)
    for user in (office.reporters[0], office.reviewer, office.leader):
        chosen = plan_choice(reload_user(user))
        assert chosen
        assert chosen.view.plan == first
        assert report_address(reload_user(user), 2022, office.communes[0].code, 3).view.plan == first
