"""Several plans read at once are what each is when it is read alone, in as many queries as one plan."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from chodon_thidua.lib import clock
from reports.selectors.counted_figures import COUNTED, WITH_PENDING, read_figures, read_figures_of_plans
from targets.models import Baseline, Period
from targets.selectors import PlanData, PlanView, read_plan_data, read_plans_data
from targets.selectors.plan_periods import plan_views_of
from tests.reports.builders import SampleOffice, make_office, moment
from tests.reports.pages import report_all_communes
from tests.reports.programmes import close_year
from tests.reports.progress.reading import last_year
from tests.reports.reviewing import reopen
from units.models import Unit, UnitSuccession


@pytest.fixture
def office(db: None) -> Iterator[SampleOffice]:
    """Three plans with figures of each; of the latest one report was reopened and one waits for review."""
    with clock.at(moment()):
        office = make_office(communes=4, years=3)
        report_all_communes(office, 10)
        reopen(office, office.report(office.communes[0]))
        office.enter("CT02", 50, 100, unit=office.communes[1], ordinal=2)
        office.submit(office.communes[1], 2)
        for plan, amount in zip(office.plans[:2], (3, 4), strict=True):
            last_year(office, "CT01", 4, dict.fromkeys(office.communes, amount), plan=plan)
            close_year(office, plan)
        indicator = office.plans[1].indicators.get(code="CT01")
        Baseline.objects.create(indicator=indicator, unit=office.district, ordinal=5, value=7, source="Niên giám")
        yield office


def views(office: SampleOffice) -> list[PlanView]:
    return plan_views_of({plan.pk: plan for plan in office.plans})


def unit_ids(office: SampleOffice) -> list[int]:
    return [unit.pk for unit in (office.district, office.department, *office.communes)]


def all_indicators(office: SampleOffice) -> list[int]:
    return [indicator.pk for plan in office.plans for indicator in plan.indicators.all()]


def contents(plan_data: PlanData) -> dict[str, object]:
    """What the calculation reads of a plan."""
    own = plan_data.indicators
    return {
        "indicators": list(own),
        "specs": plan_data.specs,
        "parts": {pk: plan_data.parts[pk] for pk in own if pk in plan_data.parts},
        "targets": {pk: plan_data.targets[pk] for pk in own if pk in plan_data.targets},
        "baselines": {pk: plan_data.baselines[pk] for pk in own if pk in plan_data.baselines},
        "sources": {key: text for key, text in plan_data.baseline_sources.items() if key[0] in own},
        "mergers": plan_data.mergers,
        "last year": plan_data.mergers_last_year,
        "begins": plan_data.plan_mergers.begins,
        "periods": [period.pk for period in plan_data.periods],
    }


def test_each_plan_is_as_when_it_is_read_alone(office: SampleOffice, django_assert_num_queries) -> None:
    several, indicators = views(office), all_indicators(office)
    with django_assert_num_queries(6):
        together = read_plans_data(several, unit_ids(office), indicators)
    assert list(together) == [view.plan.pk for view in several]
    for view in several:
        alone = read_plan_data(view, unit_ids(office))
        assert contents(together[view.plan.pk]) == contents(alone)


def test_some_of_the_indicators(office: SampleOffice) -> None:
    wanted = [plan.indicators.get(code="CT01").pk for plan in office.plans]
    together = read_plans_data(views(office), unit_ids(office), wanted)
    assert [list(plan_data.indicators) for plan_data in together.values()] == [[pk] for pk in wanted]
    assert all(plan_data.specs[pk].code == "CT01" for pk, plan_data in zip(wanted, together.values(), strict=True))


def test_a_merger_counts_in_the_plan_of_its_time(office: SampleOffice) -> None:
    old, new = office.communes[0], office.communes[1]
    starts_on = Period.objects.get(plan=office.plans[1], ordinal=3).starts_on
    Unit.objects.filter(pk=old.pk).update(valid_to=starts_on - timedelta(days=1))
    UnitSuccession.objects.create(predecessor=old, successor=new, on=starts_on)
    several = views(office)
    together = read_plans_data(several, unit_ids(office), all_indicators(office))
    merged = [plan_data.mergers.get(old.pk) for plan_data in together.values()]
    assert [merger and merger.ordinal for merger in merged] == [None, 3, 1]
    for view in several:
        assert contents(together[view.plan.pk]) == contents(read_plan_data(view, unit_ids(office)))


def test_no_plan_at_all(office: SampleOffice) -> None:
    assert read_plans_data([], unit_ids(office), []) == {}
    assert read_figures_of_plans([], unit_ids(office)) == {}


@pytest.mark.parametrize("states", [COUNTED, WITH_PENDING])
def test_figures_are_those_of_each_plan_alone(office: SampleOffice, states, django_assert_num_queries) -> None:
    plans = read_plans_data(views(office), unit_ids(office), all_indicators(office))
    with django_assert_num_queries(3):
        together = read_figures_of_plans(plans.values(), unit_ids(office), states=states)
    for pk, plan_data in plans.items():
        alone, own = read_figures(plan_data, unit_ids(office), states=states), together[pk]
        assert own.readings == alone.readings
        assert own.last_year == alone.last_year
        assert own.corrected == alone.corrected
        assert own.figures == alone.figures
        assert {key: report.pk for key, report in own.latest.items()} == {
            key: report.pk for key, report in alone.latest.items()
        }
        assert own.counting_reports.keys() == alone.counting_reports.keys()
        assert own.final_units() == alone.final_units()
    assert together[office.plan.pk].corrected
    assert sum(len(data.last_year) for data in together.values()) == 2  # of 2021 and of 2022


def test_a_report_of_last_year_is_both_that_years_and_next_years(office: SampleOffice) -> None:
    plans = read_plans_data(views(office), unit_ids(office), all_indicators(office))
    figures = read_figures_of_plans(plans.values(), unit_ids(office))
    first, second, third = (plan.pk for plan in office.plans)
    before = office.plans[0].indicators.get(code="CT01").pk
    after = office.plans[1].indicators.get(code="CT01").pk
    own = sorted((reading.unit, reading.numerator) for reading in figures[first].readings[before])
    seen = sorted((reading.unit, reading.numerator) for reading in figures[second].last_year[after])
    assert own == seen
    assert len(own) == len(office.communes)
    assert after in figures[second].readings
    assert office.indicators["CT01"].pk in figures[third].last_year


def test_units_outside_are_not_read(office: SampleOffice) -> None:
    plans = read_plans_data(views(office), [office.communes[2].pk], all_indicators(office))
    figures = read_figures_of_plans(plans.values(), [office.communes[2].pk])
    units = {reading.unit for data in figures.values() for rows in data.readings.values() for reading in rows}
    assert units == {office.communes[2].pk}
