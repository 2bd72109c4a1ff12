"""The overview of a scope: which rows, which targets, which figures count, over mergers of units and over the years."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chodon_thidua.lib import clock
from reports.enums import ReportState
from reports.models import Figure, Report
from reports.progress.overview import IndicatorResult, PlanOverview, plan_overview
from reports.selectors.scope import plan_scope
from reports.services.transitions import report_reopen
from targets.enums import PeriodState, Status
from targets.models import Baseline, Field, Indicator, Target
from tests.factories import UnitFactory
from tests.reports.builders import OPEN_ORDINAL, SampleOffice, make_office, moment
from units.enums import UnitKind
from units.models import Unit, UnitSuccession, User


@pytest.fixture
def office(db: None) -> Iterator[SampleOffice]:
    with clock.at(moment()):
        yield make_office()


def seen(
    office: SampleOffice,
    unit: Unit | None = None,
    *,
    ordinal: int = OPEN_ORDINAL,
    pending: bool = False,
    year: int | None = None,
    user: User | None = None,
) -> PlanOverview:
    """What the leader sees of a unit."""
    person = User.objects.get(pk=(user or office.leader).pk)
    code = unit.code if unit else ""
    scope = plan_scope(person, year=year, plan_id=None, ordinal=ordinal, code=code)
    assert scope is not None
    return plan_overview(scope.sight, scope.view, scope.period, scope.unit, pending=pending)


def row(result: PlanOverview, code: str) -> IndicatorResult:
    return next(row for row in result.rows if row.code == code)


def value(result: PlanOverview, code: str) -> Decimal | None:
    return row(result, code).assessment.value


def codes(result: PlanOverview) -> list[str]:
    return [row.code for row in result.rows]


def target(result: PlanOverview, code: str) -> Decimal | None:
    goal = row(result, code).assessment.goal
    return goal.value if goal else None


# Rows and counts


def test_children_follow_their_parent_and_are_not_counted(office: SampleOffice) -> None:
    result = seen(office)
    assert codes(result) == ["CT01", "CT02", "CT03", "CT04", "CT04a", "CT04b"]
    assert [row.number for row in result.rows] == ["1", "2", "3", "4", "-", "-"]
    assert [row.code for row in result.top_rows] == ["CT01", "CT02", "CT03", "CT04"]
    parent = row(result, "CT04")
    assert [child.code for child in parent.children] == ["CT04a", "CT04b"]
    assert [child.parent for child in parent.children] == [parent, parent]


def test_top_rows_have_a_status_each(office: SampleOffice) -> None:
    for commune in office.communes:
        office.enter("CT01", 50, unit=commune)
        office.approve(commune)
    office.enter("CT04b", 50, unit=office.department)
    office.approve(office.department)
    result = seen(office)
    assert Counter(row.status for row in result.top_rows) == {Status.NO_DATA: 2, Status.EXCEEDED: 1, Status.BEHIND: 1}


def test_rows_are_numbered_as_they_are_shown_by_field(office: SampleOffice) -> None:
    first = Field.objects.create(plan=office.plan, code="AN", name="An ninh", order=0)
    Indicator.objects.filter(code="CT03").update(field=first)
    result = seen(office)
    told = [(row.number, row.code) for row in result.top_rows]
    assert told == [
        ("1", "CT03"),
        ("2", "CT01"),
        ("3", "CT02"),
        ("4", "CT04"),
    ]
    grouped = [(field.name, [row.code for row in rows if not row.is_child]) for field, rows in result.by_field()]
    assert grouped == [("An ninh", ["CT03"]), ("Kinh tế", ["CT01", "CT02", "CT04"])]


def test_a_unit_sees_what_it_reports(office: SampleOffice) -> None:
    assert codes(seen(office, office.communes[0])) == ["CT01", "CT02"]
    assert codes(seen(office, office.department)) == ["CT03", "CT04", "CT04a", "CT04b"]


def test_a_unit_without_any_part_in_the_plan_sees_nothing(office: SampleOffice) -> None:
    idle: Unit = UnitFactory.create(code="TV", name="Thư viện", kind=UnitKind.DEPARTMENT, parent=office.district)
    result = seen(office, idle)
    assert (result.rows, result.obligations) == ([], [])


def test_a_target_alone_lists_an_indicator(office: SampleOffice) -> None:
    idle: Unit = UnitFactory.create(code="TV", name="Thư viện", kind=UnitKind.DEPARTMENT, parent=office.district)
    Target.objects.create(indicator=office.indicators["CT01"], unit=idle, comparator=">=", value=5, reports=False)
    assert codes(seen(office, idle)) == ["CT01"]


# Targets


@pytest.fixture
def cluster(office: SampleOffice) -> Unit:
    """A cluster between the district and two of its three communes, without target rows of its own."""
    unit: Unit = UnitFactory.create(code="CUM1", name="Cụm 1", kind=UnitKind.CLUSTER, parent=office.district)
    Unit.objects.filter(pk__in=[one.pk for one in office.communes[:2]]).update(parent=unit)
    return unit


def test_a_scopes_own_row_is_its_target(office: SampleOffice) -> None:
    assert target(seen(office), "CT01") == 120
    assert target(seen(office, office.communes[0]), "CT01") == 40


def test_without_an_own_row_allocations_of_amounts_are_summed(office: SampleOffice, cluster: Unit) -> None:
    result = seen(office, cluster)
    assert target(result, "CT01") == 80
    assert row(result, "CT01").assessment.expected == 60  # 75 % of it in quarter III


def test_a_rates_allocations_are_never_summed(office: SampleOffice, cluster: Unit) -> None:
    result = seen(office, cluster)
    assert target(result, "CT02") is None
    assert row(result, "CT02").status == Status.NOT_ASSESSED


def test_a_missing_allocation_leaves_no_target(office: SampleOffice, cluster: Unit) -> None:
    own = Target.objects.filter(unit=office.communes[0], indicator=office.indicators["CT01"])
    own.update(value=None, comparator=None)
    assert target(seen(office, cluster), "CT01") is None


def test_a_total_is_the_sum_of_what_lies_below(office: SampleOffice, cluster: Unit) -> None:
    for amount, commune in zip((10, 20, 40), office.communes, strict=True):
        office.enter("CT01", amount, unit=commune)
        office.approve(commune)
    assert value(seen(office, cluster), "CT01") == 30
    assert value(seen(office), "CT01") == 70


# Which figures count


def test_only_approved_figures_count_unless_asked(office: SampleOffice) -> None:
    office.enter("CT01", 10, unit=office.communes[0])
    office.approve(office.communes[0])
    office.enter("CT01", 20, unit=office.communes[1])
    office.submit(office.communes[1])
    office.enter("CT01", 40, unit=office.communes[2])
    assert value(seen(office), "CT01") == 10
    assert value(seen(office, pending=True), "CT01") == 30
    assert seen(office, pending=True).pending


def test_a_returned_report_does_not_count(office: SampleOffice) -> None:
    office.enter("CT01", 10)
    office.give_back()
    assert value(seen(office, pending=True), "CT01") is None


def test_a_reopened_report_counts_until_the_correction_is_approved(office: SampleOffice) -> None:
    office.enter("CT01", 10)
    report = office.approve()
    report_reopen(report=report, actor=office.reviewer, seen_version=report.version, reason="Nhầm đơn vị tính.")
    office.enter("CT01", 12)
    assert value(seen(office), "CT01") == value(seen(office, pending=True), "CT01") == 10
    office.submit()
    assert value(seen(office), "CT01") == 10
    assert value(seen(office, pending=True), "CT01") == 12
    newest = office.report()
    assert newest is not None
    approve_as_it_is(office, newest)
    assert value(seen(office), "CT01") == 12


def approve_as_it_is(office: SampleOffice, report: Report) -> None:
    Report.objects.filter(pk=report.pk).update(
        state=ReportState.APPROVED, reviewed_at=clock.now(), reviewed_by=office.reviewer
    )


def test_figures_of_later_periods_are_not_seen(office: SampleOffice) -> None:
    for ordinal, amount in ((1, 1), (2, 2), (3, 4)):
        office.enter("CT01", amount, ordinal=ordinal)
        office.approve(ordinal=ordinal)
    assert [value(seen(office, ordinal=ordinal), "CT01") for ordinal in (1, 2, 3)] == [1, 3, 7]


# Who has sent


def test_duties_are_on_time_late_or_open(office: SampleOffice) -> None:
    with clock.at(moment(16)):
        office.enter("CT01", 1, unit=office.communes[0])
        office.submit(office.communes[0])
    with clock.at(moment(18)):
        office.enter("CT01", 1, unit=office.communes[1])
        office.submit(office.communes[1])
        office.enter("CT01", 1, unit=office.communes[2])
    with clock.at(moment(20)):
        result = seen(office)
    told = {duty.unit.short_name: (duty.sent, duty.on_time, duty.days_late) for duty in result.obligations}
    assert told == {
        "Ngọc Phái": (True, True, 0),
        "Quảng Bạch": (True, False, 2),
        "Bằng Lãng": (False, False, 4),
        "Phòng NN&PTNT": (False, False, 4),
    }
    assert [duty.unit.short_name for duty in result.obligations] == [
        "Bằng Lãng",
        "Ngọc Phái",
        "Phòng NN&PTNT",
        "Quảng Bạch",
    ]


def test_only_units_with_something_due_are_asked(office: SampleOffice) -> None:
    Indicator.objects.filter(code__in=["CT03", "CT04b"]).update(due=[5])
    assert office.department not in [duty.unit for duty in seen(office).obligations]


# Units that change


@pytest.fixture
def successor(office: SampleOffice) -> Unit:
    """The first two communes become one at the start of quarter III."""
    merged_on = office.period(3).starts_on
    old = office.communes[:2]
    Unit.objects.filter(pk__in=[one.pk for one in old]).update(valid_to=merged_on - timedelta(days=1))
    new: Unit = UnitFactory.create(
        code="02099", name="Xã Mới", short_name="Mới", parent=office.district, valid_from=merged_on
    )
    for one in old:
        UnitSuccession.objects.create(predecessor=one, successor=new, on=merged_on)
    return new


def test_a_successor_shows_its_predecessors_figures_and_allocations(office: SampleOffice, successor: Unit) -> None:
    for amount, commune in zip((10, 20), office.communes[:2], strict=True):
        office.enter("CT01", amount, unit=commune, ordinal=2)
        office.approve(commune, ordinal=2)
    result = seen(office, successor)
    assert value(result, "CT01") == 30
    assert target(result, "CT01") == 80
    assert row(result, "CT01").assessment.totals.silent == (successor.pk,)


# Last year


def last_year(
    office: SampleOffice, code: str, ordinal: int, figures: dict[Unit, int], *, state: str = "APPROVED", **parts: int
) -> None:
    """Figures of last year's plan, which is closed and takes none by its services."""
    plan = office.plans[0]
    sent = {"first_submitted_at": moment(year=2021), "submitted_at": moment(year=2021), "submitted_by": office.clerk}
    done = {"reviewed_at": moment(year=2021), "reviewed_by": office.reviewer} if state == "APPROVED" else {}
    for unit, amount in figures.items():
        report = Report.objects.create(unit=unit, period=plan.periods.get(ordinal=ordinal), state=state, **sent, **done)
        Figure.objects.create(
            report=report,
            indicator=plan.indicators.get(code=code),
            numerator=amount,
            **parts,
            changed_at=moment(year=2021),
            changed_by=office.clerk,
        )


@pytest.fixture
def two_years(db: None) -> Iterator[SampleOffice]:
    with clock.at(moment()):
        office = make_office(years=2)
        for commune in office.communes:
            office.enter("CT01", 10, unit=commune)
            office.approve(commune)
        yield office


def test_the_same_period_comes_from_last_years_indicator(two_years: SampleOffice) -> None:
    last_year(two_years, "CT01", 2, dict.fromkeys(two_years.communes, 3))
    last_year(two_years, "CT01", 3, dict.fromkeys(two_years.communes, 5))
    judged = row(seen(two_years), "CT01").assessment
    told = [judged.value, judged.same_period, judged.same_period_change]
    assert told == [30, 24, 125]


def test_last_years_figures_that_were_not_approved_do_not_count(two_years: SampleOffice) -> None:
    last_year(two_years, "CT01", 3, dict.fromkeys(two_years.communes, 5), state="SUBMITTED")
    assert row(seen(two_years, pending=True), "CT01").assessment.same_period is None


def test_an_entered_row_goes_before_last_years_figures(two_years: SampleOffice) -> None:
    last_year(two_years, "CT01", 3, dict.fromkeys(two_years.communes, 5))
    Baseline.objects.create(
        indicator=two_years.indicators["CT01"], unit=two_years.district, ordinal=3, value=20, source="Niên giám"
    )
    assert row(seen(two_years), "CT01").assessment.same_period == 20


def test_last_years_plan_is_still_there(two_years: SampleOffice) -> None:
    result = seen(two_years, year=2021, ordinal=3)
    assert (result.plan, result.plan.year) == (two_years.plans[0], 2021)
    assert value(result, "CT01") is None


# The year's end


def test_the_year_closes_when_every_final_report_is_approved(office: SampleOffice) -> None:
    with clock.at(moment(10, 1, year=2023)):
        office.set_period(5, PeriodState.OPEN)
        for commune in office.communes[:2]:
            office.enter("CT01", 40, unit=commune, ordinal=5)
            office.approve(commune, ordinal=5)
        open_year = row(seen(office, ordinal=5), "CT01").assessment
        assert (open_year.closed, open_year.provisional) == (False, True)
        office.enter("CT01", 39, unit=office.communes[2], ordinal=5)
        office.approve(office.communes[2], ordinal=5)
        closed = row(seen(office, ordinal=5), "CT01").assessment
    assert (closed.closed, closed.status, closed.percent_shown) == (True, Status.MISSED, Decimal("99.1"))


# Queries


@pytest.mark.parametrize(
    ("communes", "kinds", "years"), [(1, ["AMOUNT"], 1), (3, ["AMOUNT", "RATIO", "ALL_OF"] * 3, 3)]
)
def test_the_number_of_queries_does_not_grow(db: None, communes: int, kinds: list[str], years: int) -> None:
    with clock.at(moment()):
        office = make_office(communes=communes, indicators=kinds, years=years)
        for commune in office.communes:
            office.enter("CT01", 10, unit=commune)
            office.approve(commune)
        person = User.objects.get(pk=office.leader.pk)
        scope = plan_scope(person, year=None, plan_id=None, ordinal=3, code="")
        assert scope is not None
        with CaptureQueriesContext(connection) as queries:
            result = plan_overview(scope.sight, scope.view, scope.period, scope.unit)
            assert len(result.rows) >= len(kinds)
            assert result.report_data.figures
            assert [(one.lead, one.field.name) for one in (row.indicator for row in result.rows)]
    assert len(queries) == 10


def test_a_row_under_another_definition_gives_way_to_last_years_figures(two_years: SampleOffice) -> None:
    commune, amount = two_years.communes[0], two_years.indicators["CT01"]
    last_year(two_years, "CT01", 3, {commune: 8})
    Baseline.objects.create(indicator=amount, unit=commune, ordinal=3, value=99, definition_label="chuẩn cũ")
    assert row(seen(two_years, commune), "CT01").assessment.same_period == 8
    Baseline.objects.update(definition_label="")
    assert row(seen(two_years, commune), "CT01").assessment.same_period == 99


def test_a_ratio_known_without_its_parts_gives_way_to_last_years_figures(two_years: SampleOffice) -> None:
    commune = two_years.communes[1]
    two_years.enter("CT02", 30, 100, unit=commune, ordinal=2)
    two_years.approve(commune, 2)
    last_year(two_years, "CT02", 2, {commune: 20}, denominator=100)
    Baseline.objects.create(indicator=two_years.indicators["CT02"], unit=commune, ordinal=2, value=999)
    assert row(seen(two_years, ordinal=2), "CT02").assessment.same_period == 200
