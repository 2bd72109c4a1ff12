"""An overview of one indicator's family reads that family alone, and says the same of it as the overview of all."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chodon_thidua.lib import clock
from reports.progress import overview as overviews
from reports.progress.overview import PlanOverview, assess_at, assess_unit, plan_overview
from reports.selectors.scope import PlanScope, plan_scope
from targets.calculation.types import ScopeTotals
from tests.reports.builders import SampleOffice, make_office, moment
from units.models import User

pytestmark = pytest.mark.django_db
KINDS = ("AMOUNT", "RATIO", "ALL_OF", "RECOGNITION")


@pytest.fixture
def office(db: None) -> Iterator[SampleOffice]:
    with clock.at(moment()):
        made = make_office(communes=2, indicators=KINDS)
        for number, commune in enumerate(made.communes, 1):
            for ordinal in (1, 2):
                made.enter("CT01", 10 * number, unit=commune, ordinal=ordinal)
                made.enter("CT02", 100 * number, 1000, unit=commune, ordinal=ordinal)
                made.approve(commune, ordinal)
        yield made


def scope_of(office: SampleOffice) -> PlanScope:
    person = User.objects.get(pk=office.leader.pk)
    scope = plan_scope(person, year=None, plan_id=None, ordinal=2, code="")
    assert scope
    return scope


def overview_of(scope: PlanScope, family: str | None = None) -> PlanOverview:
    return plan_overview(scope.visible_units, scope.view, scope.period, scope.unit, family=family)


@pytest.mark.parametrize(
    ("code", "family"),
    [
        ("CT01", ["CT01"]),
        ("CT02", ["CT02"]),
        ("CT03", ["CT03", "CT03a", "CT03b"]),
        ("CT03b", ["CT03", "CT03a", "CT03b"]),  # a child stands under its parent, which is judged by all its children
        ("CT04", ["CT04"]),
        ("CT99", []),
    ],
)
def test_a_family_is_an_indicator_with_its_parent_and_children(
    office: SampleOffice, code: str, family: list[str]
) -> None:
    overview = overview_of(scope_of(office), code)
    assert [row.code for row in overview.rows] == family
    assert {indicator.code for indicator in overview.plan_data.indicators.values()} == set(family)
    read = {key[0] for key in overview.report_data.counted_figures}
    assert read <= set(overview.plan_data.indicators)
    assert not overview.obligations


@pytest.mark.parametrize("most_read", [overviews.MOST_READ, 0])
@pytest.mark.parametrize("code", ["CT01", "CT02", "CT03", "CT04"])
def test_the_numbers_of_a_family_are_those_of_the_whole_plan(
    office: SampleOffice, monkeypatch: pytest.MonkeyPatch, code: str, most_read: int
) -> None:
    monkeypatch.setattr(overviews, "MOST_READ", most_read)
    scope = scope_of(office)
    whole, family = overview_of(scope), overview_of(scope, code)
    indicator, same = whole.row(code), family.row(code)
    assert indicator
    assert same
    assert same.assessment == indicator.assessment
    for period in scope.view.periods:
        assert assess_at(family, same.indicator, period) == assess_at(whole, indicator.indicator, period)
    if not indicator.indicator.is_composite:
        for unit in whole.units_below:
            assert assess_unit(family, same.indicator, unit) == assess_unit(whole, indicator.indicator, unit)


def test_a_family_takes_no_more_queries_than_the_plan(office: SampleOffice) -> None:
    scope = scope_of(office)
    counts = {}
    for family in (None, "CT01", "CT03", "CT04"):
        with CaptureQueriesContext(connection) as queries:
            overview_of(scope, family)
        counts[family] = len(queries)
    assert max(counts.values()) == counts[None]
    assert counts["CT01"] == counts[None] - 1  # nobody is recognised by an amount


def test_only_numbers_make_no_objects_of_rows(office: SampleOffice) -> None:
    report_data = overview_of(scope_of(office)).report_data
    assert not report_data.figures
    unit = office.communes[1].pk
    figure = report_data.counted_figures[office.indicators["CT02"].pk, unit, 2]
    assert (figure.numerator, figure.denominator, figure.not_applicable) == (200, 1000, False)
    assert figure.pk in {row.pk for row in office.indicators["CT02"].figures.all()}


def test_an_assessment_can_be_told_without_its_units(office: SampleOffice) -> None:
    row = overview_of(scope_of(office), "CT01").row("CT01")
    assert row
    assert {one.unit for one in row.assessment.totals.contributions} == {unit.pk for unit in office.communes}
    anonymous = replace(row.assessment, totals=ScopeTotals(2, ()))
    assert (anonymous.value, anonymous.status) == (row.assessment.value, row.assessment.status)
