"""Last year: the figures of its plan, entered rows, and which of them a comparison takes."""

from collections.abc import Iterator

import pytest

from chodon_thidua.lib import clock
from targets.models import Baseline
from tests.reports.builders import SampleOffice, make_office, moment
from tests.reports.progress.reading import last_year, overview_of, row, value


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
    assessment = row(overview_of(two_years), "CT01").assessment
    results = [assessment.value, assessment.same_period, assessment.same_period_change]
    assert results == [30, 24, 125]


def test_last_years_figures_that_were_not_approved_do_not_count(two_years: SampleOffice) -> None:
    last_year(two_years, "CT01", 3, dict.fromkeys(two_years.communes, 5), state="SUBMITTED")
    assert row(overview_of(two_years, pending=True), "CT01").assessment.same_period is None


def test_an_entered_row_goes_before_last_years_figures(two_years: SampleOffice) -> None:
    last_year(two_years, "CT01", 3, dict.fromkeys(two_years.communes, 5))
    Baseline.objects.create(
        indicator=two_years.indicators["CT01"], unit=two_years.district, ordinal=3, value=20, source="Niên giám"
    )
    assert row(overview_of(two_years), "CT01").assessment.same_period == 20


def test_last_years_plan_is_still_there(two_years: SampleOffice) -> None:
    result = overview_of(two_years, year=2021, ordinal=3)
    assert (result.plan, result.plan.year) == (two_years.plans[0], 2021)
    assert value(result, "CT01") is None


def test_a_row_under_another_definition_gives_way_to_last_years_figures(two_years: SampleOffice) -> None:
    commune, amount = two_years.communes[0], two_years.indicators["CT01"]
    last_year(two_years, "CT01", 3, {commune: 8})
    Baseline.objects.create(indicator=amount, unit=commune, ordinal=3, value=99, definition_label="chuẩn cũ")
    assert row(overview_of(two_years, commune), "CT01").assessment.same_period == 8
    Baseline.objects.update(definition_label="")
    assert row(overview_of(two_years, commune), "CT01").assessment.same_period == 99


def test_a_ratio_known_without_its_parts_gives_way_to_last_years_figures(two_years: SampleOffice) -> None:
    commune = two_years.communes[1]
    two_years.enter("CT02", 30, 100, unit=commune, ordinal=2)
    two_years.approve(commune, 2)
    last_year(two_years, "CT02", 2, {commune: 20}, denominator=100)
    Baseline.objects.create(indicator=two_years.indicators["CT02"], unit=commune, ordinal=2, value=999)
    assert row(overview_of(two_years, ordinal=2), "CT02").assessment.same_period == 200
