"""The indicators that share a table: those of the same units, or of a few offices."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reports.meeting.by_unit.unit_results import UnitResult
from reports.progress.indicator_result import IndicatorResult
from reports.progress.overview import PlanOverview
from units.models import Unit

MOST_INDICATORS = 6  # of one table
MOST_SHARED_UNITS = 12  # units of a table shared by indicators of different ones


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


def indicator_blocks(
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
