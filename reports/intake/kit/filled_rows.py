"""The rows of a filled-in workbook, and the result of reading it."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Generic, Protocol, TypeVar

from chodon_thidua.lib.files.workbook_cells import WorkbookCell
from reports.intake.kit.faults import WorkbookFault
from reports.intake.kit.template_layout import RowKey
from reports.intake.kit.unread_part import UnreadPart

EMPTY_TEXT = "(trống)"


class ProposedChange(Protocol):
    @property
    def group(self) -> Hashable:
        """The thing under which the preview shows the change."""


RowT = TypeVar("RowT")
ChangeT = TypeVar("ChangeT", bound=ProposedChange)


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """One field as it is stored and as the workbook has it, in the words of people."""

    label: str
    before: str
    after: str


@dataclass(slots=True)
class FilledRow(Generic[RowT]):
    """One row of the sheet with the row of the template to which its key belongs.

    Shape: `cells` by the key of the column, and so `contents`, the inputs that could be read. A row that is there
    twice or mixed up has no contents.
    """

    number: int
    key: RowKey
    template_row: RowT
    cells: Mapping[str, WorkbookCell]
    contents: dict[str, Any] = field(default_factory=dict)
    faults: list[WorkbookFault] = field(default_factory=list)
    is_matched: bool = False


@dataclass(slots=True)
class WorkbookIntake(Generic[ChangeT]):
    """The result of reading a workbook.

    Shape: changes in the order of the template; none of them may be written while there are faults. Rows of the
    template that are missing in the workbook stay as they are stored.
    """

    name: str
    sha256: str
    faults: list[WorkbookFault] = field(default_factory=list)
    changes: list[ChangeT] = field(default_factory=list)
    unread_parts: list[UnreadPart] = field(default_factory=list)
    missing_count: int = 0

    @property
    def groups(self) -> list[tuple[Any, list[ChangeT]]]:
        """The changes by what the preview shows them under."""
        return [(group, list(changes)) for group, changes in groupby(self.changes, key=lambda change: change.group)]
