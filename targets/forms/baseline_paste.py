"""A block copied from a spreadsheet, put into the form of last year's figures; saving the form writes it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from chodon_thidua.lib.pasting.grid import GridInput, GridRow, place_block
from chodon_thidua.lib.pasting.pasted_cells import PastedCell, PastePreview
from chodon_thidua.lib.refusals import InvalidInput
from chodon_thidua.lib.state_names import value_text
from chodon_thidua.lib.text import label_key
from targets.forms.baselines import BaselineForm
from targets.forms.unit_baseline import BaselineNumberRow, UnitBaselineForm
from targets.selectors.baselines.page import BaselinePage


@dataclass(slots=True)
class BaselinePaste:
    """The choice of where to paste, with the form of the page.

    Shape: `row`, `column` and `text` are what the person chose; `preview` lists the pasted numbers, which the form has
    in its inputs, or `refusal` says why the block has no place.
    """

    form: BaselineForm
    row: str = ""
    column: str = "1"
    text: str = ""
    preview: PastePreview = field(default_factory=PastePreview)
    refusal: InvalidInput | None = None

    @property
    def rows(self) -> dict[str, str]:
        """The names of the rows by their keys, from the top of the page."""
        return {row.key: _row_name(unit, row) for unit in self.form.units for row in unit.number_rows}

    @property
    def first_row(self) -> str:
        """The key of the row to paste from: the chosen one, else that of the first unit below the owner."""
        units = sorted(self.form.units, key=lambda unit: unit.line.is_owner)
        return self.row or next((row.key for unit in units for row in unit.number_rows), "")

    @property
    def is_preview(self) -> bool:
        """Tells whether anything was pasted."""
        return bool(self.preview.cells or self.preview.unread or self.preview.placeless)

    @property
    def is_ready(self) -> bool:
        """Tells whether the form can be saved as it is now."""
        return bool(self.preview.cells) and not self.form.invalid_forms


def baseline_paste(page: BaselinePage, data: Mapping[str, Any]) -> BaselinePaste:
    """Puts the block into the form from the chosen row and column on, rows downwards as shown or by the units' names.

    Shape: `data` holds `row`, `column` and `text` beside all inputs of the form; with `suggestions` a number that is
    not written as a Vietnamese writes it is taken as the one that it may be.
    """
    row, column, text = (str(data.get(name, "")) for name in ("row", "column", "text"))
    paste = BaselinePaste(BaselineForm(page, data), row, column, text)
    grid = {line.key: _grid_row(unit, line) for unit in paste.form.units for line in unit.number_rows}
    columns = [str(ordinal) for ordinal in page.view.rhythm.ordinals]
    try:
        if row not in grid or column not in columns:
            raise InvalidInput({"row": "Hãy chọn ô đầu tiên để dán: một dòng và một cột của bảng."})
        keys = list(grid)
        paste.preview = place_block(
            text,
            [*grid.values()],
            columns,
            row=keys.index(row),
            column=column,
            row_names=_row_names(paste.form, keys, row),
            takes_suggestions=bool(data.get("suggestions")),
        )
    except InvalidInput as refusal:
        paste.refusal = refusal
        return paste
    values = {cell.name: cell.value for cell in paste.preview.cells}
    paste.form = BaselineForm(page, dict(data.items()) | values)
    paste.preview.cells = [replace(cell, error=_error(paste.form, cell)) for cell in paste.preview.cells]
    return paste


def _grid_row(unit: UnitBaselineForm, row: BaselineNumberRow) -> GridRow:
    inputs = {
        str(cell.ordinal): GridInput(
            cell.field.html_name,
            cell.heading,
            cell.field.field.unit,
            cell.field.field,
            value_text(cell.field.initial, unit.page.indicator.states),
        )
        for cell in row.cells
    }
    return GridRow(_row_name(unit, row), inputs)


def _row_names(form: BaselineForm, keys: list[str], chosen: str) -> dict[str, int]:
    """The places of the rows that hold the chosen number, by the names of their units; a name of two units is none."""
    number = chosen.rpartition("-")[2]
    places: dict[str, set[int]] = defaultdict(set)
    for unit in form.units:
        for name in (unit.line.unit.name, unit.line.unit.short_name):
            places[label_key(name)].add(keys.index(unit.add_prefix(number)))
    return {name: next(iter(own)) for name, own in places.items() if len(own) == 1}


def _row_name(unit: UnitBaselineForm, row: BaselineNumberRow) -> str:
    """“Xã Ngọc Phái”; of an indicator with several numbers with that which the row holds."""
    name = str(unit.line.unit.name)
    return f"{name}: {row.label}" if len(unit.page.numbers) > 1 else name


def _error(form: BaselineForm, cell: PastedCell) -> str:
    """The sentence on a number that fits no figure of its unit."""
    prefix, _, name = cell.name.partition("-")
    unit = next(unit for unit in form.units if unit.prefix == prefix)
    return " ".join(map(str, unit.errors.get(name, ())))
