"""The figure that a filled-in row asks for."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from chodon_thidua.lib.files.workbook_cells import WorkbookCell
from chodon_thidua.lib.numbers import input_text
from reports.intake.figures import row_contents
from reports.intake.figures.layout import NOT_APPLICABLE, NOTHING
from reports.intake.figures.template_line import TemplateLine
from reports.intake.kit.cells import is_empty, read_cell
from reports.intake.kit.columns import TemplateColumn, same_value
from reports.intake.kit.faults import CellFault
from reports.services.figure_values import FigureValues, figure_values


def locked_value(cell: WorkbookCell, line: TemplateLine, column: TemplateColumn) -> Decimal | None:
    """The value of a cell that is not for input: only what stood there before.

    Raises: CellFault.
    """
    if column.key == "full_year_estimate" or (column.key == "denominator" and is_empty(cell)):
        return None
    if column.key == "denominator":
        raise CellFault("Chỉ tiêu này không có mẫu số.", "Xóa nội dung ô.")
    original = line.figure.numerator if line.figure else None
    if not same_value(read_cell(cell, column), original):
        raise CellFault(
            "Số được công nhận tính theo danh sách quyết định.",
            "Trả lại số cũ ở ô này; ghi từng quyết định trên trang nhập số liệu.",
        )
    return original


def requested_values(contents: Mapping[str, Any], line: TemplateLine, *, is_final: bool) -> FigureValues:
    """The figure that the row asks for; what it shows unchanged stays exactly as it is stored.

    Raises: CellFault about the situation.
    """
    original = row_contents.contents_of(line, is_final=is_final)
    new_values = {
        name: value for name, value in contents.items() if name != "situation" and not same_value(value, original[name])
    }
    if line.indicator.has_text and "numerator" in new_values:
        new_values["text_value"] = new_values.pop("numerator")
    is_not_applicable = contents["situation"] == NOT_APPLICABLE
    values = replace(figure_values(line.figure), **new_values, not_applicable=is_not_applicable)
    if line.is_recognition and not line.decisions:
        values = replace(values, numerator=None)
    if contents["situation"] != NOTHING:
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


def column_of(line: TemplateLine, name: str) -> str:
    """The column in which the row has the field of a figure."""
    is_situation = name == "not_applicable" or (name == "numerator" and line.is_recognition)
    if name == "text_value":
        return "numerator"
    return "situation" if is_situation else name
