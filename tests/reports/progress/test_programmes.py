"""Targets over several years from the reports of each year: never other numbers than the pages of these years."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from chodon_thidua.lib import clock
from reports.progress import overview as overviews
from reports.progress.programmes.programme_results import ProgrammeResult, programme_results
from reports.progress.programmes.programme_text import programme_cells, programme_notes, way_text, year_state
from reports.selectors.scope import plan_scope
from targets.enums import Measure, PeriodState, Reason, Status
from targets.models import Indicator, Period, ProgrammeYear
from tests.reports.builders import SampleOffice, make_office, moment
from tests.reports.pages import report_all_communes
from tests.reports.programmes import close_year, load_programme, raw_target, target_of
from tests.reports.progress.reading import last_year, overview_of, row
from units.models import Unit, User


@pytest.fixture
def office(db: None) -> Iterator[SampleOffice]:
    """Plans of 2020 to 2022; 2022 is at quarter III, and every commune reported 30 ha in it."""
    with clock.at(moment()):
        office = make_office(years=3)
        report_all_communes(office, 10)
        yield office


def results(office: SampleOffice, unit: Unit | None = None, **options: Any) -> list[ProgrammeResult]:
    person = User.objects.get(pk=office.leader.pk)
    year = options.get("year")
    scope = plan_scope(person, year=year, plan_id=None, ordinal=options.get("ordinal", 3), code="")
    return programme_results(overview_of(office, unit, **options), scope.view.others)


def year_values(result: ProgrammeResult) -> list[Decimal | None]:
    return [year.term_year.value for year in result.years]


def close(office: SampleOffice, plan: int, amount: int, code: str = "CT01", **parts: int) -> None:
    """A closed year in which every commune reported the amount in quarter IV."""
    plan_row = office.plans[plan]
    last_year(office, code, 4, dict.fromkeys(office.communes, amount), plan=plan_row, **parts)
    close_year(office, plan_row)


def test_the_years_of_a_sum(office: SampleOffice) -> None:
    """2019 typed, 2020 and 2021 closed, 2022 to date."""
    close(office, 0, 20)
    close(office, 1, 25)
    typed = [{"year": 2019, "value": "50", "source": "Niên giám"}]
    load_programme(office, raw_target(target="400", years=typed), first_year=2019, last_year=2023)
    (result,) = results(office)
    assert year_values(result) == [50, 60, 75, 30, None]
    assessment = result.assessment
    assert (assessment.value, assessment.expected, assessment.status) == (215, 300, Status.BEHIND)
    assert [year_state(year) for year in result.years] == [
        "Số trước khi dùng phần mềm", "Đã chốt năm", "Đã chốt năm", "Lũy kế đến Quý III", "Chưa đến",
    ]  # fmt: skip
    assert list(programme_notes(result)) == ["Năm 2022: lũy kế đến Quý III.", "Nguồn năm 2019: Niên giám."]


def test_each_year_has_the_number_of_its_own_page(office: SampleOffice) -> None:
    close(office, 0, 20)
    close(office, 1, 25)
    load_programme(office, raw_target(), raw_target("M02", indicator="CT02", over_years="AVERAGE"), first_year=2020)
    for result in results(office):
        for year in result.years[:3]:
            own = overview_of(office, year=year.year, ordinal=year.period.ordinal)
            page_row = row(own, year.indicator.code)
            assert year.term_year.value == page_row.assessment.value
            assert year.assessment.status == page_row.status


def test_a_year_that_is_over_and_not_closed_is_provisional(office: SampleOffice) -> None:
    plan = office.plans[1]
    last_year(office, "CT01", 4, dict.fromkeys(office.communes, 25), plan=plan)
    Period.objects.filter(plan=plan).update(state=PeriodState.OPEN)
    load_programme(office, first_year=2021, last_year=2025)
    (result,) = results(office)
    first = result.years[0].term_year
    assert (first.value, first.is_closed, first.share, first.is_settled) == (75, False, 1, True)
    assert "Năm 2021: tạm tính, chưa chốt năm." in programme_notes(result)


def test_missing_years_are_named_and_never_zero(office: SampleOffice) -> None:
    load_programme(office, raw_target(target="100"), first_year=2018, last_year=2022)
    (result,) = results(office)
    assert result.assessment.missing == (2018, 2019, 2020, 2021)
    assert (result.status, result.assessment.reason) == (Status.NO_DATA, Reason.YEAR_MISSING)
    assert "Thiếu số của năm 2018, 2019, 2020, 2021; năm thiếu không được coi là 0." in programme_notes(result)
    assert [year_state(year) for year in result.years][-2:] == ["Thiếu số liệu", "Lũy kế đến Quý III"]


def test_years_after_the_page_are_to_come(office: SampleOffice) -> None:
    close(office, 0, 20)
    close(office, 1, 25)
    load_programme(office, raw_target(), first_year=2020, last_year=2022)
    (result,) = results(office, year=2021, ordinal=5)
    assert year_values(result) == [60, 75, None]
    assert (result.assessment.value, result.years[2].term_year.share) == (135, 0)
    (earlier,) = results(office, year=2020, ordinal=4)
    assert (earlier.assessment.value, earlier.years[0].term_year.is_closed) == (60, False)


def test_pending_figures_count_only_where_the_reader_asks(office: SampleOffice) -> None:
    office.enter("CT04b", 90, unit=office.department)
    office.submit(office.department)
    load_programme(office, raw_target(indicator="CT04b", over_years="LAST", target="100"), last_year=2023)
    (approved,) = results(office)
    (pending,) = results(office, pending=True)
    assert (approved.years[1].term_year.value, pending.years[1].term_year.value) == (None, 90)


def test_only_the_owner_has_its_programmes(office: SampleOffice) -> None:
    load_programme(office)
    assert results(office, office.communes[0]) == []
    assert len(results(office)) == 1


def test_a_programme_that_is_over_or_to_come_is_not_there(office: SampleOffice) -> None:
    load_programme(office, raw_target(plan_year=2021), first_year=2017, last_year=2021)
    assert results(office) == []
    assert len(results(office, year=2021, ordinal=4)) == 1


def test_numbers_under_another_definition_are_named_and_left_out(office: SampleOffice) -> None:
    close(office, 1, 25)
    Indicator.objects.filter(plan=office.plans[1], code="CT01").update(definition_label="chuẩn cũ")
    load_programme(office, raw_target(target="100"), last_year=2023)
    (result,) = results(office)
    assert (result.assessment.value, result.assessment.left_out) == (30, (2021,))
    assert (result.status, result.assessment.reason) == (Status.NO_DATA, Reason.OTHER_DEFINITION)
    assert "Không tính năm 2021: theo chuẩn hoặc đơn vị tính khác." in programme_notes(result)


def test_a_typed_figure_under_another_definition_is_left_out_too(office: SampleOffice) -> None:
    typed = [{"year": 2019, "value": 5, "definition_label": "chuẩn cũ"}]
    programme = load_programme(office, raw_target(years=typed), first_year=2019)
    (result,) = results(office)
    assert 2019 in result.assessment.left_out
    ProgrammeYear.objects.filter(target=target_of(programme)).update(definition_label="")
    (result,) = results(office)
    assert 2019 in result.assessment.counted


def test_a_figure_that_is_not_due_yet_asks_for_nothing(office: SampleOffice) -> None:
    """Recognitions are due in quarter III: in quarter I nothing of this year is expected."""
    close_year(office, office.plans[1])
    typed = [{"year": 2019, "value": 3}, {"year": 2020, "value": 3}]
    Indicator.objects.filter(code="CT03", plan=office.plans[2]).update(predecessor=None)
    load_programme(office, raw_target(indicator="CT03", target="10", years=typed), first_year=2019, last_year=2023)
    (result,) = results(office, ordinal=1)
    assert (result.years[3].term_year.share, year_state(result.years[3])) == (0, "Chưa đến kỳ có số liệu")
    assert result.assessment.expected == 6


def test_a_mean_shows_two_decimals(office: SampleOffice) -> None:
    typed = [{"year": 2019, "value": 12}, {"year": 2020, "value": 16}, {"year": 2021, "value": 20}]
    Indicator.objects.filter(plan=office.plan, code="CT02").update(predecessor=None)
    load_programme(
        office,
        raw_target(indicator="CT02", over_years="GROWTH", target="16", years=typed),
        first_year=2019,
        last_year=2023,
    )
    (result,) = results(office)
    cells = programme_cells(result)
    assert (cells.actual.text, cells.target.text, cells.percent.text) == ("15,95", "≥ 16", "99,7")
    assert way_text(result) == "tốc độ tăng bình quân (nhân)"


def test_waiting_units_keep_a_term_from_being_late(office: SampleOffice) -> None:
    """The department's figure of the running year is missing: silence makes nothing worse, and is no zero."""
    last_year(office, "CT03", 3, {office.department: 3}, plan=office.plans[1])
    close_year(office, office.plans[1])
    load_programme(office, raw_target(indicator="CT03", target="10"), last_year=2023)
    (result,) = results(office)
    assert result.status == Status.NO_DATA
    assert result.years[1].term_year.value is None


def test_the_same_number_of_queries_for_any_number_of_targets_and_years(
    office: SampleOffice, django_assert_num_queries
) -> None:
    close(office, 0, 20)
    close(office, 1, 25)
    load_programme(office, raw_target(), first_year=2021, document_number="một")
    overview = overview_of(office)
    scope = plan_scope(User.objects.get(pk=office.leader.pk), year=None, plan_id=None, ordinal=3, code="")
    with django_assert_num_queries(12):
        assert len(programme_results(overview, scope.view.others)) == 1
    for number in range(4):
        targets = [raw_target(f"M{n}", indicator=code) for n, code in enumerate(("CT01", "CT02", "CT03", "CT04b"))]
        load_programme(office, *targets, first_year=2020, document_number=str(number))
    with django_assert_num_queries(12):
        assert len(programme_results(overview, scope.view.others)) == 17


def test_without_programmes_one_query(office: SampleOffice, django_assert_num_queries) -> None:
    overview = overview_of(office)
    with django_assert_num_queries(1):
        assert programme_results(overview, []) == []


def test_a_large_scope_reads_stored_totals(office: SampleOffice, monkeypatch) -> None:
    close(office, 1, 25)
    load_programme(office, raw_target(), first_year=2021)
    (small,) = results(office)
    monkeypatch.setattr(overviews, "MOST_READ", 1)
    (large,) = results(office)
    assert not overview_of(office).around.branch
    assert year_values(large) == year_values(small)
    assert (large.assessment.status, large.assessment.value) == (small.assessment.status, small.assessment.value)


def test_falls_add_up_as_falls(office: SampleOffice) -> None:
    Indicator.objects.filter(code="CT04b").update(basis="FALL", baseline_kind="YEAR_END")
    years = [{"year": 2021, "value": "2.5"}]
    Indicator.objects.filter(plan=office.plan, code="CT04b").update(predecessor=None)
    load_programme(office, raw_target(indicator="CT04b", target="10", years=years))
    (result,) = results(office)
    assert (result.assessment.value, way_text(result)) == (Decimal("2.5"), "mức giảm: cộng các năm")
    assert programme_cells(result).target.text == "giảm ≥ 10,0 điểm"
    assert Measure(result.spec.measure) == Measure.AMOUNT
