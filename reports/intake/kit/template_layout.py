"""The table of a workbook to fill in: its columns, the hidden key of each row, the mark that shows a change."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from openpyxl.utils import get_column_letter

from reports.intake.kit.columns import InputKind, TemplateColumn, canonical_text
from reports.intake.kit.faults import WorkbookFault

MARK_LENGTH = 16
LONGEST_KEY = 80
HEADING_ROW = 5
FIRST_ROW = HEADING_ROW + 1


@dataclass(frozen=True, slots=True)
class RowKey:
    """The hidden cell of a row: which row it is, the state of what is stored, the mark of what its inputs held."""

    identity: str
    state: str
    mark: str

    def __str__(self) -> str:
        return "-".join(filter(None, (self.identity, self.state, self.mark)))


@dataclass(frozen=True)
class TemplateLayout:
    """One kind of workbook. Rows carry their own keys, so that filtering and sorting do no harm.

    `kind` and `version` stand in its stamp; `subject` is what it is a template of, in a sentence; `key_pattern` matches
    the key of a row with the groups identity, state and mark; columns before `scrolled_from` do not scroll.
    """

    kind: str
    version: str
    subject: str
    sheet: str
    columns: tuple[TemplateColumn, ...]
    key_pattern: str
    scrolled_from: str
    heading_lines: int = 2
    heading_row: int = HEADING_ROW

    @cached_property
    def places(self) -> dict[str, int]:
        """The place of each column, from 0, by its key."""
        return {column.key: place for place, column in enumerate(self.columns)}

    @cached_property
    def headings(self) -> list[str]:
        return [column.heading for column in self.columns]

    @cached_property
    def inputs(self) -> tuple[TemplateColumn, ...]:
        return tuple(column for column in self.columns if column.kind != InputKind.LOCKED)

    def with_headings(self, **words: str) -> "TemplateLayout":
        """Returns the layout with the fields of its headings filled in."""
        columns = (replace(column, heading=column.heading.format(**words)) for column in self.columns)
        return replace(self, columns=tuple(columns))

    def letter(self, key: str) -> str:
        """The letters by which Excel names the column."""
        return get_column_letter(self.places[key] + 1)

    def fault_at(self, key: str, row: int, problem: str, remedy: str) -> WorkbookFault:
        return WorkbookFault(self.sheet, f"{self.letter(key)}{row}", problem, remedy)

    def stamp(self, plan: int, **fields: str) -> dict[str, str]:
        """Returns the purpose of a workbook by names; each must fit when it comes back."""
        return {"layout": "-".join(filter(None, (self.kind, self.version))), "plan": str(plan), **fields}

    def mark(self, contents: Mapping[str, Any]) -> str:
        """Returns a hash of the inputs of a row, which shows whether a person changed them in the workbook.

        Numbers count as a spreadsheet keeps them, which is less exactly than the database.
        """
        text = "\x1f".join(canonical_text(contents[column.key]) for column in self.inputs)
        return hashlib.sha256(text.encode()).hexdigest()[:MARK_LENGTH]

    def row_key(self, identity: str, contents: Mapping[str, Any], state: str = "") -> RowKey:
        return RowKey(identity, state, self.mark(contents))

    def read_key(self, text: str) -> RowKey | None:
        """Returns the key that was written; None for anything else."""
        match = re.fullmatch(self.key_pattern, text) if len(text) <= LONGEST_KEY else None
        return RowKey(**match.groupdict("")) if match else None
