"""Tests of totals up the tree: equal to the figures' after any entering, sending, deciding, reopening and merging."""

import json
import threading
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from functools import partial
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from chodon_thidua.lib import clock
from chodon_thidua.lib.refusals import Conflict, Refusal, StateRefusal
from reports.coordination.targets.services import targets_revise
from reports.enums import ReportState
from reports.models import Report, RollUp
from reports.progress.overview import plan_overview
from reports.progress.rollup_parts.stored_totals import structure_mark
from reports.progress.rollups import branch_totals
from reports.progress.units.unit_assessment import moment_of
from reports.rollup_codec import aggregate_from, allocation_sum_from, pack
from reports.selectors.obligations import units_acting_as
from reports.services.reopening import report_reopen
from reports.services.rollup_parts.rollup_checks import rollup_differences, rollups_out_of_date
from reports.services.rollup_parts.rollup_extent import units_rolled_up
from reports.services.rollups import rollup_refresh_for
from reports.services.transitions import report_approve, report_return
from targets.calculation.measured_assessment import assess_aggregate
from targets.enums import Comparator, Measure
from targets.models import Period
from targets.selectors import PlanView, reporting_units
from targets.services import TargetValues
from targets.target_values import target_values
from tests.factories import UnitFactory
from tests.reports.builders import SampleOffice, make_office, moment
from tests.targets.calculation.test_properties import (
    aggregate_within,
    anything,
    duties,
    histories,
    ordinals,
    readings_of,
    specs,
    units,
)
from units.enums import UnitKind
from units.models import Unit
from units.services import succession_create
from units.visibility import visible_units_below

pytestmark = pytest.mark.django_db


def with_clusters(office: SampleOffice) -> SampleOffice:
    """Puts the first communes below a cluster of their own, so that there are two levels to add up."""
    cluster = UnitFactory.create(
        code="CUM1", name="Cụm thi đua số 1", short_name="Cụm 1", kind=UnitKind.CLUSTER, parent=office.district
    )
    half = office.communes[: (len(office.communes) + 1) // 2]
    Unit.objects.filter(pk__in=[unit.pk for unit in half]).update(parent=cluster)
    return office


def view_of(office: SampleOffice) -> PlanView:
    return PlanView(office.plan, list(Period.objects.filter(plan=office.plan).order_by("ordinal")))


def differences(office: SampleOffice) -> list[str]:
    return [
        str(difference)
        for plan in office.plans
        for unit in units_rolled_up(plan)
        for difference in rollup_differences(plan=plan, unit=unit)
    ]


@given(specs(), readings_of(anything), duties, ordinals, histories, st.sets(units))
def test_an_aggregate_is_stored_to_the_last_digit(spec, readings, asked_units, ordinal, history, within):
    aggregate = aggregate_within(spec, readings, asked_units, ordinal, history, within)
    assert aggregate_from(json.loads(json.dumps(pack(aggregate)))) == aggregate


@pytest.mark.parametrize("pending", [False, True])
def test_what_is_kept_is_assessed_as_on_the_dashboard(office: SampleOffice, *, pending: bool) -> None:
    """It holds for every indicator at every period, with figures approved, waiting, half and not applicable."""
    office.enter("CT01", "12.5", full_year_estimate=None)
    office.enter("CT02", 30, 100)
    office.approve()
    office.enter("CT01", None, not_applicable=True, note="Không giao", unit=office.communes[1])
    office.enter("CT02", 30, unit=office.communes[1])
    office.submit(office.communes[1])
    office.enter("CT04a", 98, unit=office.department, ordinal=1)
    office.enter("CT04b", 90, unit=office.department, ordinal=1)
    office.approve(office.department, 1)
    view, visible_units = view_of(office), visible_units_below(office.district)
    for period in view.periods:
        result = plan_overview(visible_units, view, period, office.district, pending=pending)
        for row in result.rows:
            stored_total = RollUp.objects.get(unit=office.district, indicator=row.indicator, period=period)
            aggregate = aggregate_from(stored_total.pending if pending else stored_total.approved)
            assert aggregate == row.assessment.aggregate, (row.code, period)
            if row.indicator.measure != Measure.ALL_OF:
                own = result.plan_data.baselines.get(row.indicator.pk, {}).get(office.district.pk, {})
                then = moment_of(result.plan_data, period)
                again = assess_aggregate(row.assessment.spec, aggregate, then, goal=row.assessment.goal, own=own)
                assert (again.status, again.value, again.percent) == (
                    row.assessment.status,
                    row.assessment.value,
                    row.assessment.percent,
                )


def test_allocations_stand_for_a_target_where_the_unit_has_none(office: SampleOffice) -> None:
    with_clusters(office)
    office.enter("CT01", 12)
    office.approve()
    cluster = Unit.objects.get(code="CUM1")
    stored_total = RollUp.objects.get(unit=cluster, indicator=office.indicators["CT01"], period=office.period())
    goal = allocation_sum_from(stored_total.allocations).goal
    assert goal is not None
    assert (goal.comparator, goal.value) == (Comparator.AT_LEAST, 80)
    result = plan_overview(visible_units_below(office.district), view_of(office), office.period(), cluster)
    assert result.rows[0].assessment.goal == goal


NEEDS: dict[str, Any] = {
    "submit": None,
    "approve": report_approve,
    "return": partial(report_return, reason="Sai"),
    "reopen": partial(report_reopen, reason="Sót"),
}
Step = tuple[str, int, int, int, int]
# The first day of a quarter, its last, some inside, one after quarter IV; the first of the plan.
MERGER_DAYS = [
    date(2022, 6, 15),
    date(2022, 9, 14),
    date(2022, 8, 1),
    date(2022, 3, 15),
    date(2022, 5, 2),
    date(2022, 11, 1),
    date(2022, 12, 20),
    date(2021, 12, 15),
    date(2023, 1, 10),
]
steps = st.tuples(
    st.sampled_from(
        ["enter", "enter", "nothing", "submit", "approve", "approve", "return", "reopen", "target", "merge"]
    ),
    st.integers(0, 3),
    st.integers(1, 3),
    st.integers(0, 90),
    st.integers(0, 3),
)


def take(office: SampleOffice, step: Step) -> None:
    act, who, ordinal, number, other = step
    unit = office.communes[who]
    report = office.report(unit, ordinal)
    if act == "enter":
        office.enter("CT01", number, unit=unit, ordinal=ordinal)
        office.enter("CT02", number, number * 3 if other else None, unit=unit, ordinal=ordinal)
    elif act == "nothing":
        office.enter("CT01", None, not_applicable=True, note="Không giao", unit=unit, ordinal=ordinal)
    elif act == "target":
        indicator = office.indicators["CT01"]
        stored = target_values(indicator.targets.filter(unit=unit).first())
        new_values = TargetValues(Comparator.AT_LEAST, number + 1, reports=True)
        changes = {unit: (stored, new_values)}
        targets_revise(indicator=indicator, changes=changes, actor=office.administrator, reason="Điều chỉnh")
    elif act == "merge" and who != other:
        day = MERGER_DAYS[number % len(MERGER_DAYS)]
        unit, successor = (Unit.objects.get(pk=office.communes[at].pk) for at in (who, other))
        if unit.valid_to is None and (successor.valid_to is None or successor.valid_to >= day):
            succession_create(actor=office.administrator, predecessor=unit, successor=successor, on=day)
    elif act in NEEDS:
        if report is None:
            office.enter("CT01", number, unit=unit, ordinal=ordinal)
        if act != "reopen" and (report is None or report.state != ReportState.SUBMITTED):
            office.submit(unit, ordinal)
        if act != "submit":
            report = office.report(unit, ordinal)
            assert report
            NEEDS[act](report=report, actor=office.reviewer, seen_version=report.version)


@pytest.fixture
def four(db: None) -> Iterator[SampleOffice]:
    with clock.at(moment()):
        yield with_clusters(make_office(communes=4, indicators=("AMOUNT", "RATIO")))


# A history that fails is short enough to read; making it shorter takes minutes.
@settings(max_examples=12, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@given(history=st.lists(steps, min_size=1, max_size=14))
def test_no_history_leaves_a_difference(four: SampleOffice, history: list[Step]) -> None:
    with transaction.atomic():
        for step in history:
            with suppress(Refusal, StateRefusal, Conflict), transaction.atomic():
                take(four, step)
        call_command("rebuild_rollup", "--check", stdout=StringIO())
        transaction.set_rollback(True)


def test_last_years_figures_approved_late_bring_this_years_totals_along(db: None) -> None:
    with clock.at(moment()):
        office = make_office(communes=2, indicators=("AMOUNT",), years=2)
        office.enter("CT01", 10)
        office.approve()
        early = office.indicators["CT01"].predecessor
        assert early
        report = Report.objects.create(
            unit=office.communes[0],
            period=Period.objects.get(plan=office.plans[0], ordinal=3),
            state=ReportState.APPROVED,
            first_submitted_at=clock.now(),
            submitted_at=clock.now(),
            submitted_by=office.reporters[0],
            reviewed_at=clock.now(),
            reviewed_by=office.reviewer,
        )
        report.figures.create(indicator=early, numerator=8, changed_at=clock.now(), changed_by=office.reporters[0])
        assert any("khác số liệu" in difference for difference in differences(office))
        rollup_refresh_for(report)
        assert differences(office) == []
        stored_total = RollUp.objects.get(
            unit=office.district, indicator=office.indicators["CT01"], period=office.period()
        )
        assert aggregate_from(stored_total.approved).same_period.prior.numerator == 8


def test_the_command_names_what_is_wrong_and_puts_it_right(office: SampleOffice) -> None:
    office.enter("CT01", 10)
    office.approve()
    row = RollUp.objects.get(unit=office.district, indicator=office.indicators["CT01"], period=office.period())
    row.approved = row.approved | {"covered": 3}
    row.save()
    out = StringIO()
    with pytest.raises(CommandError, match="1 chỗ sai lệch"):
        call_command("rebuild_rollup", "--check", stdout=out)
    assert out.getvalue() == "Huyện Chợ Đồn · CT01 · Quý III · khác số liệu\n"
    call_command("rebuild_rollup", stdout=out)
    call_command("rebuild_rollup", "--check", stdout=out)
    assert out.getvalue().endswith("1 kế hoạch, 1 đơn vị có cấp dưới: không có sai lệch.\n")
    with pytest.raises(CommandError, match="Không có kế hoạch mã 0"):
        call_command("rebuild_rollup", "--plan", "0")


def test_totals_of_a_changed_tree_are_out_of_date_until_made_anew(office: SampleOffice) -> None:
    office.enter("CT01", 10)
    office.approve()
    succession_create(
        actor=office.administrator,
        predecessor=office.communes[0],
        successor=office.communes[1],
        on=date(2022, 6, 15),
    )
    assert differences(office) == []  # nobody reads them
    assert rollups_out_of_date(office.plan) == 1
    office.enter("CT01", 5, unit=office.communes[1])
    office.submit(office.communes[1])
    assert differences(office) == []


def test_no_row_is_kept_above_so_many_units_that_all_would_wait_for_it(
    office: SampleOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reports.services.rollups.MOST_BELOW", 3)
    with_clusters(office)
    office.enter("CT01", 10)
    office.approve()
    assert {row.unit.code for row in RollUp.objects.select_related("unit")} == {"CUM1"}
    whole = branch_totals(view_of(office), office.district, structure_mark())
    stored_total = whole.totals[office.indicators["CT01"].pk, office.period().pk]
    assert (stored_total.approved.contributed.numerator, stored_total.approved.assigned) == (10, 3)
    assert differences(office) == []


@pytest.mark.parametrize("communes", [1, 3])
def test_an_approval_costs_as_much_whatever_the_number_of_units(communes: int) -> None:
    with clock.at(moment()):
        office = make_office(communes=communes)
        office.enter("CT01", 10)
        report = office.submit()
        with CaptureQueriesContext(connection) as queries:
            report_approve(report=report, actor=office.reviewer, seen_version=report.version)
    assert len(queries) == 38


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_twenty_approvals_at_once_lose_nothing_and_lock_nobody_out() -> None:
    with clock.at(moment()):
        office = with_clusters(make_office(communes=20, indicators=("AMOUNT",)))
        reports = []
        for number, unit in enumerate(office.communes, 1):
            office.enter("CT01", number, unit=unit)
            reports.append(office.submit(unit))
    start, failed = threading.Barrier(len(reports)), []

    def approve(report: Report) -> None:
        try:
            start.wait()
            with clock.at(moment()):
                report_approve(report=report, actor=office.reviewer, seen_version=report.version)
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=approve, args=(report,)) for report in reports]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failed == []
    with clock.at(moment()):
        assert differences(office) == []
    stored_total: Any = RollUp.objects.get(
        unit=office.district, indicator=office.indicators["CT01"], period=office.period()
    )
    aggregate = aggregate_from(stored_total.approved)
    assert (aggregate.contributed.numerator, aggregate.covered) == (210, 20)


@settings(max_examples=12, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@given(history=st.lists(steps, min_size=4, max_size=16))
def test_no_history_of_mergers_loses_a_figure_or_somebody_who_owes_a_report(
    four: SampleOffice, history: list[Step]
) -> None:
    """Every total to date is the sum of the approved figures, and every unit that has to report counts once."""
    with transaction.atomic():
        for step in history:
            with suppress(Refusal, StateRefusal, Conflict), transaction.atomic():
                take(four, step)
        visible_units, view = visible_units_below(four.district), view_of(four)
        amounts = {}
        for report in Report.objects.filter(state=ReportState.APPROVED).order_by("revision").select_related("period"):
            figure = report.figures.filter(indicator=four.indicators["CT01"]).first()
            amounts[report.unit_id, report.period.ordinal] = figure.numerator or 0 if figure else 0
        for period in view.periods:
            result = plan_overview(visible_units, view, period, four.district)
            row = next(row for row in result.rows if row.code == "CT01")
            assert (row.assessment.value or 0) == sum(
                value for (_, ordinal), value in amounts.items() if ordinal <= period.ordinal
            )
            heirs = {result.plan_data.acting(unit.pk, period.ordinal) for unit in four.communes}
            assert reporting_units(view, period, result.units) == heirs
            assert {obligation.unit.pk for obligation in result.obligations} == heirs
            assert {unit.pk for unit in four.communes if units_acting_as(unit, period)} >= heirs
        transaction.set_rollback(True)
