"""Biểu 02: units × indicators, each with its value and the percentage of the unit's own target.

Few indicators are reported by all units. Those of the same units stand together in one table, those of a few offices
share one, so that tables have few empty cells and fill the width of a page.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from reports.excel.table import (
    NOTHING,
    CellValue,
    ColumnKind,
    DocumentTable,
    TableColumn,
    TableGroup,
    number_value,
    table_row,
    text_value,
)
from reports.meeting.summary_table import rows_of_field
from reports.progress.assessment_text import ResultCells, result_cells, source_text
from reports.progress.indicator_result import IndicatorResult
from reports.progress.overview import PlanOverview, assess_unit, concerns_unit
from reports.progress.texts.rules import movement_sentence
from targets.calculation.assessment import Assessment
from targets.enums import REASON_LABELS
from targets.models import Field, Indicator
from units.models import Unit

FORM = "Biểu 02"
MOST_INDICATORS = 6  # of one table
MOST_SHARED_UNITS = 12  # units of a table shared by indicators of different ones
TOTAL = "Chung"
SOURCE = ".source"  # at the end of a column's key


@dataclass(frozen=True, slots=True)
class UnitResult:
    """One unit, or the whole scope, with one indicator; `source` is the period of an older value."""

    assessment: Assessment
    cells: ResultCells
    source: str


@dataclass(frozen=True, slots=True)
class UnitTableLine:
    number: str
    name: str
    results: Mapping[str, UnitResult]  # by code of the indicator
    last_years: str

    def cells(self, code: str) -> ResultCells | None:
        return self.results[code].cells if code in self.results else None


@dataclass(slots=True)
class IndicatorBlock:
    """Indicators of one table with the units that have any of them, in order."""

    units: dict[int, Unit]
    rows: list[IndicatorResult]

    def has_room_for(self, units: Mapping[int, Unit], row_count: int) -> bool:
        if len(self.rows) + row_count > MOST_INDICATORS:
            return False
        within = units.keys() <= self.units.keys()
        return within or len(self.units.keys() | units.keys()) <= MOST_SHARED_UNITS


def unit_tables(overview: PlanOverview, field: Field | None = None) -> list[DocumentTable]:
    """The scope itself where it reports, and the units right below it, each with all below it.

    Shape: the last row of each table is that of the whole scope. Queries: none of its own.
    """
    measured_rows = [row for row in rows_of_field(overview, field) if not row.indicator.is_composite]
    results = {row.code: dict(_unit_results(overview, row.indicator)) for row in measured_rows}
    return [_table(overview, block, results) for block in _indicator_blocks(overview, measured_rows, results)]


def _unit_results(overview: PlanOverview, indicator: Indicator) -> Iterator[tuple[int, UnitResult]]:
    if overview.units_below:
        own_assessment = assess_unit(overview, indicator, overview.scope, alone=True)
        if own_assessment.aggregate.assigned or own_assessment.aggregate.contributed.units:
            own_assessment = replace(
                own_assessment, percent_shown=None, gap=None
            )  # the scope's target is not its own share of it
            yield overview.scope.pk, _unit_result(overview, own_assessment)
    for unit in overview.units_below or [overview.scope]:
        if concerns_unit(overview, indicator, unit):
            yield unit.pk, _unit_result(overview, assess_unit(overview, indicator, unit))


def _unit_result(overview: PlanOverview, assessment: Assessment) -> UnitResult:
    return UnitResult(assessment, result_cells(assessment), source_text(assessment, overview.plan_data.period_names))


def _indicator_blocks(
    overview: PlanOverview, rows: Iterable[IndicatorResult], results: Mapping[str, Mapping[int, UnitResult]]
) -> list[IndicatorBlock]:
    """The tables, that of the most units first; indicators keep the plan's order among those of the same units."""
    units = {unit.pk: unit for unit in (overview.scope, *overview.units_below)}
    rows_by_units: dict[frozenset[int], list[IndicatorResult]] = defaultdict(list)
    for row in rows:
        if results[row.code]:
            rows_by_units[frozenset(results[row.code])].append(row)
    blocks: list[IndicatorBlock] = []
    for unit_ids, indicator_rows in sorted(rows_by_units.items(), key=lambda pair: -len(pair[0])):
        block_units = {pk: unit for pk, unit in units.items() if pk in unit_ids}
        for start in range(0, len(indicator_rows), MOST_INDICATORS):
            chunk = indicator_rows[start : start + MOST_INDICATORS]
            if blocks and blocks[-1].has_room_for(block_units, len(chunk)):
                block = blocks[-1]
                block.rows += chunk
                block.units = {pk: unit for pk, unit in units.items() if pk in block.units or pk in block_units}
            else:
                blocks.append(IndicatorBlock(block_units, chunk))
    return blocks


def _table(
    overview: PlanOverview, block: IndicatorBlock, results: Mapping[str, Mapping[int, UnitResult]]
) -> DocumentTable:
    years, lines = overview.plan_data.last_years, []
    for place, (pk, unit) in enumerate(block.units.items(), 1):
        unit_results = {row.code: results[row.code][pk] for row in block.rows if pk in results[row.code]}
        lines.append((UnitTableLine(str(place), unit.short_name, unit_results, years), unit.code, unit.name))
    if [*block.units] != [overview.scope.pk]:  # a scope without units below would have the same row twice
        scope_results = {row.code: _unit_result(overview, row.assessment) for row in block.rows}
        lines.append((UnitTableLine("", TOTAL, scope_results, years), TOTAL, TOTAL))
    codes_of_older_values = {code for line, _, _ in lines for code, result in line.results.items() if result.source}
    columns = tuple(_columns(block.rows, codes_of_older_values))
    table_rows = (table_row(columns, line, key, name, is_total=key == TOTAL) for line, key, name in lines)
    return DocumentTable(columns, (TableGroup(tuple(table_rows)),))


def _columns(
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
        return number_value(cells.actual) if cells else NOTHING

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
    if result.cells.actual.value is None:
        return REASON_LABELS[assessment.reason] if assessment.reason else ""
    if result.cells.percent.value is None:
        return movement_sentence(assessment, last_years) if assessment.goal else "Không giao chỉ tiêu."
    return ""
