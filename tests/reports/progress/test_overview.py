"""The overview of a scope: which rows, which targets and which figures count, also of units that merge."""

from collections import Counter
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chodon_thidua.lib import clock
from reports.enums import ReportState
from reports.models import Report
from reports.progress.overview import plan_overview
from reports.selectors.scope import plan_scope
from reports.services.reopening import report_reopen
from targets.enums import PeriodState, Status
from targets.models import Field, Indicator, Target
from tests.factories import UnitFactory
from tests.reports.builders import SampleOffice, make_office, moment
from tests.reports.progress.reading import codes, overview_of, row, target, value
from units.enums import UnitKind
from units.models import Unit, UnitSuccession, User

# Rows and counts


def test_children_follow_their_parent_and_are_not_counted(office: SampleOffice) -> None:
    result = overview_of(office)
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
    result = overview_of(office)
    assert Counter(row.status for row in result.top_rows) == {Status.NO_DATA: 2, Status.EXCEEDED: 1, Status.BEHIND: 1}


def test_rows_are_numbered_as_they_are_shown_by_field(office: SampleOffice) -> None:
    first = Field.objects.create(plan=office.plan, code="AN", name="An ninh", order=0)
    Indicator.objects.filter(code="CT03").update(field=first)
    result = overview_of(office)
    results = [(row.number, row.code) for row in result.top_rows]
    assert results == [
        ("1", "CT03"),
        ("2", "CT01"),
        ("3", "CT02"),
        ("4", "CT04"),
    ]
    grouped = [(field.name, [row.code for row in rows if not row.is_child]) for field, rows in result.by_field()]
    assert grouped == [("An ninh", ["CT03"]), ("Kinh tế", ["CT01", "CT02", "CT04"])]


def test_a_unit_sees_what_it_reports(office: SampleOffice) -> None:
    assert codes(overview_of(office, office.communes[0])) == ["CT01", "CT02"]
    assert codes(overview_of(office, office.department)) == ["CT03", "CT04", "CT04a", "CT04b"]


def test_a_unit_without_any_part_in_the_plan_sees_nothing(office: SampleOffice) -> None:
    idle: Unit = UnitFactory.create(code="TV", name="Thư viện", kind=UnitKind.DEPARTMENT, parent=office.district)
    result = overview_of(office, idle)
    assert (result.rows, result.obligations) == ([], [])


def test_a_target_alone_lists_an_indicator(office: SampleOffice) -> None:
    idle: Unit = UnitFactory.create(code="TV", name="Thư viện", kind=UnitKind.DEPARTMENT, parent=office.district)
    Target.objects.create(indicator=office.indicators["CT01"], unit=idle, comparator=">=", value=5, reports=False)
    assert codes(overview_of(office, idle)) == ["CT01"]


# Targets


@pytest.fixture
def cluster(office: SampleOffice) -> Unit:
    """A cluster between the district and two of its three communes, without target rows of its own."""
    unit: Unit = UnitFactory.create(code="CUM1", name="Cụm 1", kind=UnitKind.CLUSTER, parent=office.district)
    Unit.objects.filter(pk__in=[commune.pk for commune in office.communes[:2]]).update(parent=unit)
    return unit


def test_a_scopes_own_row_is_its_target(office: SampleOffice) -> None:
    assert target(overview_of(office), "CT01") == 120
    assert target(overview_of(office, office.communes[0]), "CT01") == 40


def test_without_an_own_row_allocations_of_amounts_are_summed(office: SampleOffice, cluster: Unit) -> None:
    result = overview_of(office, cluster)
    assert target(result, "CT01") == 80
    assert row(result, "CT01").assessment.expected == 60  # 75 % of it in quarter III


def test_a_rates_allocations_are_never_summed(office: SampleOffice, cluster: Unit) -> None:
    result = overview_of(office, cluster)
    assert target(result, "CT02") is None
    assert row(result, "CT02").status == Status.NOT_ASSESSED


def test_a_missing_allocation_leaves_no_target(office: SampleOffice, cluster: Unit) -> None:
    own = Target.objects.filter(unit=office.communes[0], indicator=office.indicators["CT01"])
    own.update(value=None, comparator=None)
    assert target(overview_of(office, cluster), "CT01") is None


def test_a_total_is_the_sum_of_what_lies_below(office: SampleOffice, cluster: Unit) -> None:
    for amount, commune in zip((10, 20, 40), office.communes, strict=True):
        office.enter("CT01", amount, unit=commune)
        office.approve(commune)
    assert value(overview_of(office, cluster), "CT01") == 30
    assert value(overview_of(office), "CT01") == 70


# Which figures count


def test_only_approved_figures_count_unless_asked(office: SampleOffice) -> None:
    office.enter("CT01", 10, unit=office.communes[0])
    office.approve(office.communes[0])
    office.enter("CT01", 20, unit=office.communes[1])
    office.submit(office.communes[1])
    office.enter("CT01", 40, unit=office.communes[2])
    assert value(overview_of(office), "CT01") == 10
    assert value(overview_of(office, pending=True), "CT01") == 30
    assert overview_of(office, pending=True).pending


def test_a_returned_report_does_not_count(office: SampleOffice) -> None:
    office.enter("CT01", 10)
    office.give_back()
    assert value(overview_of(office, pending=True), "CT01") is None


def test_a_reopened_report_counts_until_the_correction_is_approved(office: SampleOffice) -> None:
    office.enter("CT01", 10)
    report = office.approve()
    report_reopen(report=report, actor=office.reviewer, seen_version=report.version, reason="Nhầm đơn vị tính.")
    office.enter("CT01", 12)
    assert value(overview_of(office), "CT01") == value(overview_of(office, pending=True), "CT01") == 10
    office.submit()
    assert value(overview_of(office), "CT01") == 10
    assert value(overview_of(office, pending=True), "CT01") == 12
    newest = office.report()
    assert newest is not None
    approve_as_it_is(office, newest)
    assert value(overview_of(office), "CT01") == 12


def approve_as_it_is(office: SampleOffice, report: Report) -> None:
    Report.objects.filter(pk=report.pk).update(
        state=ReportState.APPROVED, reviewed_at=clock.now(), reviewed_by=office.reviewer
    )


def test_figures_of_later_periods_are_not_seen(office: SampleOffice) -> None:
    for ordinal, amount in ((1, 1), (2, 2), (3, 4)):
        office.enter("CT01", amount, ordinal=ordinal)
        office.approve(ordinal=ordinal)
    assert [value(overview_of(office, ordinal=ordinal), "CT01") for ordinal in (1, 2, 3)] == [1, 3, 7]


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
        result = overview_of(office)
    results = {
        obligation.unit.short_name: (obligation.sent, obligation.on_time, obligation.days_late)
        for obligation in result.obligations
    }
    assert results == {
        "Ngọc Phái": (True, True, 0),
        "Quảng Bạch": (True, False, 2),
        "Bằng Lãng": (False, False, 4),
        "Phòng NN&PTNT": (False, False, 4),
    }
    assert [obligation.unit.short_name for obligation in result.obligations] == [
        "Bằng Lãng",
        "Ngọc Phái",
        "Phòng NN&PTNT",
        "Quảng Bạch",
    ]


def test_only_units_with_something_due_are_asked(office: SampleOffice) -> None:
    Indicator.objects.filter(code__in=["CT03", "CT04b"]).update(due=[5])
    assert office.department not in [obligation.unit for obligation in overview_of(office).obligations]


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
    result = overview_of(office, successor)
    assert value(result, "CT01") == 30
    assert target(result, "CT01") == 80
    assert row(result, "CT01").assessment.totals.silent == (successor.pk,)


# The year's end


def test_the_year_closes_when_every_final_report_is_approved(office: SampleOffice) -> None:
    with clock.at(moment(10, 1, year=2023)):
        office.set_period(5, PeriodState.OPEN)
        for commune in office.communes[:2]:
            office.enter("CT01", 40, unit=commune, ordinal=5)
            office.approve(commune, ordinal=5)
        open_year = row(overview_of(office, ordinal=5), "CT01").assessment
        assert (open_year.is_year_closed, open_year.provisional) == (False, True)
        office.enter("CT01", 39, unit=office.communes[2], ordinal=5)
        office.approve(office.communes[2], ordinal=5)
        closed = row(overview_of(office, ordinal=5), "CT01").assessment
    assert (closed.is_year_closed, closed.status, closed.percent_shown) == (True, Status.MISSED, Decimal("99.1"))


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
            result = plan_overview(scope.visible_units, scope.view, scope.period, scope.unit)
            assert len(result.rows) >= len(kinds)
            assert result.report_data.counted_figures
            assert [(row.lead_names, row.indicator.field.name) for row in result.rows]
    assert len(queries) == 10
