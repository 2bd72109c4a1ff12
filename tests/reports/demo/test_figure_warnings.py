"""The demo's figures under the warning rules: as they are they leave nothing to ask, a mistyped one never passes."""

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass, replace
from decimal import Decimal

import pytest
from django.db import connection, transaction

from reports.demo.office import load_demo
from reports.enums import ReportState
from reports.models import Figure
from reports.selectors.counted_figures import read_figures
from reports.selectors.figure_warnings import figure_warnings
from reports.selectors.reference_figures import ReferenceFigures, reference_figures
from reports.selectors.report_contents.report_data import ReportData
from reports.warning_rules.figure_warning import FigureWarning
from targets.enums import Measure, OverTime
from targets.models import Indicator, Period
from targets.selectors import PlanData, PlanView, read_plan_data
from tests.stored_rows import built_once
from tests.targets.calculation_builders import FINAL
from units.models import Unit

pytestmark = pytest.mark.django_db

NUMBERS = ("numerator", "denominator", "full_year_estimate")


@dataclass
class DemoFigureCase:
    """One figure of the demo, with all that it is compared with."""

    references: ReferenceFigures
    indicator: Indicator
    unit: Unit
    figure: Figure

    def warnings(self, **numbers: Decimal | None) -> tuple[FigureWarning, ...]:
        figure = copy(self.figure)
        for name, value in numbers.items():
            setattr(figure, name, value)
        return figure_warnings(self.references, self.indicator, self.unit.pk, figure)

    @property
    def numbers(self) -> Iterator[tuple[str, Decimal]]:
        """The numbers that a person types and could mistype; decisions are counted from their list."""
        for name in NUMBERS:
            value = getattr(self.figure, name)
            if value and (self.indicator.measure != Measure.RECOGNITION or name == "full_year_estimate"):
                yield name, value

    def __str__(self) -> str:
        return f"{self.unit.short_name} {self.indicator.code} {self.references.period.name}"


@pytest.fixture(scope="module")
def office(django_db_setup, django_db_blocker):
    """Loaded once for this module and rolled back after it: the plan with its periods, and each unit's structure."""
    with django_db_blocker.unblock(), transaction.atomic():
        plan = built_once(load_demo).plan
        connection.cursor().execute("ANALYZE")  # as a database in use knows its tables
        view = PlanView(plan, list(Period.objects.filter(plan=plan).order_by("ordinal")))
        units = Unit.objects.filter(targets__reports=True).distinct()
        yield view, {unit: read_plan_data(view, [unit.pk]) for unit in units}
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def cases_of_2022(office) -> list[DemoFigureCase]:
    """Every figure of 2022 as it was entered, drafts too."""
    view, plan_data_by_unit = office
    cases: list[DemoFigureCase] = []
    for unit, plan_data in plan_data_by_unit.items():
        report_data = read_figures(plan_data, [unit.pk], states=frozenset(ReportState))
        cases += _cases(view, unit, plan_data, report_data)
    return cases


def without_history(case: DemoFigureCase) -> DemoFigureCase:
    plan_data = copy(case.references.plan_data)
    plan_data.baselines = {}
    return replace(case, references=replace(case.references, plan_data=plan_data))


def cases_of_2021(office, *, history: bool, ordinals: tuple[int, ...] = (1, 2, 3, 4, 5)) -> list[DemoFigureCase]:
    """The figures of 2021 as if they were typed now: each quarter by itself, and the whole year."""
    view, plan_data_by_unit = office
    cases: list[DemoFigureCase] = []
    for unit, plan_data in plan_data_by_unit.items():
        report_data = ReportData(figures=_figures_of_last_year(plan_data, unit, ordinals))
        case_data = plan_data if history else copy(plan_data)
        if not history:
            case_data.baselines = {}
        cases += _cases(view, unit, case_data, report_data)
    return cases


def _cases(view: PlanView, unit: Unit, plan_data: PlanData, report_data: ReportData) -> Iterator[DemoFigureCase]:
    for period in view.periods:
        references = reference_figures(plan_data, report_data, period, [unit])
        for (pk, _, ordinal), figure in report_data.figures.items():
            if ordinal == period.ordinal:
                yield DemoFigureCase(references, plan_data.indicators[pk], unit, figure)


def _figures_of_last_year(
    plan_data: PlanData, unit: Unit, ordinals: tuple[int, ...]
) -> dict[tuple[int, int, int], Figure]:
    figures = {}
    for pk, by_unit in plan_data.baselines.items():
        rows, parts = by_unit.get(unit.pk, {}), plan_data.parts.get(pk, {})
        is_amount = plan_data.indicators[pk].measure == Measure.AMOUNT
        for ordinal in set(rows) & set(ordinals) if parts else ():
            values = {}
            for role, part in parts.items():
                name = "value" if is_amount else role.lower()
                value = getattr(rows[ordinal], name)
                if part.over_time == OverTime.SUM and 1 < ordinal < FINAL:
                    value -= getattr(rows[ordinal - 1], name)
                values[role.lower()] = value
            figures[pk, unit.pk, ordinal] = Figure(indicator=plan_data.indicators[pk], **values)
    return figures


def missed_numbers(cases: list[DemoFigureCase], factor: str, *, strong: bool = False) -> list[str]:
    """The numbers that pass when they are multiplied by the factor; with `strong` those that are not very unusual."""
    return [
        f"{case}: {name} {value}"
        for case in cases
        for name, value in case.numbers
        if not any(
            warning.is_extraordinary or not strong for warning in case.warnings(**{name: value * Decimal(factor)})
        )
    ]


def warning_texts(cases: list[DemoFigureCase]) -> list[str]:
    return [f"{case}: {warning.text}" for case in cases for warning in case.warnings()]


def test_what_was_entered_leaves_nothing_to_ask(cases_of_2022):
    assert len(cases_of_2022) > 180
    assert warning_texts(cases_of_2022) == []


@pytest.mark.parametrize("history", [True, False])
def test_last_years_figures_leave_nothing_to_ask(office, history):
    cases = cases_of_2021(office, history=history)
    assert len(cases) > 350
    assert {case.references.period.ordinal for case in cases} == {1, 2, 3, 4, 5}
    assert warning_texts(cases) == []


def test_the_whole_year_without_its_quarters_leaves_nothing_to_ask(office):
    cases = cases_of_2021(office, history=True, ordinals=(FINAL,))
    assert warning_texts(cases) == warning_texts(cases_of_2021(office, history=False, ordinals=(FINAL,))) == []


@pytest.mark.parametrize("factor", ["1000", "0.001"])
def test_thousands_never_pass(office, cases_of_2022, factor):
    """Any number of the demo, both parts of ratios, estimates, every unit and period, the whole year included."""
    for cases in (
        cases_of_2022,
        cases_of_2021(office, history=True),
        cases_of_2021(office, history=True, ordinals=(5,)),
    ):
        assert sum(len(list(case.numbers)) for case in cases) > 130
        assert missed_numbers(cases, factor, strong=True) == []


@pytest.mark.parametrize(
    ("factor", "most"),
    # What passes are numbers below 10 that stay below 10 or become so.
    [("100", 0), ("0.01", 1), ("10", 4), ("0.1", 6)],
)
def test_other_powers_of_ten_hardly_ever_pass(office, cases_of_2022, factor, most):
    for cases in (cases_of_2022, cases_of_2021(office, history=True)):
        assert len(missed_numbers(cases, factor)) <= most


def test_in_a_first_year_the_plan_and_the_other_units_stand_in(cases_of_2022):
    """Without last year only a fall has nothing that it could be measured by: its plan is a difference."""
    cases = [without_history(case) for case in cases_of_2022]
    misses = missed_numbers(cases, "1000") + missed_numbers(cases, "0.001")
    assert {name.split(" Quý")[0] for name in misses} <= {f"Công an CT15{child}" for child in "abc"}
    assert len(misses) <= 3


def case_of(cases: list[DemoFigureCase], unit: str, code: str, ordinal: int) -> DemoFigureCase:
    return next(
        case
        for case in cases
        if (case.unit.code, case.indicator.code, case.references.period.ordinal) == (unit, code, ordinal)
    )


def test_a_right_zero_and_small_numbers_stay_silent(cases_of_2022):
    forest = case_of(cases_of_2022, "02020", "CT03", 3)
    assert (forest.figure.numerator, forest.warnings()) == (0, ())
    accidents = case_of(cases_of_2022, "CA", "CT15b", 3)
    assert accidents.warnings(numerator=Decimal(4)) == accidents.warnings(numerator=Decimal(2)) == ()


@pytest.mark.parametrize(
    ("unit", "code", "numbers", "text", "suggestion"),
    [
        ("02050", "CT03", {"numerator": "2100"}, "gấp 58,3 lần kế hoạch cả năm (36 ha)", "2,1"),
        ("02050", "CT07", {"numerator": "2850"}, "gấp 60,6 lần kế hoạch cả năm (47 người)", ""),
        ("02050", "CT01", {"denominator": "4.043"}, "chỉ bằng 1/1.000 Quý II (4.043 → 4,043 người)", "4.043"),
        ("02050", "CT01", {"denominator": "4.043"}, "kg/người/năm gấp 616 lần kế hoạch cả năm", "4.043"),
        ("02050", "CT03", {"numerator": "1234567"}, "lần kế hoạch cả năm (36 ha)", ""),
        ("02050", "CT03", {"numerator": "99999999999999"}, "vượt mức cả nước có thể có (33.134.500 ha)", ""),
        ("TCKH", "CT02", {"numerator": "25.95"}, "Chỉ bằng 1/1.048 Quý III/2021 (27.200 → 25,95 triệu", "25.950"),
        ("TCKH", "CT02", {"full_year_estimate": "117"}, "Ước cả năm: 117 triệu đồng chỉ bằng 1/991", "117.000"),
    ],
)
def test_beyond_any_plausible_reading(cases_of_2022, unit, code, numbers, text, suggestion):
    warnings = case_of(cases_of_2022, unit, code, 3).warnings(
        **{name: Decimal(value) for name, value in numbers.items()}
    )
    strong_warnings = [warning for warning in warnings if warning.is_extraordinary]
    assert [(text in warning.text, warning.suggestion_text) for warning in strong_warnings] == [(True, suggestion)]


@pytest.mark.parametrize(
    ("unit", "code", "numbers", "text", "suggestion"),
    [
        (
            "TCKH",
            "CT02",
            {"numerator": "81850"},
            "có thể là số lũy kế: trừ 55.900 của các quý trước còn 25.950",
            "25.950",
        ),
        ("02050", "CT03", {"numerator": "32.7"}, "bằng đúng tổng các quý trước", "0"),
        ("02050", "CT01", {"numerator": "19.4"}, "bằng đúng số của “Diện tích rừng trồng mới” Quý II", ""),
        ("02050", "CT07", {"numerator": "120"}, "Gấp 8,6 lần Quý III/2021 (14 → 120 người)", "12"),
        ("TCKH", "CT02", {"full_year_estimate": "50000"}, "thấp hơn số lũy kế (81.850 triệu đồng)", ""),
    ],
)
def test_to_be_explained(cases_of_2022, unit, code, numbers, text, suggestion):
    warnings = case_of(cases_of_2022, unit, code, 3).warnings(
        **{name: Decimal(value) for name, value in numbers.items()}
    )
    field_warnings = [warning for warning in warnings if warning.field in numbers]
    assert [
        (text in warning.text, warning.suggestion_text, warning.is_extraordinary) for warning in field_warnings
    ] == [(True, suggestion, False)]
