"""The cells that read otherwise than in the numbers of a snapshot."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

MISSING_ROW, NEW_ROW = "không còn trong biểu", "mới có trong biểu"
Place = tuple[str, str, str]  # form, row, column


@dataclass(frozen=True, slots=True)
class SnapshotChange:
    """One cell that reads otherwise than in the snapshot; its text is empty where there was, or is, no number."""

    place: Place
    row: str
    column: str
    old_text: str
    new_text: str

    @property
    def form(self) -> str:
        return self.place[0]


def snapshot_changes(old_numbers: Mapping[str, Any], new_numbers: Mapping[str, Any]) -> list[SnapshotChange]:
    """Returns the changed cells in the order of the snapshot's tables, then the new ones; compares the texts."""
    return list(_iterate_changes(old_numbers, new_numbers))


def _iterate_changes(old_numbers: Mapping[str, Any], new_numbers: Mapping[str, Any]) -> Iterator[SnapshotChange]:
    old_cells, new_cells = dict(_cells_by_place(old_numbers)), dict(_cells_by_place(new_numbers))
    old_forms = {form["form"] for form in old_numbers["forms"]}
    old_rows, new_rows = ({key[:2] for key in cells} for cells in (old_cells, new_cells))
    for key, (row, column, text) in old_cells.items():
        removal_text = MISSING_ROW if text and key[:2] not in new_rows else ""
        new_text = new_cells[key][2] if key in new_cells else removal_text
        if text != new_text:
            yield SnapshotChange(key, row, column, text, new_text)
    for key, (row, column, text) in new_cells.items():
        # A form that came with a later version or document was no part of the meeting's papers.
        if key not in old_cells and text and key[0] in old_forms:
            yield SnapshotChange(key, row, column, "" if key[:2] in old_rows else NEW_ROW, text)


def _cells_by_place(numbers: Mapping[str, Any]) -> Iterator[tuple[Place, tuple[str, str, str]]]:
    """Yields each cell by form, row and column, with the names of row and column and its text.

    The place does not depend on the order of rows and columns, which may change between versions.
    """
    for form in numbers["forms"]:
        for table in form["tables"]:
            for row in (row for group in table["groups"] for row in group["rows"]):
                for column, cell in zip(table["columns"], row["cells"], strict=True):
                    if column["compared"]:
                        heading = column["heading"]
                        name = f"{column['over']}: {heading.lower()}" if column["over"] else heading
                        yield (form["form"], row["key"], column["key"]), (row["name"], name, cell["text"])
