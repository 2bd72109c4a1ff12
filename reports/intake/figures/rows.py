"""One row of a filled-in workbook: what its cells hold, and the figure that it asks for."""

from dataclasses import fields, replace
from decimal import Decimal
from typing import Any

from chodon_thidua.lib.files.workbook_reader import WorkbookCell
from chodon_thidua.lib.numbers import input_text
from reports.intake.figures import layout as layout
from reports.intake.figures.layout import DATA, INPUTS, NOT_APPLICABLE, NOTHING, InputKind, RowContents
from reports.intake.figures.lines import TemplateLine
from reports.intake.kit.cells import CellFault, is_empty, read_cell
from reports.intake.kit.checks import FilledFigureRow, WorkbookFault, cell_address
from reports.services.figures import FigureValues, figure_values

# Where people look for what the app keeps under another name.
COLUMN_OF = {"not_applicable": "situation"}


def read_contents(row: FilledFigureRow, *, is_final: bool) -> tuple[RowContents | None, list[WorkbookFault]]:
    """What the input cells of the row hold; None with all that is wrong with them."""
    cell_values: dict[str, Any] = {}
    faults: list[WorkbookFault] = []
    for column in INPUTS:
        cell = row.cells[column.key]
        try:
            if layout.takes_input(row.line, column.key, is_final=is_final):
                cell_values[column.key] = read_cell(cell, column.kind, column.key, row.line.unit_of(column.key))
            else:
                cell_values[column.key] = _locked_value(cell, row.line, column.key)
        except CellFault as fault:
            faults.append(WorkbookFault(DATA, cell_address(column.key, row.number), fault.problem, fault.remedy))
    return (None if faults else RowContents(**cell_values)), faults


def _locked_value(cell: WorkbookCell, line: TemplateLine, key: str) -> Decimal | None:
    """What stands in a cell that is not for input: only what stood there before."""
    if key == "full_year_estimate" or (key == "denominator" and is_empty(cell)):
        return None
    if key == "denominator":
        raise CellFault("Chỉ tiêu này không có mẫu số.", "Xóa nội dung ô.")
    original = line.figure.numerator if line.figure else None
    if not layout.same_number(read_cell(cell, InputKind.NUMBER, key), original):
        raise CellFault(
            "Số được công nhận tính theo danh sách quyết định.",
            "Trả lại số cũ ở ô này; ghi từng quyết định trên trang nhập số liệu.",
        )
    return original


def values_of(contents: RowContents, line: TemplateLine, *, is_final: bool) -> FigureValues:
    """The figure that the row asks for; what it shows unchanged stays exactly as it is stored.

    Raises: CellFault about the situation.
    """
    current_values, original = figure_values(line.figure), layout.contents_of(line, is_final=is_final)
    cell_values = {
        one.name: getattr(contents, one.name)
        for one in fields(RowContents)
        if one.name != "situation" and not _same_value(getattr(contents, one.name), getattr(original, one.name))
    }
    values = replace(current_values, **cell_values, not_applicable=contents.situation == NOT_APPLICABLE)
    if line.is_recognition and not line.decisions:
        values = replace(values, numerator=None)
    if contents.situation != NOTHING:
        return values
    if line.decisions:
        raise CellFault("Đã có quyết định công nhận trong danh sách.", f"Bỏ lựa chọn “{NOTHING}”.")
    if not line.sums:
        raise CellFault("Chỉ tiêu này không có số trong kỳ để ghi là 0.", "Nhập số liệu, hoặc để trống tình trạng.")
    amounts = [getattr(values, name) for name in line.sums if getattr(values, name)]
    if amounts:
        raise CellFault(f"Đã nhập số {input_text(amounts[0])} mà lại chọn “{NOTHING}”.", "Xóa số, hoặc bỏ lựa chọn.")
    zeros: dict[str, Any] = dict.fromkeys(line.sums, Decimal(0))
    return replace(values, **zeros)


def _same_value(one: object, other: object) -> bool:
    if isinstance(one, Decimal) or isinstance(other, Decimal):
        return layout.same_number(one, other)  # type: ignore[arg-type]  # both are numbers or None
    return one == other


def cell_of(row: FilledFigureRow, name: str) -> str:
    """Where the row has the field of a figure."""
    if name == "numerator" and row.line.is_recognition:
        return cell_address("situation", row.number)
    return cell_address(COLUMN_OF.get(name, name), row.number)
