"""“Chương trình nhiều năm”: the targets of the programmes of the plan's owner, programme by programme."""

from dataclasses import dataclass
from itertools import groupby

from reports.dashboard.frame import ProgressFrame, progress_frame
from reports.progress.filters import ProgressFilter
from reports.progress.programmes.programme_columns import (
    ProgrammeColumn,
    ProgrammeLine,
    programme_columns,
    programme_lines,
)
from reports.progress.programmes.programme_results import programme_results
from reports.progress.texts.number_cells import NumberCell
from reports.selectors.scope import PlanScope
from targets.models import Programme

# What stands under the name, or is the table's own.
WITHOUT_COLUMN = ("unit_of_measure", "way", "notes")


@dataclass(frozen=True, slots=True)
class ProgrammeCell:
    """One cell as the page shows it; `data` is the plain number."""

    column: ProgrammeColumn
    text: str
    data: str = ""


@dataclass(frozen=True, slots=True)
class ProgrammeRow:
    """One target in the table; `notes` stand under its name."""

    line: ProgrammeLine
    cells: tuple[ProgrammeCell, ...]
    subtitle: str
    notes: str


@dataclass(frozen=True, slots=True)
class ProgrammeTable:
    """The targets of one programme."""

    programme: Programme
    columns: tuple[ProgrammeColumn, ...]
    rows: tuple[ProgrammeRow, ...]


@dataclass(frozen=True)
class ProgrammePage(ProgressFrame):
    tables: tuple[ProgrammeTable, ...]


def programme_page(filters: ProgressFilter, scope: PlanScope) -> ProgrammePage:
    """The programmes at the plan owner's scope. Queries: those of `plan_overview` and `programme_results`."""
    frame = progress_frame(filters, scope)
    lines = programme_lines(programme_results(frame.overview, scope.view.others))
    tables = tuple(
        _table(programme, list(own_lines))
        for programme, own_lines in groupby(lines, key=lambda line: line.result.programme)
    )
    return ProgrammePage(frame.filters, scope, frame.overview, tables)


def _table(programme: Programme, lines: list[ProgrammeLine]) -> ProgrammeTable:
    columns = programme_columns([line.result for line in lines])
    by_key = {column.key: column for column in columns}
    on_screen = tuple(column for column in columns if column.key not in WITHOUT_COLUMN)
    rows = (
        ProgrammeRow(
            line,
            tuple(_cell(column, line) for column in on_screen),
            subtitle=f"{_text(by_key['unit_of_measure'], line)}, {_text(by_key['way'], line)}",
            notes=_text(by_key["notes"], line),
        )
        for line in lines
    )
    return ProgrammeTable(programme, on_screen, tuple(rows))


def _cell(column: ProgrammeColumn, line: ProgrammeLine) -> ProgrammeCell:
    cell = column.read_cell(line)
    return ProgrammeCell(column, cell.text, cell.data) if isinstance(cell, NumberCell) else ProgrammeCell(column, cell)


def _text(column: ProgrammeColumn, line: ProgrammeLine) -> str:
    return _cell(column, line).text
