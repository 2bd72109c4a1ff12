"""Biểu 02: units × indicators, each with its value and the percentage of the unit's own target.

Few indicators are reported by all units. Those of the same units stand together in one table, those of a few offices
share one, so that tables have few empty cells and fill the width of a page.
"""

from collections.abc import Mapping

from reports.excel.table import DocumentTable, TableGroup, table_row
from reports.meeting.by_unit.indicator_blocks import IndicatorBlock, indicator_blocks
from reports.meeting.by_unit.unit_columns import unit_columns
from reports.meeting.by_unit.unit_results import UnitResult, UnitTableLine, unit_result, unit_results
from reports.meeting.summary_table import rows_of_field
from reports.progress.overview import PlanOverview
from targets.models import Field

FORM = "Biểu 02"
TOTAL = "Chung"


def unit_tables(overview: PlanOverview, field: Field | None = None) -> list[DocumentTable]:
    """The scope itself where it reports, and the units right below it, each with all below it.

    Shape: the last row of each table is that of the whole scope. Queries: none of its own.
    """
    measured_rows = [row for row in rows_of_field(overview, field) if not row.indicator.is_composite]
    results = {row.code: dict(unit_results(overview, row.indicator)) for row in measured_rows}
    return [_table(overview, block, results) for block in indicator_blocks(overview, measured_rows, results)]


def _table(
    overview: PlanOverview, block: IndicatorBlock, results: Mapping[str, Mapping[int, UnitResult]]
) -> DocumentTable:
    years, lines = overview.plan_data.last_years, []
    for place, (pk, unit) in enumerate(block.units.items(), 1):
        unit_results = {row.code: results[row.code][pk] for row in block.rows if pk in results[row.code]}
        lines.append((UnitTableLine(str(place), unit.short_name, unit_results, years), unit.code, unit.name))
    if [*block.units] != [overview.scope.pk]:  # a scope without units below would have the same row twice
        scope_results = {row.code: unit_result(overview, row.assessment) for row in block.rows}
        lines.append((UnitTableLine("", TOTAL, scope_results, years), TOTAL, TOTAL))
    codes_of_older_values = {code for line, _, _ in lines for code, result in line.results.items() if result.source}
    columns = tuple(unit_columns(block.rows, codes_of_older_values))
    table_rows = (table_row(columns, line, key, name, is_total=key == TOTAL) for line, key, name in lines)
    return DocumentTable(columns, (TableGroup(tuple(table_rows)),))
