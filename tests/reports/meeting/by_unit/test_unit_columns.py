"""The columns of Biểu 02: two numbers of each indicator, the period of an older one, and why a cell is empty."""

from types import SimpleNamespace
from typing import Any

import pytest

from reports.excel.cell_values import NOTHING
from reports.meeting.by_unit.unit_columns import is_source, unit_columns
from reports.meeting.by_unit.unit_results import UnitResult, UnitTableLine
from reports.progress.assessment_text import result_cells, source_text
from targets.enums import BaselineKind, OverTime, TargetBasis
from targets.models import Indicator
from tests.targets.calculation_builders import amount, assess_readings, goal, open_moment, own_row, ratio, reading

UNIT = 1
PERIODS = {1: "Quý I", 2: "Quý II", 3: "Quý III", 4: "Quý IV", 5: "Cả năm"}
NOTHING_YET, NO_TARGET = "Chưa có số liệu được tính.", "Không giao chỉ tiêu."


def result(number: Any = None, at: int = 3, target: Any = 27, spec: Any = None, **more: Any) -> UnitResult:
    """The result of the unit in quarter III; its latest reading is of the period `at`."""
    rules = spec or amount(OverTime.LAST, decimals=1, unit_of_measure="ha")
    readings = [] if number is None else [reading(UNIT, at, number)]
    limit = None if target is None else goal(">=", target)
    assessment = assess_readings(rules, readings, open_moment(3), limit, [UNIT], **more)
    return UnitResult(assessment, result_cells(assessment), source_text(assessment, PERIODS))


def indicator(code: str) -> Any:
    return SimpleNamespace(code=code, indicator=Indicator(code=code, name="Trồng rừng", unit_of_measure="ha"))


def line(**results: UnitResult) -> UnitTableLine:
    return UnitTableLine("1", "Ngọc Phái", results, "2021")


def texts(own: UnitTableLine, *codes: str, older: tuple[str, ...] = ()) -> dict[str, str]:
    columns = unit_columns([indicator(code) for code in codes], older)
    return {column.key: column.read(own).text for column in columns}


def test_each_indicator_has_its_value_and_the_share_of_the_units_own_target() -> None:
    assert texts(line(CT01=result("13.5")), "CT01") == {
        "number": "1",
        "name": "Ngọc Phái",
        "CT01.actual": "13,5",
        "CT01.percent": "50,0",
        "notes": "",
    }


@pytest.mark.parametrize(("at", "source"), [(3, ""), (2, "số Quý II"), (1, "số Quý I")])
def test_an_older_value_names_its_period_in_a_column_of_its_own(at: int, source: str) -> None:
    own = texts(line(CT01=result("13.5", at)), "CT01", older=("CT01",))
    assert own["CT01.source"] == source


def test_only_numbers_are_compared_with_those_of_a_snapshot() -> None:
    columns = list(unit_columns([indicator("CT01"), indicator("CT02")], ["CT02"]))
    assert [column.key for column in columns if column.is_compared] == [
        "CT01.actual",
        "CT01.percent",
        "CT02.actual",
        "CT02.percent",
    ]
    assert [column.key for column in columns if is_source(column)] == ["CT02.source"]
    assert columns[2].group_heading == "CT01. Trồng rừng (ha)"
    assert len({column.key for column in columns}) == len(columns)


def test_an_indicator_that_a_unit_does_not_report_leaves_its_cells_empty_and_without_a_note() -> None:
    own = line(CT01=result("13.5"))
    columns = {column.key: column for column in unit_columns([indicator("CT01"), indicator("CT02")], ["CT02"])}
    for key in ("CT02.actual", "CT02.percent", "CT02.source"):
        assert columns[key].read(own) == NOTHING
    assert columns["notes"].read(own) == NOTHING


FALL = {"basis": TargetBasis.FALL, "baseline_kind": BaselineKind.SAME_PERIOD}
ACCIDENTS = amount(unit_of_measure="vụ", **FALL)
POVERTY = ratio(**FALL)


@pytest.mark.parametrize(
    ("results", "notes"),
    [
        ({"CT01": result()}, NOTHING_YET),
        ({"CT01": result(), "CT02": result()}, NOTHING_YET),  # of all, so none is named
        ({"CT01": result(), "CT02": result(5)}, f"CT01: {NOTHING_YET}"),
        ({"CT01": result(5, target=None)}, NO_TARGET),
        (
            {"CT01": result(), "CT02": result(5, target=None), "CT03": result()},
            f"CT01, CT03: {NOTHING_YET} CT02: {NO_TARGET}",
        ),
        ({"CT01": result(0)}, ""),  # 0 is a number, and 0 % of the target
        (
            {"CT15": result(40, spec=ACCIDENTS, target=0, history=own_row(3, 43))},
            "Giảm 3 vụ so với cùng kỳ năm 2021.",
        ),
        (
            {"CT15": result(46, spec=ACCIDENTS, target=0, history=own_row(3, 43))},
            "Tăng 3 vụ so với cùng kỳ năm 2021.",
        ),
        (
            {"CT15": result(43, spec=ACCIDENTS, target=0, history=own_row(3, 43))},
            "Bằng cùng kỳ năm 2021.",
        ),
        (
            {"CT08": result((15, 100), spec=POVERTY, target=0, history=own_row(3, (17, 100)))},
            "Giảm 2 điểm so với cùng kỳ năm 2021.",
        ),
    ],
)
def test_the_notes_say_why_a_cell_is_empty(results: dict[str, UnitResult], notes: str) -> None:
    assert texts(line(**results), *results)["notes"] == notes


def test_a_number_of_the_largest_size_is_written_whole() -> None:
    own = texts(line(CT01=result("99999999999999.9", target="0.000001")), "CT01")
    assert own["CT01.actual"] == "99.999.999.999.999,9"
    assert own["CT01.percent"] == "9.999.999.999.999.990.000.000,0"
