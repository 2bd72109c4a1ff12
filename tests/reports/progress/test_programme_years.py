"""The number of one year of a term: which period it is from, what closes it, which units it waits for."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

import pytest

from chodon_thidua.lib import clock
from reports.progress.programmes.programme_results import ProgrammeResult, programme_results
from reports.progress.programmes.term_years import YearResult
from reports.selectors.scope import plan_scope, scope_over
from targets.enums import PeriodState, Reason
from targets.models import Indicator, Milestone, Period, Plan, Target
from tests.reports.builders import SampleOffice, make_office, moment
from tests.reports.programmes import close_year, load_programme, raw_target
from tests.reports.progress.reading import last_year, overview_of
from units.models import Unit, UnitSuccession, User


@pytest.fixture
def office(db: None) -> Iterator[SampleOffice]:
    """Plans of 2021 and 2022; nothing is reported."""
    with clock.at(moment()):
        yield make_office(years=2)


def result(office: SampleOffice, *, ordinal: int = 3, year: int | None = None) -> ProgrammeResult:
    person = User.objects.get(pk=office.leader.pk)
    scope = plan_scope(person, year=year, plan_id=None, ordinal=ordinal, code="")
    return programme_results(overview_of(office, ordinal=ordinal, year=year), scope.view.others)[0]


def year(office: SampleOffice, number: int, **options: int) -> YearResult:
    return next(each for each in result(office, **options).years if each.year == number)


def set_states(plan: Plan, last_open: int) -> None:
    """Opens the periods up to one; the others are to come."""
    Period.objects.filter(plan=plan, ordinal__lte=last_open).update(state=PeriodState.OPEN)
    Period.objects.filter(plan=plan, ordinal__gt=last_open).update(state=PeriodState.UPCOMING)


@pytest.mark.parametrize(
    ("last_open", "value", "period"), [(2, 15, "Quý II"), (3, 30, "Quý III"), (4, 30, "Quý IV"), (5, 30, "Cả năm")]
)
def test_an_earlier_year_is_looked_at_in_its_latest_period(office, last_open, value, period) -> None:
    for ordinal in (1, 2, 3):
        amount = {1: 2, 2: 3, 3: 5}[ordinal]
        last_year(office, "CT01", ordinal, dict.fromkeys(office.communes, amount))
    set_states(office.plans[0], last_open)
    load_programme(office)
    earlier = year(office, 2021)
    assert (earlier.term_year.value, earlier.period.name) == (value, period)
    assert (earlier.term_year.share, earlier.term_year.is_closed) == (1, False)  # the year is over all the same


def test_a_year_of_which_no_period_has_opened_has_no_number(office: SampleOffice) -> None:
    set_states(office.plans[0], 0)
    load_programme(office)
    earlier = year(office, 2021)
    assert (earlier.assessment, earlier.period) == (None, None)
    assert (earlier.term_year.value, earlier.term_year.reason) == (None, Reason.PERIOD_UPCOMING)
    assert not earlier.term_year.is_settled


def test_final_figures_restate_the_year(office: SampleOffice) -> None:
    last_year(office, "CT01", 4, dict.fromkeys(office.communes, 10))
    last_year(office, "CT01", 5, {office.communes[0]: 12})
    load_programme(office)
    set_states(office.plans[0], 4)
    assert year(office, 2021).term_year.value == 30
    close_year(office, office.plans[0])
    closed = year(office, 2021).term_year
    assert (closed.value, closed.is_closed) == (32, True)


def test_a_year_is_closed_when_every_unit_has_sent_it(office: SampleOffice) -> None:
    set_states(office.plans[0], 5)
    last_year(office, "CT01", 5, dict.fromkeys(office.communes[:2], 12))
    load_programme(office)
    waiting = year(office, 2021).term_year
    assert (waiting.value, waiting.is_closed, waiting.is_settled) == (24, False, False)
    last_year(office, "CT01", 5, {office.communes[2]: 12})
    complete = year(office, 2021).term_year
    assert (complete.value, complete.is_closed, complete.is_settled) == (36, True, True)


@pytest.mark.parametrize(("ordinal", "share"), [(1, "0.25"), (2, "0.5"), (3, "0.75")])
def test_the_share_of_the_running_year_is_that_of_the_page(office, ordinal, share) -> None:
    office.enter("CT01", 5, ordinal=1)
    office.approve(ordinal=1)
    load_programme(office)
    assert year(office, 2022, ordinal=ordinal).term_year.share == Decimal(share)


@pytest.mark.parametrize(("state", "is_settled"), [(PeriodState.OPEN, False), (PeriodState.LOCKED, True)])
def test_a_locked_period_waits_for_nobody(office, state, is_settled) -> None:
    office.enter("CT01", 5)
    office.approve()
    load_programme(office)
    office.set_period(3, state)
    assert year(office, 2022).term_year.is_settled == is_settled


def test_everybody_who_has_answered_is_not_waited_for(office: SampleOffice) -> None:
    for commune in office.communes:
        office.enter("CT01", 5, unit=commune)
        office.approve(commune)
    load_programme(office)
    running = year(office, 2022).term_year
    assert (running.is_settled, running.misses_due) == (True, True)  # quarters I and II are missing


def test_zero_is_a_figure(office: SampleOffice) -> None:
    for commune in office.communes:
        office.enter("CT01", 0, unit=commune)
        office.approve(commune)
    load_programme(office)
    running = year(office, 2022).term_year
    assert (running.value, running.counts, running.reason) == (0, True, None)


def test_a_year_without_the_indicator_is_missing_and_not_zero(office: SampleOffice) -> None:
    """The plan of 2022 has another indicator: the chain ends in 2021."""
    Indicator.objects.filter(plan=office.plan).update(predecessor=None)
    load_programme(office, raw_target(plan_year=2021))
    running = year(office, 2022)
    assert (running.indicator, running.term_year.value, running.term_year.reason) == (None, None, Reason.NO_VALUE)
    assert (running.term_year.share, running.term_year.is_closed) == (Decimal("0.75"), False)


@pytest.mark.parametrize(
    ("field", "value"),
    [("unit_of_measure", "nghìn m²"), ("definition_label", "chuẩn cũ"), ("basis", "RISE")],
)
def test_another_kind_of_number_does_not_add_up(office, field, value) -> None:
    last_year(office, "CT01", 4, dict.fromkeys(office.communes, 10))
    close_year(office, office.plans[0])
    changes = {field: value} | ({"baseline_kind": "YEAR_END"} if field == "basis" else {})
    Indicator.objects.filter(plan=office.plans[0], code="CT01").update(**changes)
    load_programme(office)
    assert not year(office, 2021).term_year.is_comparable
    assert result(office).assessment.counted == ()


def test_an_average_of_several_units_has_no_value(office: SampleOffice) -> None:
    Indicator.objects.filter(code="CT01").update(additive=False)
    for commune in office.communes:
        office.enter("CT01", 5, unit=commune)
        office.approve(commune)
    load_programme(office, raw_target(over_years="LAST"))
    running = year(office, 2022).term_year
    assert (running.value, running.reason) == (None, Reason.LIST_ONLY)


def test_the_goal_of_a_year_is_that_of_its_plan(office: SampleOffice) -> None:
    owner_row = Target.objects.get(indicator=office.indicators["CT01"], unit=office.district)
    Milestone.objects.create(target=owner_row, period=office.period(), value=77)
    load_programme(office)
    running = year(office, 2022).assessment
    assert (running.goal.value, running.expected) == (120, 77)


def test_a_merger_keeps_every_year(office: SampleOffice) -> None:
    """Two communes are one from 2022 on: 2021 has both, 2022 the successor's."""
    last_year(office, "CT01", 4, dict.fromkeys(office.communes, 10))
    close_year(office, office.plans[0])
    old, new = office.communes[0], office.communes[1]
    day = Period.objects.get(plan=office.plan, ordinal=1).starts_on
    Unit.objects.filter(pk=old.pk).update(valid_to=day - timedelta(days=1))
    UnitSuccession.objects.create(predecessor=old, successor=new, on=day)
    office.enter("CT01", 7, unit=new)
    office.approve(new)
    load_programme(office)
    assert [each.term_year.value for each in result(office).years[:2]] == [30, 7]


def test_commands_without_a_user_read_the_same(office: SampleOffice) -> None:
    last_year(office, "CT01", 4, dict.fromkeys(office.communes, 10))
    close_year(office, office.plans[0])
    load_programme(office)
    scope = scope_over(office.district, office.plan.pk, 3)
    (own,) = programme_results(overview_of(office), scope.view.others)
    assert scope.view.has_programmes
    assert own.assessment == result(office).assessment
