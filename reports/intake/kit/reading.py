"""Reading of a filled-in workbook: whether it is this template, its rows, and the changes that they ask for."""

import hashlib
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, ClassVar, Generic

from chodon_thidua.lib.files.workbook_cells import WorkbookCell, WorkbookSheet
from chodon_thidua.lib.files.workbook_limits import WorkbookRefusal
from chodon_thidua.lib.files.workbook_reader import read_workbook
from chodon_thidua.lib.text import label_key, quote
from reports.intake.kit.checks import NEW_TEMPLATE, OR_NEW_TEMPLATE, check_headings, check_stamp, filled_rows, text_of
from reports.intake.kit.columns import TemplateColumn
from reports.intake.kit.faults import CellFault, WorkbookFault, file_fault
from reports.intake.kit.filled_rows import ChangeT, FilledRow, RowT, WorkbookIntake
from reports.intake.kit.template_layout import RowKey, TemplateLayout
from reports.intake.kit.unread_part import UnreadPart
from reports.intake.kit.unread_parts import unread_parts


class IntakeReader(ABC, Generic[RowT, ChangeT]):
    """Reads the workbooks of one kind against what is stored; each request has its own.

    A subclass says what it reads, how it words what is wrong, and what the rows change.
    """

    duplicate_note: ClassVar[str]  # what two rows have in common, in brackets
    unknown_row: ClassVar[str]
    mixed_row_remedy: ClassVar[str] = "Dòng bị chép đè hoặc sắp xếp lệch."
    mixed_row_column: ClassVar[str] = "code"  # the place of its fault; empty for the label itself
    counts_mixed_rows: ClassVar[bool] = True  # a further row with the key of a mixed-up row counts as there twice
    intake_class: ClassVar[type[WorkbookIntake[Any]]] = WorkbookIntake

    def __init__(
        self, layout: TemplateLayout, stamp: Mapping[str, str], template_rows: Mapping[str, RowT], plan: str
    ) -> None:
        """Takes the rows by the identity in their keys, in the order of the template, and the title of the plan."""
        self.layout, self.stamp, self.template_rows, self.plan = layout, stamp, template_rows, plan

    @abstractmethod
    def labels(self, row: RowT) -> Iterable[tuple[str, str]]:
        """The texts by which people know the row, by the key of the column."""

    @abstractmethod
    def read_input(self, row: RowT, column: TemplateColumn, cell: WorkbookCell) -> Any:
        """The value of an input cell.

        Raises: CellFault.
        """

    @abstractmethod
    def read_changes(self, groups: Iterable[Sequence[FilledRow[RowT]]]) -> Iterator[ChangeT | WorkbookFault]:
        """The changes that the rows ask for, or what is wrong with them; all groups at once, for few queries."""

    def mismatch(self, name: str, value: str) -> str:
        """The sentence about a field of the stamp that has another value."""
        return f"Tệp là mẫu của kế hoạch khác, không phải {self.plan}."

    def label_mismatch(self, key: str, label: str, text: str) -> str:
        """The sentence about a row in which another label stands."""
        return f"Dòng ghi {quote(label)} nhưng thuộc “{text}”."

    def unknown_row_problem(self, cells: Mapping[str, WorkbookCell], key: RowKey | None) -> str:
        return self.unknown_row

    def groups(self, rows: Sequence[FilledRow[RowT]]) -> Iterable[Sequence[FilledRow[RowT]]]:
        """The groups of rows that are checked together: here each row alone, without those that have faults."""
        return [[row] for row in rows if not row.faults]

    def further_unread_parts(self, rows: Sequence[FilledRow[RowT]], *, is_complete: bool) -> Iterable[UnreadPart]:
        """Returns what else was passed over; complete is a sheet with no row but those of the template."""
        return ()

    def read(self, content: bytes, name: str) -> WorkbookIntake[ChangeT]:
        """Reads a workbook; whatever is wrong with it is in its faults.

        Queries: those of `read_changes`.
        """
        intake: WorkbookIntake[ChangeT] = self.intake_class(name, hashlib.sha256(content).hexdigest())
        try:
            workbook = read_workbook(content, name)
        except WorkbookRefusal as refusal:
            intake.faults = [file_fault(str(refusal))]
            return intake
        intake.faults = check_stamp(workbook, self.layout, self.stamp, self.mismatch)
        worksheet = workbook.sheet(self.layout.sheet)
        if intake.faults or worksheet is None:
            return intake
        intake.unread_parts = unread_parts(workbook, self.layout)
        intake.faults = check_headings(worksheet, self.layout)
        if not intake.faults:
            self._read_table(worksheet, intake)
        return intake

    def _read_table(self, worksheet: WorkbookSheet, intake: WorkbookIntake[ChangeT]) -> None:
        rows, intake.faults = self._match_rows(worksheet)
        intake.missing_count = len(self.template_rows) - len(rows) - len(intake.faults)
        is_complete = not intake.faults and all(row.is_matched for row in rows)
        intake.unread_parts += self.further_unread_parts(rows, is_complete=is_complete)
        for row in rows:
            intake.faults += row.faults
        places = {identity: place for place, identity in enumerate(self.template_rows)}
        rows.sort(key=lambda row: places[row.key.identity])
        for answer in self.read_changes(filter(self._is_changed, self.groups(rows))):
            if isinstance(answer, WorkbookFault):
                intake.faults.append(answer)
            else:
                intake.changes.append(answer)
        intake.faults.sort(key=lambda fault: fault.row)

    def _match_rows(self, worksheet: WorkbookSheet) -> tuple[list[FilledRow[RowT]], list[WorkbookFault]]:
        """The rows with a key of the template, and the faults of all others."""
        rows: list[FilledRow[RowT]] = []
        row_numbers: dict[str, int] = {}
        unknown_rows: list[WorkbookFault] = []
        for number, cells in filled_rows(worksheet, self.layout):
            key = self.layout.read_key(text_of(cells["key"]))
            template_row = self.template_rows.get(key.identity) if key else None
            if key is None or template_row is None:
                problem, remedy = self.unknown_row_problem(cells, key), f"Xóa dòng này. {OR_NEW_TEMPLATE}"
                unknown_rows.append(self.layout.fault_at("code", number, problem, remedy))
                continue
            row = FilledRow(number, key, template_row, cells)
            rows.append(row)
            if key.identity in row_numbers:
                problem = f"Dòng này trùng với dòng {row_numbers[key.identity]} ({self.duplicate_note})."
                row.faults = [self.layout.fault_at("code", number, problem, "Xóa một trong hai dòng.")]
                continue
            row.faults = self._label_faults(row)
            row.is_matched = not row.faults
            if row.is_matched:
                self._read_inputs(row)
            if row.is_matched or self.counts_mixed_rows:
                row_numbers[key.identity] = number
        return rows, unknown_rows

    def _label_faults(self, row: FilledRow[RowT]) -> list[WorkbookFault]:
        """Checks that people read in the row what its key says; tells the first label that differs."""
        for key, text in self.labels(row.template_row):
            label = text_of(row.cells[key])
            if label_key(label) != label_key(text):
                column, problem = self.mixed_row_column or key, self.label_mismatch(key, label, text)
                return [self.layout.fault_at(column, row.number, problem, f"{self.mixed_row_remedy} {NEW_TEMPLATE}")]
        return []

    def _read_inputs(self, row: FilledRow[RowT]) -> None:
        for column in self.layout.inputs:
            try:
                row.contents[column.key] = self.read_input(row.template_row, column, row.cells[column.key])
            except CellFault as fault:
                row.faults.append(self.layout.fault_at(column.key, row.number, fault.problem, fault.remedy))

    def _is_changed(self, rows: Sequence[FilledRow[RowT]]) -> bool:
        return any(self.layout.mark(row.contents) != row.key.mark for row in rows)
