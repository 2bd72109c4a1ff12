"""The columns of Biểu 02: two for each indicator, one more for the period of older values, the notes."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any

from reports.excel.cell_values import NOTHING, CellValue, cell_value, number_value, text_value
from reports.excel.table import ColumnKind, TableColumn
from reports.meeting.by_unit.unit_results import UnitResult, UnitTableLine
from reports.progress.indicator_result import IndicatorResult
from reports.progress.texts.remarks import reason_text
from reports.progress.texts.rules import movement_sentence

SOURCE = ".source"  # at the end of a column's key


def unit_columns(
    rows: Iterable[IndicatorResult], codes_of_older_values: Collection[str]
) -> Iterator[TableColumn[UnitTableLine]]:
    """The columns; an indicator in `older` has values not from the period shown: one more column names their period."""
    yield TableColumn("number", "TT", 4, lambda line: text_value(line.number), ColumnKind.CENTRED, is_compared=False)
    yield TableColumn("name", "Đơn vị", 19, lambda line: text_value(line.name), ColumnKind.TEXT, is_compared=False)
    for row in rows:
        indicator = row.indicator
        group_heading = f"{row.code}. {indicator.name} ({indicator.unit_of_measure})"
        yield from _value_columns(row.code, group_heading)
        if row.code in codes_of_older_values:
            # Not compared: snapshots from before this column existed would read as changed.
            key, read_source = f"{row.code}{SOURCE}", _source_reader(row.code)
            yield TableColumn(
                key, "Số của kỳ", 8, read_source, ColumnKind.CENTRED, group_heading=group_heading, is_compared=False
            )
    yield TableColumn("notes", "Ghi chú", 26, _notes, ColumnKind.TEXT, is_compared=False)


def _value_columns(code: str, group_heading: str) -> Iterator[TableColumn[UnitTableLine]]:
    def actual(line: UnitTableLine) -> CellValue:
        cells = line.cells(code)
        return cell_value(cells.actual) if cells else NOTHING

    def percent(line: UnitTableLine) -> CellValue:
        cells = line.cells(code)
        return number_value(cells.percent) if cells else NOTHING

    yield TableColumn(f"{code}.actual", "Lũy kế", 10, actual, group_heading=group_heading)
    yield TableColumn(f"{code}.percent", "% chỉ tiêu giao", 9.5, percent, group_heading=group_heading)


def is_source(column: TableColumn[Any]) -> bool:
    """Returns whether the column names the periods of older values."""
    return column.key.endswith(SOURCE)


def _source_reader(code: str) -> Callable[[UnitTableLine], CellValue]:
    return lambda line: text_value(line.results[code].source) if code in line.results else NOTHING


def _notes(line: UnitTableLine) -> CellValue:
    """Returns the reasons why cells are empty, each with its indicators, which are not named where it holds for all."""
    codes_by_reason: dict[str, list[str]] = defaultdict(list)
    for code, result in line.results.items():
        if sentence := _empty_reason(result, line.last_years):
            codes_by_reason[sentence].append(code)
    holds_for_all = len(codes_by_reason) == 1 and len(next(iter(codes_by_reason.values()))) == len(line.results)
    sentences = (text if holds_for_all else f"{', '.join(codes)}: {text}" for text, codes in codes_by_reason.items())
    return text_value(" ".join(sentences))


def _empty_reason(result: UnitResult, last_years: str) -> str:
    assessment = result.assessment
    if not result.cells.actual.text or assessment.spec.measure.has_text:
        return reason_text(assessment)
    if result.cells.percent.value is None:
        return movement_sentence(assessment, last_years) if assessment.goal else "Không giao chỉ tiêu."
    return ""
