"""Units that merge on any day of the year: no number is lost, and nobody who owes a report disappears."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

import pytest
from django.core.management import call_command

from chodon_thidua.lib.refusals import Refusal
from reports.coordination.periods.page import period_page
from reports.entry.recognitions.decision_values import RecognitionValues
from reports.entry.recognitions.services import recognition_add
from reports.entry.services import year_fill
from reports.intake.figures.lines import entry_sheet
from reports.progress.ranking import unit_ranking
from targets.enums import OverTime
from targets.models import IndicatorPart, Target
from targets.selectors import plan_view
from tests.factories import UnitFactory
from tests.reports.builders import SampleOffice
from tests.reports.merging import (
    BEFORE,
    FIRST_DAY,
    IN_FOURTH,
    INSIDE,
    PASSES_ON,
    approve_figures,
    assessment_of,
    merge,
    office_of_a_whole_year,
    outstanding_units,
    overview_at,
    short_names,
    two_quarters,
)
from tests.stored_rows import remembered
from tests.targets.calculation_builders import FINAL
from units.models import Unit, UnitSuccession, User
from units.visibility import visible_units_below

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(db: None) -> Iterator[SampleOffice]:
    with office_of_a_whole_year() as sample:
        yield sample


KINDS: dict[str, Callable[[SampleOffice, date], Unit]] = {
    "into a new unit": lambda office, on: merge(office, office.communes[:2], on),
    "into an existing one": lambda office, on: merge(office, office.communes[:1], on, office.communes[1]),
    "into one that reported nothing": lambda office, on: merge(
        office, office.communes[:2], on, UnitFactory.create(name="Xã Khác", short_name="Khác", parent=office.district)
    ),
}


@remembered
def recognise_nobody(office: SampleOffice) -> None:
    office.enter("CT03", 0, unit=office.department)
    office.approve(office.department)


@pytest.mark.parametrize("on", PASSES_ON)
@pytest.mark.parametrize("kind", KINDS)
def test_a_merger_on_any_day_keeps_every_total(office: SampleOffice, kind: str, on: date) -> None:
    two_quarters(office)
    recognise_nobody(office)
    heir = KINDS[kind](office, on)
    for ordinal, amount in {1: 70, 2: 140, 3: 140, 4: 140, 5: 140}.items():
        result = overview_at(office, ordinal)
        assert assessment_of(result).value == amount
        # Σ numerators over the population that each reported last.
        assert assessment_of(result, "CT02").value == Decimal(1000) * amount / 7000
        assert assessment_of(result).goal.value == 120
        passed = ordinal >= PASSES_ON[on]
        reporters = assessment_of(result).totals.assigned
        assert (office.communes[0].pk in reporters, heir.pk in reporters) == (
            not passed,
            passed or heir == office.communes[1],
        )
        ranking = unit_ranking(result, next(row for row in result.rows if row.code == "CT01"))
        assert ranking
        assert sum(unit.cells.actual.text != "" for unit in ranking.units) == len(reporters)
    call_command("rebuild_rollup", "--check")


@pytest.mark.parametrize("on", PASSES_ON)
@pytest.mark.parametrize("kind", KINDS)
def test_nobody_who_owes_a_report_disappears(office: SampleOffice, kind: str, on: date) -> None:
    first, second, third = office.communes
    heir = KINDS[kind](office, on)
    for ordinal in range(1, 6):
        reporters = {first, second} if ordinal < PASSES_ON[on] else {heir, second} - {first if heir != second else None}
        if heir != second and ordinal >= PASSES_ON[on]:
            reporters = {heir}
        names = short_names({*reporters, third})
        assert outstanding_units(office, ordinal) - {"Phòng NN&PTNT"} == names
        result = overview_at(office, ordinal)
        assert short_names(obligation.unit for obligation in result.obligations) - {"Phòng NN&PTNT"} == names
        page = period_page(User.objects.get(pk=office.administrator.pk), 2022, ordinal)
        assert short_names(page.reports.obliged_units) - {"Phòng NN&PTNT"} == names
        view = plan_view(visible_units_below(office.district), year=2022)
        assert view
        sheet = entry_sheet(view, office.period(ordinal), list(Unit.objects.all()))
        assert short_names(sheet.reporting) - {"Phòng NN&PTNT"} == names


def test_what_predecessors_report_in_the_merger_period_counts_there_and_later(office: SampleOffice) -> None:
    two_quarters(office)
    heir = merge(office, office.communes[:2], INSIDE)
    approve_figures(office, office.communes[0], 3, 5, 1100)
    approve_figures(office, office.communes[2], 3, 7, 4000)
    assert [assessment_of(overview_at(office, ordinal)).value for ordinal in (3, 4, 5)] == [152, 152, 152]
    approve_figures(office, heir, 4, 30, 3200)
    assert [assessment_of(overview_at(office, ordinal)).value for ordinal in (3, 4, 5)] == [152, 182, 182]
    # The successor's first population stands for its predecessors'.
    assert assessment_of(overview_at(office, 4), "CT02").aggregate.contributed.denominator == 3200 + 4000
    assert assessment_of(overview_at(office, 4, heir)).value == 10 + 20 + 10 + 20 + 5 + 30
    with pytest.raises(Refusal):
        office.enter("CT01", 1, unit=heir, ordinal=3)
    with pytest.raises(Refusal):
        office.enter("CT01", 1, unit=office.communes[0], ordinal=4)


def test_a_final_figure_of_the_successor_restates_the_year_of_its_predecessors(office: SampleOffice) -> None:
    two_quarters(office)
    heir = merge(office, office.communes[:1], IN_FOURTH, office.communes[1])
    approve_figures(office, office.communes[0], 4, 3)
    assert [assessment_of(overview_at(office, ordinal)).value for ordinal in (4, 5)] == [143, 143]
    year_fill(
        view=plan_view(visible_units_below(office.district), year=2022),
        unit=heir,
        period=office.period(FINAL),
        actor=office.reporter(heir),
    )
    office.approve(heir, FINAL)
    assert assessment_of(overview_at(office, FINAL)).value == 143
    assert assessment_of(overview_at(office, FINAL, heir)).value == 63
    assert assessment_of(overview_at(office, 4, heir)).value == 40


def test_two_mergers_in_a_row(office: SampleOffice) -> None:
    two_quarters(office)
    heir = merge(office, office.communes[:2], FIRST_DAY)
    approve_figures(office, heir, 3, 8, 3100)
    last = merge(office, [heir], IN_FOURTH, office.communes[2])
    assert [assessment_of(overview_at(office, ordinal)).value for ordinal in (1, 2, 3, 4, 5)] == [
        70,
        140,
        148,
        148,
        148,
    ]
    assert short_names(obligation.unit for obligation in overview_at(office, 4).obligations) == {"Mới", "Bằng Lãng"}
    assert assessment_of(overview_at(office, 5, last)).value == 148
    assert assessment_of(overview_at(office, 5, last)).goal.value == 120
    assert assessment_of(overview_at(office, 5), "CT02").aggregate.contributed.denominator == 3100 + 4000


def test_two_mergers_within_one_period(office: SampleOffice) -> None:
    two_quarters(office)
    heir = merge(office, office.communes[:2], INSIDE)
    last = merge(office, [heir], date(2022, 9, 1), name="Xã Cuối")
    assert short_names(obligation.unit for obligation in overview_at(office, 3).obligations) >= {
        "Ngọc Phái",
        "Quảng Bạch",
        "Bằng Lãng",
    }
    assert short_names(obligation.unit for obligation in overview_at(office, 4).obligations) == {"Cuối", "Bằng Lãng"}
    assert [assessment_of(overview_at(office, ordinal)).value for ordinal in (3, 4, 5)] == [140, 140, 140]
    assert assessment_of(overview_at(office, 4, last)).value == 60
    assert heir.pk not in assessment_of(overview_at(office, 3)).totals.assigned


def test_a_merger_before_the_plan_begins_is_over(office: SampleOffice) -> None:
    merge(office, office.communes[:1], BEFORE, office.communes[1])
    assert "Ngọc Phái" not in outstanding_units(office, 1)
    assert assessment_of(overview_at(office, 1, office.communes[1])).goal.value == 80


def test_departments_merge_likewise_and_keep_their_decisions(office: SampleOffice) -> None:
    recognition_add(
        unit=office.department,
        period=office.period(3),
        indicator=office.indicators["CT03"],
        actor=office.clerk,
        values=RecognitionValues(2022, "1/QĐ", date(2022, 7, 1), subject_unit=office.communes[0]),
        seen_version=0,
    )
    office.approve(office.department)
    other = UnitFactory.create(
        code="KT", name="Phòng Kinh tế", short_name="KT", kind="DEPARTMENT", parent=office.district
    )
    merge(office, [office.department], INSIDE, other)
    assert [assessment_of(overview_at(office, ordinal), "CT03").value for ordinal in (3, 4, 5)] == [1, 1, 1]
    assert assessment_of(overview_at(office, 5, other), "CT03").goal.value == 2
    assert short_names(obligation.unit for obligation in overview_at(office, 5).obligations) >= {"KT"}


# Goals


def test_a_successor_is_asked_for_its_own_and_its_predecessors_amounts(office: SampleOffice) -> None:
    for ordinal, amounts in ((1, (10, 20)), (2, (10, 20))):
        for unit, amount in zip(office.communes, amounts, strict=False):
            approve_figures(office, unit, ordinal, amount)
    heir = merge(office, office.communes[:1], FIRST_DAY, office.communes[1])
    assessment = assessment_of(overview_at(office, 3, heir))
    assert (assessment.value, assessment.goal.value, assessment.percent_shown) == (60, 80, 75)
    assert assessment_of(overview_at(office, 2, heir)).goal.value == 40


def test_a_rate_keeps_the_successors_own_level(office: SampleOffice) -> None:
    first, second, _ = office.communes
    Target.objects.filter(unit=first, indicator__code="CT02").update(value=450)
    merge(office, [first], FIRST_DAY, second)
    assert assessment_of(overview_at(office, 3, second), "CT02").goal.value == 500


def test_a_new_units_rate_is_typed_anew(office: SampleOffice) -> None:
    heir = merge(office, office.communes[:2], FIRST_DAY)
    assert assessment_of(overview_at(office, 3, heir), "CT02").goal is None
    Target.objects.create(indicator=office.indicators["CT02"], unit=heir, comparator=">=", value=480, reports=True)
    assert assessment_of(overview_at(office, 3, heir), "CT02").goal.value == 480
    assert assessment_of(overview_at(office, 2), "CT02").totals.assigned == tuple(
        commune.pk for commune in office.communes[:3]
    )


def test_a_row_without_a_level_takes_nothing_from_a_new_unit(office: SampleOffice) -> None:
    heir = merge(office, office.communes[:2], INSIDE)
    Target.objects.create(indicator=office.indicators["CT01"], unit=heir, reports=True)
    assert assessment_of(overview_at(office, 4, heir)).goal.value == 80
    assert heir.pk not in assessment_of(overview_at(office, 3)).totals.assigned
    Target.objects.filter(unit=office.district, indicator__code="CT01").delete()
    assert assessment_of(overview_at(office, 4)).goal.value == 120


@pytest.mark.parametrize("level", [None, 40])
def test_a_unit_of_an_old_merger_needs_an_allocation_of_its_own(office: SampleOffice, level: int | None) -> None:
    heir = merge(office, [UnitFactory.create(name="Xã Cũ", short_name="Cũ", parent=office.district)], date(2021, 7, 1))
    reporters = {"comparator": ">=", "value": level} if level else {}
    Target.objects.create(indicator=office.indicators["CT01"], unit=heir, reports=True, **reporters)
    Target.objects.filter(unit=office.district, indicator__code="CT01").delete()
    for ordinal in range(1, 6):
        assert getattr(assessment_of(overview_at(office, ordinal)).goal, "value", None) == (level and 160)
        assert getattr(assessment_of(overview_at(office, ordinal, heir)).goal, "value", None) == level


def test_a_headline_is_not_added_to(office: SampleOffice) -> None:
    Target.objects.create(
        indicator=office.indicators["CT01"], unit=office.department, comparator=">=", value=120, reports=True
    )
    merge(office, [office.department], FIRST_DAY, office.district)
    assert assessment_of(overview_at(office, 3)).goal.value == 120


def test_last_parts_alone_stand_until_the_successor_reports(office: SampleOffice) -> None:
    IndicatorPart.objects.filter(indicator__code="CT01").update(over_time=OverTime.LAST)
    two_quarters(office)
    heir = merge(office, office.communes[:2], INSIDE)
    assert [assessment_of(overview_at(office, ordinal)).value for ordinal in (3, 4, 5)] == [70, 70, 70]
    approve_figures(office, heir, 4, 33)
    assert [assessment_of(overview_at(office, ordinal)).value for ordinal in (3, 4, 5)] == [70, 73, 73]
    assert UnitSuccession.objects.count() == 2


def test_what_a_unit_added_before_it_ended_without_a_successor_stays_in_the_totals(office: SampleOffice) -> None:
    gone, other, third = office.communes
    for ordinal in (1, 2, 3):
        approve_figures(office, gone, ordinal, 10, 100)
        approve_figures(office, other, ordinal, 1, 50)
    Unit.objects.filter(pk=gone.pk).update(valid_to=date(2022, 8, 31))
    approve_figures(office, other, 4, 1, 50)
    assessments = {ordinal: assessment_of(overview_at(office, ordinal)) for ordinal in (1, 2, 3, 4, FINAL)}
    assert {ordinal: one.value for ordinal, one in assessments.items()} == {1: 11, 2: 22, 3: 33, 4: 34, 5: 34}
    assert {assessment.goal.value for assessment in assessments.values()} == {120}
    assert [gone.pk in assessment.totals.assigned for assessment in assessments.values()] == [
        True,
        True,
        True,
        False,
        False,
    ]
    # Its population is no longer there, and without it no part of a ratio over it.
    people = [
        assessment_of(overview_at(office, ordinal), "CT02").aggregate.contributed.denominator for ordinal in (3, 4, 5)
    ]
    assert people == [150, 50, 50]
    assert third.pk in assessments[4].totals.silent
    call_command("rebuild_rollup", "--check")


def test_a_unit_counts_in_the_periods_in_which_it_exists(office: SampleOffice) -> None:
    """One day of a period is enough; the whole year's figures it owes only if it exists at the year's end."""
    gone = office.communes[2]
    Unit.objects.filter(pk=gone.pk).update(valid_to=FIRST_DAY)
    overviews = [overview_at(office, ordinal) for ordinal in (2, 3, 4, 5)]
    assert [gone.pk in overview.units for overview in overviews] == [True, True, False, True]
    assert [gone in [obligation.unit for obligation in overview.obligations] for overview in overviews] == [
        True,
        True,
        False,
        False,
    ]
