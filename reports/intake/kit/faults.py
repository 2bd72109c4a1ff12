"""Faults of a filled-in workbook, each with its place and how to mend it."""

from dataclasses import dataclass


class CellFault(ValueError):  # noqa: N818 - an answer to a person
    """A cell that cannot be read, and how to mend it; whoever reads the row knows its place."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.problem, self.remedy = problem, remedy


@dataclass(frozen=True, slots=True)
class WorkbookFault:
    """A problem at a place, and how to mend it; sheet and cell are empty for the file as a whole."""

    sheet: str
    cell: str
    problem: str
    remedy: str

    @property
    def row(self) -> int:
        """The row of the cell; 0 for the file as a whole."""
        return int("".join(filter(str.isdigit, self.cell)) or 0)


def file_fault(problem: str, remedy: str = "") -> WorkbookFault:
    """Makes a fault of the file as a whole."""
    return WorkbookFault("", "", problem, remedy)
