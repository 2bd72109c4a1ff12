"""The preview of a block copied from a spreadsheet beside the grid of the entry page; nothing is written."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from operator import attrgetter
from typing import Any, cast

from chodon_thidua.lib.fields import NumberField
from chodon_thidua.lib.pasting.grid import GridInput, GridRow, place_block
from chodon_thidua.lib.pasting.pasted_cells import PastedCell, PastePreview
from chodon_thidua.lib.refusals import InvalidInput
from reports.entry.entry_page import EntryPage
from reports.entry.inputs.figure_form import FigureForm
from reports.selectors.figure_warnings import figure_warnings
from reports.services.figure_rows import apply_values
from reports.services.figure_values import figure_values

# From left to right as on the page.
PART_COLUMNS = ("numerator", "denominator")
COLUMNS = (*PART_COLUMNS, "full_year_estimate")


def paste_preview(page: EntryPage, data: Mapping[str, Any]) -> PastePreview:
    """Matches the block with the grid from the input `at` on, rows downwards as shown; blank cells change nothing.

    Shape: `data` also holds what the inputs hold now.
    Raises: InvalidInput.
    """
    code, _, column = str(data.get("at", "")).rpartition("-")
    row_forms = [FigureForm(page, row) for row in page.rows]
    first = next((n for n, form in enumerate(row_forms) if form.row.code == code), None)
    if first is None or column not in COLUMNS:
        raise InvalidInput({"at": "Hãy chọn một ô số liệu của bảng rồi dán."})
    grid_rows = [GridRow(form.row.indicator.name, dict(_grid_inputs(form, data))) for form in row_forms]
    preview = place_block(str(data.get("text", "")), grid_rows, COLUMNS, row=first, column=column)
    preview.unread = [_with_answer(row_forms[cell.row], cell, data) for cell in preview.unread]
    preview.cells = [
        _with_answer(row_forms[row], cell, data)
        for row, cells in groupby(preview.cells, key=attrgetter("row"))
        for cell in _with_warnings(page, row_forms[row], list(cells))
    ]
    return preview


def _with_answer(form: FigureForm, cell: PastedCell, data: Mapping[str, Any]) -> PastedCell:
    """The cell with the box “không áp dụng” of its row where that is ticked: a number takes its place."""
    box = form.add_prefix("not_applicable")
    return replace(cell, unticks=box) if box in data and cell.column in PART_COLUMNS else cell


def _with_warnings(page: EntryPage, form: FigureForm, cells: Sequence[PastedCell]) -> Iterator[PastedCell]:
    """The cells of one row with the warnings about its figure as it would be with all their numbers."""
    row, values = form.row, dict[str, Any]((cell.column, cell.number) for cell in cells)
    figure = apply_values(replace(figure_values(row.figure), **values), row.indicator, row.figure)
    row_warnings = figure_warnings(page.references, row.indicator, page.address.unit.pk, figure)
    for cell in cells:
        yield replace(cell, warnings=tuple(warning for warning in row_warnings if warning.field == cell.column))


def _grid_inputs(form: FigureForm, data: Mapping[str, Any]) -> Iterator[tuple[str, GridInput]]:
    """The row's inputs of numbers, by column."""
    units = {number.part.name: number.part.unit for number in form.number_inputs}
    if "full_year_estimate" in form.fields:
        units["full_year_estimate"] = form.row.indicator.unit_of_measure
    for column, unit in units.items():
        name = form.add_prefix(column)
        yield (
            column,
            GridInput(
                name, form.labels[column], unit, cast("NumberField", form.fields[column]), str(data.get(name, ""))
            ),
        )
