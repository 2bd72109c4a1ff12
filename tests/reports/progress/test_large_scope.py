"""A scope with too many units to read them: the same numbers, from the totals kept for its parts."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from chodon_thidua.lib import clock
from chodon_thidua.lib.refusals import Conflict, Refusal, StateRefusal
from reports.dashboard.comparison.period_comparison import period_comparison
from reports.dashboard.matrix.matrix_page import matrix_page
from reports.dashboard.page import dashboard_page
from reports.dashboard.slides.page import presentation
from reports.dashboard.units.unit_list import unit_list
from reports.dashboard.units.unit_page import unit_page
from reports.meeting.documents import read_documents
from reports.meeting.snapshots.snapshot_changes import snapshot_changes
from reports.meeting.snapshots.snapshot_numbers import document_numbers
from reports.models import RollUpScope
from reports.progress import overview as overviews
from reports.progress.attention import attention_summary
from reports.progress.filters import ProgressFilter
from reports.progress.indicator_result import IndicatorResult
from reports.progress.overview import PlanOverview, assess_at, plan_overview
from reports.progress.ranking import unit_ranking
from reports.selectors.scope import PlanScope
from reports.services.reopening import report_reopen
from targets.calculation.assessment import Assessment
from targets.calculation.types import ScopeTotals
from targets.enums import Comparator
from targets.models import Target
from tests.reports.builders import SampleOffice, make_office, moment
from tests.reports.services.test_rollups import Step, steps, take, view_of, with_clusters
from units.models import Unit
from units.visibility import visible_units_below

pytestmark = pytest.mark.django_db
LARGE_SCOPE_QUERIES = 13


@pytest.fixture
def office(db: None) -> Iterator[SampleOffice]:
    with clock.at(moment()):
        yield with_clusters(make_office(communes=4, indicators=("AMOUNT", "RATIO", "RECOGNITION", "ALL_OF", "AVERAGE")))


def scope_of(office: SampleOffice, unit: Unit, ordinal: int = 3) -> PlanScope:
    view = view_of(office)
    period = view.period(ordinal)
    assert period
    return PlanScope(visible_units_below(office.district), view, period, unit)


def anonymous(assessment: Assessment) -> Assessment:
    """The assessment without the names of the units that it is made of."""
    children = tuple(anonymous(child) for child in assessment.children)
    return replace(assessment, totals=ScopeTotals(assessment.aggregate.ordinal, ()), children=children)


def numbers_of(scope: PlanScope, *, pending: bool) -> dict[str, Any]:
    """Every number of a scope on pages and papers."""
    result = plan_overview(scope.visible_units, scope.view, scope.period, scope.unit, pending=pending)
    query = ProgressFilter(pending=pending)
    matrix = matrix_page(query, scope)
    page = unit_page(query, scope)
    papers = read_documents(scope, pending=pending)
    return {
        "rows": [(row.code, row.number, anonymous(row.assessment)) for row in result.rows],
        "periods": [
            anonymous(assess_at(result, row.indicator, period)) for row in result.rows for period in scope.view.periods
        ],
        "allocated": [result.allocated(row.indicator) for row in result.rows],
        "corrected": result.corrected,
        "sent": attention_summary(result).sent_text,
        "waiting": attention_summary(result).waiting_count,
        "sentence": attention_summary(result).sentence,
        "ranked": [_ranking(result, row) for row in result.rows],
        "matrix": [(row.unit.code, [spot and anonymous(spot.assessment) for spot in row.cells]) for row in matrix.rows],
        "sources": [[spot and spot.source for spot in row.cells] for row in matrix.rows],
        "older": [line.row.older for line in unit_list(query, scope).lines],
        "units": [
            (line.unit, line.on_time_count, line.sent_count, line.due_count) for line in unit_list(query, scope).lines
        ],
        "rounds": [(one.due_count, one.sent_count, one.on_time_count, one.returns) for one in page.periods],
        "papers": snapshot_changes({"forms": []}, document_numbers(papers, "")),
        "figures": list(papers.figures()),
        "moves": [(line.row.code, line.status_change) for group in page.table.groups for line in group.lines],
    }


def _ranking(result: PlanOverview, row: IndicatorResult) -> Any:
    ranking = unit_ranking(result, row)
    if ranking is None:
        return None
    units = [replace(unit, assessment=anonymous(unit.assessment)) for unit in ranking.units]
    return units, ranking.silent_count, ranking.comparison_label


def both_ways(scope: PlanScope, *, pending: bool) -> tuple[dict[str, Any], dict[str, Any]]:
    with pytest.MonkeyPatch.context() as patch:
        whole = numbers_of(scope, pending=pending)
        patch.setattr(overviews, "MOST_READ", 0)
        assert not plan_overview(scope.visible_units, scope.view, scope.period, scope.unit).is_whole
        stored = numbers_of(scope, pending=pending)
    return whole, stored


def query_count_of(read: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as queries:
        read()
    return len(queries)


def fill(office: SampleOffice) -> None:
    """Reports in every state, a correction among them; and an allocation to a unit that reports nothing itself."""
    cluster = Unit.objects.get(code="CUM1")
    Target.objects.create(
        indicator=office.indicators["CT01"], unit=cluster, comparator=Comparator.AT_LEAST, value=5, reports=False
    )
    for ordinal in (1, 2):
        for amount, commune in enumerate(office.communes, 7):
            office.enter("CT01", amount, unit=commune, ordinal=ordinal)
            office.enter("CT02", amount, 10 + amount, unit=commune, ordinal=ordinal)
            office.enter("CT05", 50 + amount, unit=commune, ordinal=ordinal, full_year_estimate=70)
            office.approve(commune, ordinal)
    office.enter("CT01", 12)
    office.approve()
    report = office.report(office.communes[1], 2)
    assert report
    report_reopen(report=report, actor=office.reviewer, seen_version=report.version, reason="Sót số")
    office.enter("CT01", 30, unit=office.communes[2])
    office.submit(office.communes[2])


def test_pages_of_a_large_scope_cost_a_fixed_number_of_queries(
    office: SampleOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(office)
    scope = scope_of(office, office.district)
    scope.period.plan = scope.view.plan
    monkeypatch.setattr(overviews, "MOST_READ", 0)
    dashboard = query_count_of(lambda: dashboard_page(ProgressFilter(), scope))
    for read in (
        lambda: matrix_page(ProgressFilter(), scope),
        lambda: unit_list(ProgressFilter(), scope),
        lambda: period_comparison(ProgressFilter(), scope),
        lambda: period_comparison(ProgressFilter(against=1), scope),
    ):
        assert query_count_of(read) == LARGE_SCOPE_QUERIES
    # With the open directives.
    assert query_count_of(lambda: presentation(ProgressFilter(), scope)) == dashboard == LARGE_SCOPE_QUERIES + 1


@pytest.mark.parametrize("pending", [False, True])
@pytest.mark.parametrize("ordinal", [2, 3])
def test_the_numbers_are_those_of_a_scope_that_is_read_whole(office: SampleOffice, ordinal: int, pending: bool) -> None:
    fill(office)
    assert RollUpScope.objects.filter(unit__code="CUM1", structure_mark__gt=0).exists()
    whole, stored = both_ways(scope_of(office, office.district, ordinal), pending=pending)
    assert whole == stored
    assert any(whole["allocated"])


def test_allocations_of_the_parts_stand_for_a_headline(office: SampleOffice) -> None:
    Target.objects.filter(unit=office.district, indicator__code="CT01").delete()
    fill(office)
    whole, stored = both_ways(scope_of(office, office.district), pending=False)
    assert whole == stored
    goal = whole["rows"][0][2].goal
    assert goal
    assert goal.value == 160


def test_totals_out_of_date_are_not_read(office: SampleOffice) -> None:
    fill(office)
    RollUpScope.objects.update(structure_mark=0, approved={}, pending={})
    whole, stored = both_ways(scope_of(office, office.district), pending=False)
    assert whole == stored


@pytest.mark.parametrize("ordinal", [3, 4, 5])
def test_a_unit_that_ended_counts_alike(office: SampleOffice, ordinal: int) -> None:
    fill(office)
    Target.objects.filter(unit=office.district, indicator__code="CT01").delete()
    gone = office.communes[1]
    Unit.objects.filter(pk=gone.pk).update(valid_to=date(2022, 8, 31))
    call_command("rebuild_rollup")
    whole, stored = both_ways(scope_of(office, office.district, ordinal), pending=True)
    assert whole == stored
    assert whole["rows"][0][2].value == 7 + 7 + 8 + 8 + 9 + 9 + 10 + 10 + 12 + 30
    assert whole["rows"][0][2].goal
    assert whole["rows"][0][2].goal.value == 160


@settings(max_examples=4, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@given(history=st.lists(steps, min_size=1, max_size=12), ordinal=st.integers(1, 4), pending=st.booleans())
def test_whatever_has_happened(office: SampleOffice, history: list[Step], ordinal: int, pending: bool) -> None:
    with transaction.atomic():
        for step in history:
            with suppress(Refusal, StateRefusal, Conflict), transaction.atomic():
                take(office, step)
        whole, stored = both_ways(scope_of(office, office.district, ordinal), pending=pending)
        transaction.set_rollback(True)
    assert whole == stored
