"""Biểu 02: units × indicators, each with what it has reached and the percentage of what it was given.

Few indicators are reported by all units: those of the same units stand together in a table of their own, and those of a
few offices share one, so that tables are full and as wide as a page.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from reports.excel.table import NOTHING, Column, Entry, Group, Kind, Table, number, row_of, words
from reports.meeting.summary_table import chosen
from reports.progress.assessment_text import Cells, cells_of, movement, source_text
from reports.progress.overview import Overview, Row, assess_part, is_listed
from targets.calculation.assessment import Assessment
from targets.enums import REASON_LABELS, Measure
from targets.models import Field, Indicator
from units.models import Unit

FORM = "Biểu 02"
MOST_INDICATORS = 6  # side by side
MOST_TOGETHER = 12  # units of a table shared by indicators of different ones
TOTAL = "Chung"
SOURCE = ".source"  # at the end of a column's key


@dataclass(frozen=True, slots=True)
class Standing:
    """One unit, or the whole scope, with one indicator; `source` says of which period an older value is."""

    assessment: Assessment
    cells: Cells
    source: str


@dataclass(frozen=True, slots=True)
class Line:
    number: str
    name: str
    standings: Mapping[str, Standing]  # by code of the indicator
    last_years: str

    def cells(self, code: str) -> Cells | None:
        return self.standings[code].cells if code in self.standings else None


@dataclass(slots=True)
class Block:
    """Indicators of one table with the units that have any of them, in order."""

    units: dict[int, Unit]
    rows: list[Row]

    def takes(self, units: Mapping[int, Unit], more: int) -> bool:
        if len(self.rows) + more > MOST_INDICATORS:
            return False
        within = units.keys() <= self.units.keys()
        return within or len(self.units.keys() | units.keys()) <= MOST_TOGETHER


def unit_tables(result: Overview, field: Field | None = None) -> list[Table]:
    """The scope itself where it reports, and the units right below it, each with all below it.

    Shape: the last row of each table is that of the whole scope. Queries: none of its own.
    """
    measured = [row for row in chosen(result, field) if row.indicator.measure != Measure.ALL_OF]
    found = {row.code: dict(_standings(result, row.indicator)) for row in measured}
    return [_table(result, block, found) for block in _blocks(result, measured, found)]


def _standings(result: Overview, indicator: Indicator) -> Iterator[tuple[int, Standing]]:
    if result.parts:
        own = assess_part(result, indicator, result.scope, alone=True)
        if own.tally.assigned or own.tally.contributed.units:
            own = replace(own, percent_shown=None, gap=None)  # the scope's target is not its own share of it
            yield result.scope.pk, _standing(result, own)
    for unit in result.parts or [result.scope]:
        if is_listed(result, indicator, unit):
            yield unit.pk, _standing(result, assess_part(result, indicator, unit))


def _standing(result: Overview, assessment: Assessment) -> Standing:
    return Standing(assessment, cells_of(assessment), source_text(assessment, result.structure.period_names))


def _blocks(result: Overview, rows: Iterable[Row], found: Mapping[str, Mapping[int, Standing]]) -> list[Block]:
    """The tables, that of the most units first; indicators keep the plan's order among those of the same units."""
    units = {unit.pk: unit for unit in (result.scope, *result.parts)}
    same: dict[frozenset[int], list[Row]] = defaultdict(list)
    for row in rows:
        if found[row.code]:
            same[frozenset(found[row.code])].append(row)
    blocks: list[Block] = []
    for own, together in sorted(same.items(), key=lambda pair: -len(pair[0])):
        having = {pk: unit for pk, unit in units.items() if pk in own}
        for start in range(0, len(together), MOST_INDICATORS):
            piece = together[start : start + MOST_INDICATORS]
            if blocks and blocks[-1].takes(having, len(piece)):
                block = blocks[-1]
                block.rows += piece
                block.units = {pk: unit for pk, unit in units.items() if pk in block.units or pk in having}
            else:
                blocks.append(Block(having, piece))
    return blocks


def _table(result: Overview, block: Block, found: Mapping[str, Mapping[int, Standing]]) -> Table:
    years, lines = result.structure.last_years, []
    for place, (pk, unit) in enumerate(block.units.items(), 1):
        standings = {row.code: found[row.code][pk] for row in block.rows if pk in found[row.code]}
        lines.append((Line(str(place), unit.short_name, standings, years), unit.code, unit.name))
    if [*block.units] != [result.scope.pk]:  # one alone would stand there twice
        whole = {row.code: _standing(result, row.assessment) for row in block.rows}
        lines.append((Line("", TOTAL, whole, years), TOTAL, TOTAL))
    older = {code for line, _, _ in lines for code, one in line.standings.items() if one.source}
    columns = tuple(_columns(block.rows, older))
    read = (row_of(columns, line, key, name, is_total=key == TOTAL) for line, key, name in lines)
    return Table(columns, (Group(tuple(read)),))


def _columns(rows: Iterable[Row], older: Collection[str]) -> Iterator[Column[Line]]:
    """The columns; an indicator in `older` has values not from the period shown: one more column names their period."""
    yield Column("number", "TT", 4, lambda line: words(line.number), Kind.CENTRED, is_compared=False)
    yield Column("name", "Đơn vị", 19, lambda line: words(line.name), Kind.TEXT, is_compared=False)
    for row in rows:
        one = row.indicator
        over = f"{row.code}. {one.name} ({one.unit_of_measure})"
        yield from _pair(row.code, over)
        if row.code in older:
            # What was frozen before there was such a column has not changed by it.
            key, entry_of = f"{row.code}{SOURCE}", _source(row.code)
            yield Column(key, "Số của kỳ", 8, entry_of, Kind.CENTRED, over=over, is_compared=False)
    yield Column("notes", "Ghi chú", 26, _notes, Kind.TEXT, is_compared=False)


def _pair(code: str, over: str) -> Iterator[Column[Line]]:
    def actual(line: Line) -> Entry:
        cells = line.cells(code)
        return number(cells.actual) if cells else NOTHING

    def percent(line: Line) -> Entry:
        cells = line.cells(code)
        return number(cells.percent) if cells else NOTHING

    yield Column(f"{code}.actual", "Lũy kế", 10, actual, over=over)
    yield Column(f"{code}.percent", "% chỉ tiêu giao", 9.5, percent, over=over)


def is_source(column: Column[Any]) -> bool:
    """Whether the column says of which period older values are."""
    return column.key.endswith(SOURCE)


def _source(code: str) -> Callable[[Line], Entry]:
    return lambda line: words(line.standings[code].source) if code in line.standings else NOTHING


def _notes(line: Line) -> Entry:
    """Why cells are empty: of each reason the indicators, which need no naming where it holds for all."""
    why: dict[str, list[str]] = defaultdict(list)
    for code, one in line.standings.items():
        if sentence := _why_empty(one, line.last_years):
            why[sentence].append(code)
    everywhere = len(why) == 1 and len(next(iter(why.values()))) == len(line.standings)
    said = (text if everywhere else f"{', '.join(codes)}: {text}" for text, codes in why.items())
    return words(" ".join(said))


def _why_empty(one: Standing, last_years: str) -> str:
    judged = one.assessment
    if one.cells.actual.value is None:
        return REASON_LABELS[judged.reason] if judged.reason else ""
    if one.cells.percent.value is None:
        return movement(judged, last_years) if judged.goal else "Không giao chỉ tiêu."
    return ""
