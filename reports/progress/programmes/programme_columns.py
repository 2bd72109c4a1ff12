"""The columns of tables of programme targets: declared once, for the page, Biểu 05 and its CSV."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from reports.progress.programmes.programme_results import ProgrammeResult
from reports.progress.programmes.programme_text import (
    ProgrammeCells,
    programme_cells,
    programme_notes,
    way_text,
    year_cell,
)
from reports.progress.texts.number_cells import NumberCell
from targets.enums import STATUS_LABELS

YEAR_KEY = "year_"


@dataclass(frozen=True)
class ProgrammeLine:
    """One line of such a table."""

    number: int
    result: ProgrammeResult

    @cached_property
    def cells(self) -> ProgrammeCells:
        return programme_cells(self.result)

    @property
    def key(self) -> str:
        """The line's name for ever: the document of the programme, and the code of the target in it."""
        return f"{self.result.programme.document_number} {self.result.target.code}"


@dataclass(frozen=True, slots=True)
class ProgrammeColumn:
    """One column; a table on screen leaves out those that stand in another cell there."""

    key: str
    heading: str
    read_cell: Callable[[ProgrammeLine], NumberCell | str]
    is_number: bool = False


def programme_columns(results: Sequence[ProgrammeResult]) -> tuple[ProgrammeColumn, ...]:
    """Returns the columns, with one for each year of the programmes' terms."""
    years = sorted({year for result in results for year in result.programme.years})
    return (
        ProgrammeColumn("number", "TT", lambda line: str(line.number)),
        ProgrammeColumn("name", "Mục tiêu", lambda line: line.result.target.name),
        ProgrammeColumn("unit_of_measure", "ĐVT", lambda line: line.result.spec.unit_of_measure),
        ProgrammeColumn("way", "Cách tính", lambda line: way_text(line.result)),
        ProgrammeColumn("target", "Mục tiêu cả giai đoạn", lambda line: line.cells.target, is_number=True),
        *(ProgrammeColumn(f"{YEAR_KEY}{year}", f"Năm {year}", partial(_year, year), is_number=True) for year in years),
        ProgrammeColumn("actual", "Thực hiện", lambda line: line.cells.actual, is_number=True),
        ProgrammeColumn("expected", "Cần có đến kỳ", lambda line: line.cells.expected, is_number=True),
        ProgrammeColumn("percent", "So mục tiêu (%)", lambda line: line.cells.percent, is_number=True),
        ProgrammeColumn("status", "Đánh giá", lambda line: STATUS_LABELS[line.result.status]),
        ProgrammeColumn("notes", "Ghi chú, nguồn", lambda line: " ".join(programme_notes(line.result))),
    )


def programme_lines(results: Sequence[ProgrammeResult]) -> list[ProgrammeLine]:
    """Numbers the targets from 1 in each programme."""
    lines: list[ProgrammeLine] = []
    for result in results:
        begins = not lines or lines[-1].result.programme != result.programme
        lines.append(ProgrammeLine(1 if begins else lines[-1].number + 1, result))
    return lines


def _year(year: int, line: ProgrammeLine) -> NumberCell:
    return year_cell(line.result, year)
