"""The preview of a block copied from a spreadsheet beside the grid of the entry page; nothing is written."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django import forms

from chodon_thidua.lib.numbers import input_text, read_back
from chodon_thidua.lib.refusals import InvalidInput
from reports.entry.entry_page import EntryPage
from reports.entry.inputs.figure_form import FigureForm
from reports.entry.inputs.input_texts import suggestion_of
from reports.entry.paste.block import block_of
from reports.entry.paste.pasted_cells import PastedCell, PastePreview
from reports.selectors.figure_warnings import figure_warnings
from reports.services.figure_rows import apply_values
from reports.services.figure_values import figure_values

# From left to right as on the page.
COLUMNS = ("numerator", "denominator", "full_year_estimate")


def paste_preview(page: EntryPage, data: Mapping[str, Any]) -> PastePreview:
    """Matches the block with the grid from the input `at` on, rows downwards as shown; blank cells change nothing.

    Shape: `data` also holds what the inputs hold now.
    Raises: InvalidInput.
    """
    code, _, column = str(data.get("at", "")).rpartition("-")
    forms_below = [FigureForm(page, row) for row in page.rows]
    first = next((n for n, form in enumerate(forms_below) if form.row.code == code), None)
    if first is None or column not in COLUMNS:
        raise InvalidInput({"at": "Hãy chọn một ô số liệu của bảng rồi dán."})
    result = PastePreview()
    for n, typed_row in enumerate(block_of(str(data.get("text", ""))), first):
        form = forms_below[n] if n < len(forms_below) else None
        numbers: dict[str, Decimal] = {}
        for m, raw_text in enumerate(typed_row, COLUMNS.index(column)):
            if raw_text:
                numbers |= _place_text(result, form, COLUMNS[m] if m < len(COLUMNS) else "", raw_text, data)
        if form and numbers:
            _add_warnings(result.cells, page, form, numbers)
    return result


def _add_warnings(cells: list[PastedCell], page: EntryPage, form: FigureForm, numbers: dict[str, Any]) -> None:
    """Adds to the last cells, which are the row's, the warnings about the figure as it would be with its `numbers`."""
    row = form.row
    figure = apply_values(replace(figure_values(row.figure), **numbers), row.indicator, row.figure)
    row_warnings = figure_warnings(page.references, row.indicator, page.address.unit.pk, figure)
    for n, name in enumerate(numbers, len(cells) - len(numbers)):
        cells[n] = replace(cells[n], warnings=tuple(warning for warning in row_warnings if warning.field == name))


def _place_text(
    result: PastePreview, form: FigureForm | None, column: str, raw_text: str, data: Mapping[str, Any]
) -> dict[str, Decimal]:
    """Enters one pasted text into the result; returns the number by its field where it has an input."""
    labels = _labels(form) if form else {}
    if form is None or column not in labels:
        result.placeless.append((raw_text, form.row.indicator.name if form else ""))
        return {}
    label, unit = labels[column]
    name = form.add_prefix(column)
    cell: dict[str, Any] = {"indicator": form.row.indicator.name, "label": label, "name": name, "raw_text": raw_text}
    cell["current_text"] = str(data.get(name, ""))
    try:
        value: Decimal = form.fields[column].clean(raw_text)
    except forms.ValidationError as error:
        result.unread.append(PastedCell(**cell, error=" ".join(error.messages), suggestion=suggestion_of([error])))
        return {}
    result.cells.append(PastedCell(**cell, value=input_text(value), text=read_back(value, unit)))
    return {column: value}


def _labels(form: FigureForm) -> dict[str, tuple[str, str]]:
    """Returns label and unit of measure of the row's inputs of numbers, by name."""
    units = {number.part.name: number.part.unit for number in form.number_inputs}
    if "full_year_estimate" in form.fields:
        units["full_year_estimate"] = form.row.indicator.unit_of_measure
    return {name: (form.labels[name], unit) for name, unit in units.items()}
