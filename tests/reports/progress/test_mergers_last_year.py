"""Merged units beside last year: over the same units, whenever they merged, and each recognised subject once."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from chodon_thidua.lib import clock
from reports.intake.figures.earlier_figures import EarlierFigures
from reports.intake.figures.lines import entry_sheet
from reports.models import Figure
from reports.services.figure_values import FigureValues
from reports.services.figures import figure_save
from reports.services.transitions import report_approve, report_submit
from targets.calculation.types import UnitId
from targets.enums import OverTime, PartRole
from targets.models import Baseline, IndicatorPart, Target
from targets.selectors import plan_view
from tests.factories import UnitFactory, member
from tests.reports.builders import SampleOffice, moment
from tests.reports.merging import (
    AMOUNTS,
    FIRST_DAY,
    IN_FOURTH,
    INSIDE,
    approve_figures,
    assessment_of,
    make_office_of_a_whole_year,
    merge,
    office_of_a_whole_year,
    overview_at,
    two_quarters,
)
from tests.reports.progress.reading import last_year
from tests.stored_rows import built_once
from tests.targets.calculation_builders import FINAL
from units.enums import Role
from units.visibility import visible_units_below

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(db: None) -> Iterator[SampleOffice]:
    with office_of_a_whole_year() as sample:
        yield sample


# Last year


@pytest.mark.parametrize("on", [FIRST_DAY, INSIDE, IN_FOURTH])
def test_last_years_figures_of_merged_units_are_compared_together(office: SampleOffice, on: date) -> None:
    two_quarters(office)
    for unit, amount in zip(office.communes, (8, 16, 32), strict=True):
        for ordinal in range(1, 6):
            Baseline.objects.create(
                indicator=office.indicators["CT01"], unit=unit, ordinal=ordinal, value=amount * 2, source="Niên giám"
            )
    heir = merge(office, office.communes[:1], on, office.communes[1])
    for ordinal in (3, 4, 5):
        assessment = assessment_of(overview_at(office, ordinal))
        assert (assessment.same_period, assessment.last_year) == (112, 112)
    assert assessment_of(overview_at(office, 5, heir)).same_period == 48
    Baseline.objects.filter(unit=office.communes[0]).delete()
    assert assessment_of(overview_at(office, 5, heir)).same_period is None
    assert assessment_of(overview_at(office, 5)).same_period == 64


# Last year's plan


@pytest.fixture
def two_years(db: None) -> Iterator[SampleOffice]:
    with clock.at(moment(1, 1, year=2023)):
        yield built_once(make_office_of_two_years)


def make_office_of_two_years() -> SampleOffice:
    office = make_office_of_a_whole_year(("AMOUNT", "RECOGNITION"), years=2)
    for ordinal, amounts in {1: (1, 2, 4), 2: (2, 4, 8), 3: (3, 6, 12)}.items():
        last_year(office, "CT01", ordinal, dict(zip(office.communes, amounts, strict=True)))
    for ordinal in (1, 2):
        for unit, amount in zip(office.communes, AMOUNTS, strict=True):
            approve_figures(office, unit, ordinal, amount)
    return office


@pytest.mark.parametrize("on", [date(2021, 8, 1), date(2021, 12, 10), date(2021, 12, 15), FIRST_DAY, INSIDE])
@pytest.mark.parametrize("is_last", [False, True], ids=["SUM", "LAST"])
def test_the_same_period_of_last_year_is_that_of_the_same_units(
    two_years: SampleOffice, on: date, is_last: bool
) -> None:
    """The time of a merger, during last year, after it or this year, does not change last year's figures."""
    office = two_years
    if is_last:
        IndicatorPart.objects.filter(indicator__code="CT01").update(over_time=OverTime.LAST)
    heir = merge(office, office.communes[:1], on, office.communes[1])
    then = {1: 7, 2: 14, 3: 21, 4: 21} if is_last else {1: 7, 2: 21, 3: 42, 4: 42}
    both = {1: 3, 2: 6, 3: 9, 4: 9} if is_last else {1: 3, 2: 9, 3: 18, 4: 18}
    for ordinal in then:
        assert assessment_of(overview_at(office, ordinal)).same_period == then[ordinal]
        if heir.pk in assessment_of(overview_at(office, ordinal)).totals.assigned and ordinal >= 4:
            assert assessment_of(overview_at(office, ordinal, heir)).same_period == both[ordinal]


def test_the_successors_form_shows_last_years_figures_of_its_predecessors(two_years: SampleOffice) -> None:
    heir = merge(two_years, two_years.communes[:2], INSIDE)
    view = plan_view(visible_units_below(two_years.district), year=2022)
    assert view
    for ordinal, unit, then in ((3, two_years.communes[0], 6), (4, heir, 18)):
        sheet = entry_sheet(view, two_years.period(ordinal), [unit])
        line = next(line for line in sheet.lines if line.indicator.code == "CT01")
        assert EarlierFigures(sheet).same_period(line)[PartRole.NUMERATOR] == then


class UnwalkedDict(dict[UnitId, Any]):
    """Rows of all units, of which single ones may be looked up."""

    def __iter__(self) -> Iterator[UnitId]:
        raise AssertionError("all units are gone through")

    items = keys = values = __iter__  # type: ignore[assignment]


@pytest.mark.parametrize("ordinal", [3, 4, FINAL])
def test_a_line_of_a_workbook_looks_at_its_own_units_only(two_years: SampleOffice, ordinal: int) -> None:
    heir = merge(two_years, two_years.communes[:2], INSIDE)
    view = plan_view(visible_units_below(two_years.district), year=2022)
    assert view
    sheet = entry_sheet(view, two_years.period(ordinal), [two_years.communes[2], heir])
    before = [(EarlierFigures(sheet).same_period(line), EarlierFigures(sheet).parts(line)) for line in sheet.lines]
    for rows in (sheet.plan_data.baselines, sheet.plan_data.targets):
        rows.update({pk: UnwalkedDict(own) for pk, own in rows.items()})
    assert [
        (EarlierFigures(sheet).same_period(line), EarlierFigures(sheet).parts(line)) for line in sheet.lines
    ] == before
    assert before


def test_last_years_decisions_count_each_subject_once(two_years: SampleOffice) -> None:
    office = two_years
    other = UnitFactory.create(code="KT", name="Phòng Kinh tế", kind="DEPARTMENT", parent=office.district)
    for plan in office.plans:
        Target.objects.create(indicator=plan.indicators.get(code="CT02"), unit=other, reports=True)
    last_year(office, "CT02", 3, {office.department: 2, other: 2})
    for figure, names_ in zip(
        Figure.objects.filter(indicator__code="CT02", indicator__plan=office.plans[0]).order_by("pk"),
        (("a", "b"), ("b", "c")),
        strict=True,
    ):
        for name in names_:
            figure.recognitions.create(
                subject_text=name, assessed_year=2021, decision_number="1", decided_on=date(2021, 5, 1)
            )
    member_of = member(other, Role.REPORTER)
    for unit, actor in ((office.department, office.clerk), (other, member_of)):
        figure_save(
            unit=unit,
            period=office.period(3),
            indicator=office.indicators["CT02"],
            actor=actor,
            values=FigureValues(Decimal(0)),
            seen_version=0,
        )
        report = report_submit(report=office.report(unit), actor=actor, seen_version=1, incomplete_reason="x")
        report_approve(report=report, actor=office.reviewer, seen_version=report.version)
    assessment = assessment_of(overview_at(office, 3), "CT02")
    assert (assessment.value, assessment.same_period) == (0, 3)
