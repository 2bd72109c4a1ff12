"""A block copied from a spreadsheet, laid over the grid of the entry page to look at; nothing is written."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from django import forms

from chodon_thidua.lib.numbers import input_text, read_back
from chodon_thidua.lib.refusals import InvalidInput
from chodon_thidua.lib.text import normalise_line, without_invisible
from reports.entry.figure_form import FigureForm
from reports.entry.input_states import suggestion_of
from reports.entry.page import EntryPage
from reports.selectors.figure_warnings import figure_warnings
from reports.services.figures import apply_values, figure_values
from reports.warning_rules import FigureWarning

# From left to right as on the page.
COLUMNS = ("numerator", "denominator", "full_year_estimate")
LONGEST, MOST_CELLS = 20_000, 600
TOO_LARGE = "Vùng đã chép lớn quá. Hãy chép từng phần của bảng rồi dán."


@dataclass(frozen=True, slots=True)
class PastedCell:
    """One pasted number and the input that it goes into; `error` says why it stays out, `fill` what else it may be."""

    indicator: str
    label: str
    name: str
    current_text: str
    raw_text: str
    value: str = ""
    text: str = ""
    error: str = ""
    suggestion: str = ""
    warnings: tuple[FigureWarning, ...] = ()


@dataclass(slots=True)
class PastePreview:
    """Shape: `cells` go in, `unread` are no numbers, `placeless` have no input: the text and the row that it met."""

    cells: list[PastedCell] = field(default_factory=list)
    unread: list[PastedCell] = field(default_factory=list)
    placeless: list[tuple[str, str]] = field(default_factory=list)

    @property
    def has_suggestions(self) -> bool:
        """Whether another reading of an unread text is offered."""
        return any(cell.suggestion for cell in self.unread)


def block_of(text: str) -> list[list[str]]:
    """The copied cells by row, as spreadsheets put them on the clipboard: tabs between cells, quotes around odd ones.

    Raises: InvalidInput for what is too large or no table at all.
    """
    if len(text) > LONGEST:
        raise InvalidInput({"text": TOO_LARGE})
    try:
        lines = csv.reader(io.StringIO(without_invisible(text), newline=""), delimiter="\t")
        rows = [[normalise_line(cell) for cell in row] for row in lines]
    except csv.Error as error:
        raise InvalidInput({"text": "Không đọc được vùng đã chép. Hãy chép lại từ bảng tính."}) from error
    while rows and not any(rows[-1]):
        rows.pop()
    if sum(map(len, rows)) > MOST_CELLS:
        raise InvalidInput({"text": TOO_LARGE})
    return rows


def paste(page: EntryPage, data: Mapping[str, Any]) -> PastePreview:
    """Lay the block over the grid from the input `at` on, rows downwards as shown; blank cells change nothing.

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
    """Put beside the row's cells what is to be checked in the figure as it would be; its last cells are the row's."""
    row = form.row
    figure = apply_values(replace(figure_values(row.figure), **numbers), row.indicator, row.figure)
    row_warnings = figure_warnings(page.references, row.indicator, page.address.unit.pk, figure)
    for n, name in enumerate(numbers, len(cells) - len(numbers)):
        cells[n] = replace(cells[n], warnings=tuple(one for one in row_warnings if one.field == name))


def _place_text(
    result: PastePreview, form: FigureForm | None, column: str, raw_text: str, data: Mapping[str, Any]
) -> dict[str, Decimal]:
    """Put one pasted text where it belongs; the number by its field where it goes in."""
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
    """The numbers that the row has inputs for: by name their label and unit."""
    units = {number.part.name: number.part.unit for number in form.numbers}
    if "full_year_estimate" in form.fields:
        units["full_year_estimate"] = form.row.indicator.unit_of_measure
    return {name: (form.labels[name], unit) for name, unit in units.items()}
