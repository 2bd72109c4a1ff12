"""The words for a target over several years and for each of its years, from results made by hand."""

from decimal import Decimal
from typing import Any

import pytest

from reports.progress.programmes.programme_columns import ProgrammeLine, programme_columns, programme_lines
from reports.progress.programmes.programme_results import ProgrammeResult, term_rules
from reports.progress.programmes.programme_text import (
    programme_cells,
    programme_notes,
    way_text,
    year_cell,
    year_state,
)
from reports.progress.programmes.term_years import YearResult
from reports.progress.texts.number_cells import NumberCell
from targets.calculation.aggregate import FigureAggregate
from targets.calculation.assessment import Assessment
from targets.calculation.goals import IndicatorGoal
from targets.calculation.programme.term_assessment import assess_term
from targets.calculation.programme.term_years import TermYear
from targets.calculation.types import IndicatorRules, ScopeTotals
from targets.enums import Comparator, Measure, OverTime, OverYears, Reason, Status, TargetBasis
from targets.models import Period, Plan, Programme, ProgrammeTarget, ProgrammeYear

SPEC = IndicatorRules("CT03", Measure("AMOUNT"), unit_of_measure="ha", decimals=1)
RATE = IndicatorRules("CT04", Measure("AMOUNT"), unit_of_measure="%", decimals=1, numerator=OverTime.LAST)
ONE, NONE = Decimal(1), Decimal(0)


def typed(year: int, value: str, source: str = "") -> YearResult:
    row = ProgrammeYear(year=year, value=Decimal(value), source=source)
    return YearResult(TermYear(year, ONE, Decimal(value), is_closed=True), earlier_figure=row)


def planned(year: int, value: str | None, share: Decimal = ONE, **facts: Any) -> YearResult:
    """A year of a plan, closed unless the facts say otherwise."""
    provisional = facts.pop("provisional", False)
    is_closed = share == ONE and not provisional
    number = None if value is None else Decimal(value)
    assessment = Assessment(
        SPEC, FigureAggregate(3), ScopeTotals(3, ()), Status.ON_TRACK, value=number, provisional=provisional
    )
    term_year = TermYear(year, share, number, is_closed=is_closed, **facts)
    return YearResult(term_year, assessment=assessment, period=Period(name="Quý III", ordinal=3))


def to_come(*years: int) -> list[YearResult]:
    return [YearResult(TermYear(year)) for year in years]


def result(
    *years: YearResult,
    way: OverYears = OverYears.SUM,
    target: str | None = "100",
    comparator: str = ">=",
    spec: IndicatorRules = SPEC,
    **fields: Any,
) -> ProgrammeResult:
    programme = Programme(
        pk=1, document_number="20/CTr", first_year=years[0].year, last_year=years[-1].year, title="Chương trình"
    )
    row = ProgrammeTarget(
        programme=programme, code=fields.pop("code", "M01"), name="Trồng rừng", over_years=way, **fields
    )
    goal = IndicatorGoal(Comparator(comparator), Decimal(target)) if target else None
    rules = term_rules(Plan(), row, spec)
    return ProgrammeResult(row, spec, assess_term(rules, [year.term_year for year in years], goal), years)


@pytest.mark.parametrize(
    ("year", "state"),
    [
        (typed(2021, "5"), "Số trước khi dùng phần mềm"),
        (planned(2021, "5"), "Đã chốt năm"),
        (planned(2021, "5", provisional=True), "Tạm tính, chưa chốt năm"),
        (planned(2022, "5", Decimal("0.75")), "Lũy kế đến Quý III"),
        (planned(2022, None, Decimal("0.75")), "Chưa có số liệu"),
        (planned(2022, None, NONE), "Chưa đến kỳ có số liệu"),
        (planned(2021, None), "Thiếu số liệu"),
        (YearResult(TermYear(2021, ONE, is_closed=True)), "Thiếu số liệu"),
        (YearResult(TermYear(2024)), "Chưa đến"),
    ],
)
def test_where_the_number_of_a_year_comes_from(year: YearResult, state: str) -> None:
    assert year_state(year) == state


NOTES = [
    ([typed(2021, "5"), planned(2022, "6")], {}, []),
    ([planned(2021, None), planned(2022, "6")], {}, ["Thiếu số của năm 2021; năm thiếu không được coi là 0."]),
    (
        [typed(2020, "5", "Niên giám."), typed(2021, "6", "Niên giám"), typed(2022, "7", "Báo chí")],
        {},
        ["Nguồn năm 2020, 2021: Niên giám.", "Nguồn năm 2022: Báo chí."],
    ),
    (
        [planned(2021, "5", is_comparable=False), planned(2022, "6")],
        {},
        ["Không tính năm 2021: theo chuẩn hoặc đơn vị tính khác."],
    ),
    ([planned(2021, "5"), planned(2022, "6", Decimal("0.5"))], {}, ["Năm 2022: lũy kế đến Quý III."]),
    ([planned(2021, "5"), planned(2022, "6", provisional=True)], {}, ["Năm 2022: tạm tính, chưa chốt năm."]),
    (
        [planned(2021, "5"), planned(2022, "2", Decimal("0.5"))],
        {"way": OverYears.AVERAGE},
        ["Năm 2022 chưa hết nên chưa tính vào bình quân."],
    ),
    (
        [planned(2021, "80"), planned(2022, "80.5", Decimal("0.5"))],
        {"way": OverYears.AVERAGE, "spec": RATE},
        ["Năm 2022: lũy kế đến Quý III."],
    ),
    (
        [planned(2021, "80"), planned(2022, None, Decimal("0.5"), reason=Reason.NO_VALUE)],
        {"way": OverYears.LAST, "spec": RATE},
        ["Giá trị là số của năm 2021."],
    ),
    ([planned(2021, "80"), *to_come(2022)], {"way": OverYears.LAST, "spec": RATE}, []),
]


@pytest.mark.parametrize(("years", "options", "notes"), NOTES)
def test_what_the_value_does_not_say_by_itself(years, options, notes) -> None:
    assert list(programme_notes(result(*years, **options))) == notes


@pytest.mark.parametrize(
    ("way", "basis", "text"),
    [
        (OverYears.SUM, TargetBasis.LEVEL, "cộng các năm"),
        (OverYears.LAST, TargetBasis.LEVEL, "mức của năm mới nhất"),
        (OverYears.AVERAGE, TargetBasis.FALL, "mức giảm: bình quân các năm"),
        (OverYears.SUM, TargetBasis.RISE, "mức tăng: cộng các năm"),
        (OverYears.GROWTH, TargetBasis.LEVEL, "tốc độ tăng bình quân (nhân)"),
    ],
)
def test_the_way_over_the_years(way: OverYears, basis: TargetBasis, text: str) -> None:
    spec = IndicatorRules("CT08", Measure("AMOUNT"), unit_of_measure="%", basis=basis)
    assert way_text(result(typed(2021, "2"), way=way, spec=spec)) == text


CELLS = [
    # years, options → target, expected, actual, percent, gap
    ([typed(2021, "18"), typed(2022, "22"), *to_come(2023)], {}, ("≥ 100", "66,6", "40", "40,0", "")),
    ([typed(2021, "18"), *to_come(2022)], {"target": None}, ("", "", "18", "", "")),
    (to_come(2021, 2022), {}, ("≥ 100", "", "", "", "")),  # nothing is due: no level is expected
    ([typed(2021, "1000.25"), *to_come(2022)], {"comparator": "<="}, ("≤ 100", "50", "1.000,3", "", "+900,3")),
    (
        [typed(2021, "80.05")],
        {"way": OverYears.LAST, "spec": RATE, "target": "80.5"},
        ("≥ 80,5", "80,5", "80,1", "99,4", ""),
    ),
    ([typed(2021, "3")], {"spec": RATE, "target": "5", "comparator": "<"}, ("< 5", "5", "3", "", "−2 điểm")),
    (
        [typed(2021, "12"), typed(2022, "16"), typed(2023, "20")],
        {"way": OverYears.GROWTH, "spec": RATE, "target": "16"},
        ("≥ 16", "16", "15,95", "99,7", ""),
    ),
    ([typed(2021, "99.999"), *to_come(2022)], {}, ("≥ 100", "50", "100", "99,9", "")),
]  # fmt: skip


@pytest.mark.parametrize(("years", "options", "texts"), CELLS)
def test_the_numbers_of_a_target(years, options, texts) -> None:
    cells = programme_cells(result(*years, **options))
    assert (cells.target.text, cells.expected.text, cells.actual.text, cells.percent.text, cells.gap.text) == texts


def test_the_data_of_cells_keep_six_places() -> None:
    cells = programme_cells(result(typed(2021, "0.1234567"), typed(2022, "1"), target="3"))
    assert (cells.actual.data, cells.actual.text) == ("1.123457", "1,1")


def test_the_number_of_a_year_has_the_indicators_decimals() -> None:
    own = result(typed(2021, "15.953"), planned(2022, None), way=OverYears.AVERAGE)
    assert [year_cell(own, year).text for year in (2020, 2021, 2022)] == ["", "16", ""]


# Columns


def test_columns_have_every_year_of_every_programme() -> None:
    both = [result(typed(2020, "1"), typed(2021, "2")), result(typed(2021, "3"), typed(2022, "4"))]
    columns = programme_columns(both)
    assert [column.key for column in columns] == [
        "number", "name", "unit_of_measure", "way", "target", "year_2020", "year_2021", "year_2022", "actual",
        "expected", "percent", "status", "notes",
    ]  # fmt: skip
    assert [column.heading for column in columns[5:8]] == ["Năm 2020", "Năm 2021", "Năm 2022"]
    cells = {column.key: column.read_cell(ProgrammeLine(1, both[1])) for column in columns}
    assert (cells["year_2020"], cells["year_2021"].data) == (NumberCell(), "3")
    assert (cells["number"], cells["name"], cells["unit_of_measure"]) == ("1", "Trồng rừng", "ha")
    assert cells["status"] == "Không đạt"


def test_without_targets_there_are_no_years() -> None:
    assert not any(column.key.startswith("year_") for column in programme_columns([]))


def test_lines_are_numbered_in_each_programme() -> None:
    first = [result(typed(2021, "1"), code=code) for code in ("A", "B")]
    second = result(typed(2021, "1"), code="C")
    second.target.programme.pk = 2
    second.target.programme.document_number = "21/CTr"
    lines = programme_lines([*first, second])
    assert [(line.number, line.key) for line in lines] == [(1, "20/CTr A"), (2, "20/CTr B"), (1, "21/CTr C")]
    assert programme_lines([]) == []


@pytest.mark.parametrize(
    ("way", "spec", "accumulates", "only_adds"),
    [
        (OverYears.SUM, SPEC, True, True),
        (OverYears.AVERAGE, SPEC, True, False),
        (OverYears.SUM, RATE, False, False),
        (OverYears.SUM, IndicatorRules("X", Measure("AMOUNT"), may_be_negative=True), True, False),
        (OverYears.SUM, IndicatorRules("X", Measure("RECOGNITION")), True, True),
        (OverYears.SUM, IndicatorRules("X", Measure("AMOUNT"), basis=TargetBasis.FALL), False, False),
        (
            OverYears.SUM,
            IndicatorRules("X", Measure("RATIO"), numerator=OverTime.SUM, denominator=OverTime.LAST),
            True,
            False,
        ),
    ],
)
def test_the_rules_of_a_target_come_from_its_indicator(way, spec, accumulates, only_adds) -> None:
    target = ProgrammeTarget(over_years=way, path=["1", "2.5"])
    rules = term_rules(Plan(exceeded_above=Decimal(105), at_risk_above=Decimal(85)), target, spec)
    assert (rules.accumulates, rules.only_adds) == (accumulates, only_adds)
    assert (rules.exceeded_above, rules.at_risk_above, rules.path) == (105, 85, (1, Decimal("2.5")))
