"""A grid of inputs for numbers, and the place of each text of a pasted block in it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django import forms

from chodon_thidua.lib.fields import NumberField, suggestion_of
from chodon_thidua.lib.numbers import input_text
from chodon_thidua.lib.pasting.block import block_of
from chodon_thidua.lib.pasting.pasted_cells import PastedCell, PastePreview
from chodon_thidua.lib.text import label_key

NOWHERE, NAMELESS, MOST_NAME_COLUMNS = -1, "(không có tên)", 3


@dataclass(frozen=True, slots=True)
class GridInput:
    """One input for a number: its name and its label on the page, what it holds now, and the field that reads it."""

    name: str
    label: str
    unit: str
    field: NumberField
    current_text: str


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row of the grid. Shape: `inputs` by column; a row need not have one in each."""

    name: str
    inputs: Mapping[str, GridInput]


def place_block(
    text: str,
    rows: Sequence[GridRow],
    columns: Sequence[str],
    *,
    row: int,
    column: str,
    row_names: Mapping[str, int] | None = None,
    takes_suggestions: bool = False,
) -> PastePreview:
    """Lays the block over the grid from the row and column on; blank cells of the block change nothing.

    Where a column at the block's left holds names of rows, each of its rows goes to the one that it names, by
    `row_names`, whose keys are label keys. With `takes_suggestions` a text that is no number counts as the number that
    it may be.
    Raises: InvalidInput for what is too large or no table.
    """
    preview, first_column = PastePreview(), columns.index(column)
    for row_number, grid_row, texts in _placed_rows(block_of(text), rows, row, row_names or {}):
        for column_number, raw_text in enumerate(texts, first_column):
            name = columns[column_number] if column_number < len(columns) else ""
            if raw_text and name in grid_row.inputs:
                cell = _read_cell(grid_row, row_number, name, raw_text, takes_suggestions=takes_suggestions)
                (preview.unread if cell.error else preview.cells).append(cell)
            elif raw_text:
                preview.placeless.append((raw_text, grid_row.name))
    return preview


def _placed_rows(
    block: list[list[str]], rows: Sequence[GridRow], first: int, row_names: Mapping[str, int]
) -> Iterator[tuple[int, GridRow, list[str]]]:
    """The rows of the block, each with its place in the grid and that row; one without a place has no inputs."""
    name_column = _name_column(block, row_names)
    for number, texts in enumerate(block, first):
        if name_column is None:
            yield number, rows[number] if number < len(rows) else GridRow("", {}), texts
            continue
        name = texts[name_column] if name_column < len(texts) else ""
        place = row_names.get(label_key(name), NOWHERE)
        grid_row = rows[place] if place != NOWHERE else GridRow(name or NAMELESS, {})
        yield place, grid_row, texts[name_column + 1 :]


def _name_column(block: list[list[str]], row_names: Mapping[str, int]) -> int | None:
    """The column that names rows; None where none does. Before the names there may be their numbers in a list."""
    for column in range(MOST_NAME_COLUMNS):
        if any(label_key(texts[column]) in row_names for texts in block if column < len(texts)):
            return column
    return None


def _read_cell(
    grid_row: GridRow, row_number: int, column: str, raw_text: str, *, takes_suggestions: bool
) -> PastedCell:
    one = grid_row.inputs[column]
    cell = PastedCell(row_number, grid_row.name, column, one.label, one.name, one.current_text, raw_text)
    try:
        number = one.field.clean(raw_text)
    except forms.ValidationError as error:
        suggestion = suggestion_of([error])
        if not (takes_suggestions and suggestion):
            return replace(cell, error=" ".join(error.messages), suggestion=suggestion)
        number = one.field.clean(suggestion)
    return replace(cell, number=number, value=input_text(number), text=one.field.read_back(number))
