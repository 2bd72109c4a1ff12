"""The period that a person starts from: laws of the choice, whatever work there is, and the words of work."""

from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from reports.selectors.default_period import default_period
from reports.selectors.indicator_reports import IndicatorReports
from reports.selectors.period_work.work import PeriodWork
from targets.enums import PeriodState, PlanStatus
from targets.models import Period, Plan
from units.enums import Role

OPEN, LOCKED, UPCOMING = PeriodState.OPEN, PeriodState.LOCKED, PeriodState.UPCOMING
PLAN = Plan(pk=1, year=2022, owner_id=1, status=PlanStatus.ACTIVE)
LAST_PLAN = Plan(pk=2, year=2021, owner_id=1, status=PlanStatus.CLOSED)
PLAN_BELOW = Plan(pk=3, year=2023, owner_id=2, status=PlanStatus.ACTIVE)


def work(ordinal: int, state: PeriodState = OPEN, plan: Plan = PLAN, **facts: Any) -> PeriodWork:
    return PeriodWork(plan, Period(plan=plan, ordinal=ordinal, state=state), **facts)


@pytest.mark.parametrize(
    ("state", "asked", "sent", "lacks", "majority"),
    [
        (OPEN, None, 0, True, False),  # nothing is known of anybody
        (OPEN, 0, 0, False, False),
        (OPEN, 3, 0, True, False),
        (OPEN, 3, 2, True, True),
        (OPEN, 4, 2, True, False),  # half is not more than half
        (OPEN, 3, 3, False, True),
        (LOCKED, 3, 0, False, False),
        (LOCKED, 3, 2, False, True),
        (UPCOMING, 3, 3, False, False),
        (UPCOMING, None, 0, False, False),
    ],
)
def test_what_a_period_still_lacks(
    state: PeriodState, asked: int | None, sent: int, lacks: bool, majority: bool
) -> None:
    own = work(3, state, asked_count=asked, sent_count=sent)
    assert (own.lacks_reports, own.has_majority) == (lacks, majority)


@pytest.mark.parametrize("role", Role)
def test_without_any_period_there_is_none_to_start_from(role: Role) -> None:
    assert default_period([], role) is None


@pytest.mark.parametrize("role", Role)
def test_a_plan_that_has_not_begun_starts_with_its_first_period(role: Role) -> None:
    works = [work(ordinal, UPCOMING) for ordinal in (1, 2, 3, 4, 5)]
    assert default_period(works, role) is works[0]


# A reporter has something to send in open periods, and in locked ones by an exception.
works_of_one_plan = st.lists(
    st.builds(
        work,
        st.just(0),
        st.sampled_from(PeriodState),
        to_send=st.booleans(),
        to_review=st.booleans(),
        asked_count=st.none() | st.integers(0, 4),
        sent_count=st.integers(0, 4),
    ),
    min_size=1,
    max_size=5,
).map(lambda works: [place(own, ordinal) for ordinal, own in enumerate(works, 1)])


def place(own: PeriodWork, ordinal: int) -> PeriodWork:
    own.period.ordinal = ordinal
    return own


@given(works_of_one_plan, st.sampled_from(Role))
def test_a_period_to_come_is_chosen_only_where_none_has_begun(works: list[PeriodWork], role: Role) -> None:
    chosen = default_period(works, role)
    assert chosen in works
    assert chosen.has_opened or chosen.to_send or chosen.to_review or not any(own.has_opened for own in works)


@given(works_of_one_plan)
def test_who_enters_works_on_the_oldest_report_to_send(works: list[PeriodWork]) -> None:
    to_send = [own for own in works if own.to_send]
    assume(to_send)
    assert default_period(works, Role.REPORTER) is to_send[0]


@given(works_of_one_plan)
def test_who_reviews_works_on_the_oldest_report_that_waits(works: list[PeriodWork]) -> None:
    waiting = [own for own in works if own.to_review]
    lacking = [own for own in works if own.lacks_reports]
    assume(waiting or lacking)
    assert default_period(works, Role.REVIEWER) is (waiting or lacking)[0]


@settings(max_examples=25)
@given(works_of_one_plan, st.sampled_from([Role.LEADER, Role.ADMINISTRATOR]))
def test_who_reads_sees_the_latest_period_that_most_have_sent(works: list[PeriodWork], role: Role) -> None:
    reported = [own for own in works if own.has_majority]
    assume(reported)
    assert default_period(works, role) is reported[-1]


@settings(max_examples=25)
@given(works_of_one_plan, st.sampled_from(Role), st.randoms())
def test_the_order_of_periods_does_not_matter_once_one_has_begun(
    works: list[PeriodWork], role: Role, random: Any
) -> None:
    assume(any(own.has_opened for own in works))
    shuffled = list(works)
    random.shuffle(shuffled)
    assert default_period(shuffled, role) is default_period(works, role)


def test_closed_plans_hold_no_work_while_another_is_in_force() -> None:
    old, new = work(5, LOCKED, LAST_PLAN, to_send=True), work(1, OPEN)
    assert default_period([new, old], Role.REPORTER) is new
    assert default_period([old], Role.REPORTER) is old


def test_readers_see_the_last_plan_until_this_one_is_reported() -> None:
    old = work(5, LOCKED, LAST_PLAN, asked_count=3, sent_count=3)
    new = work(1, OPEN, asked_count=3, sent_count=1)
    assert default_period([new, old], Role.LEADER) is old
    assert default_period([work(1, OPEN, asked_count=3, sent_count=2), old], Role.LEADER).plan is PLAN


def test_what_has_begun_is_that_of_the_nearest_owner() -> None:
    own, below = work(2, OPEN), work(1, OPEN, PLAN_BELOW)
    for role in (Role.REPORTER, Role.LEADER):
        assert default_period([own, below], role) is own


# The figures of an indicator, for whoever changes its targets

OWNER = 1
REPORTS = IndicatorReports(OWNER, {2: {3: "Quý III", 1: "Quý I"}, 3: {2: "Quý II", 1: "Quý I"}}, {2, 3, 4})


@pytest.mark.parametrize(
    ("units", "periods"),
    [
        ([2], ["Quý I", "Quý III"]),
        ([3], ["Quý I", "Quý II"]),
        ([2, 3], ["Quý I", "Quý II", "Quý III"]),
        ([4], []),  # entered, not approved
        ([], []),
        ([OWNER], ["Quý I", "Quý II", "Quý III"]),  # a headline concerns everybody
        ([OWNER, 4], ["Quý I", "Quý II", "Quý III"]),
    ],
)
def test_the_periods_in_which_a_change_would_judge_anew(units: list[int], periods: list[str]) -> None:
    assert REPORTS.periods(units) == periods
