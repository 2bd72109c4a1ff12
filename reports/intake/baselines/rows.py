"""The rows of a filled-in workbook of last year's figures, once it is known to be the template of this plan."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chodon_thidua.lib.files.workbook_reader import WorkbookCell, WorkbookSheet
from chodon_thidua.lib.text import label_key, quote
from reports.intake.baselines import layout as layout
from reports.intake.baselines.layout import LAYOUT, TEXTS, BaselineRowKey, BaselineTemplateRow
from reports.intake.kit.cells import CellFault, read_cell
from reports.intake.kit.checks import NEW_TEMPLATE, OR_NEW_TEMPLATE, WorkbookFault, text_of
from reports.intake.kit.plan_checks import filled_rows

BaselineNumberKey = tuple[int, int, str]  # indicator, unit, number


@dataclass(frozen=True, slots=True)
class FilledBaselineRow:
    """One row of the sheet; `contents` by the key of the column."""

    number: int
    key: BaselineRowKey
    template_row: BaselineTemplateRow
    contents: dict[str, Any]

    @property
    def is_unchanged(self) -> bool:
        return self.key.mark == layout.contents_mark(self.contents)


def read_rows(
    page: WorkbookSheet, template_rows: Mapping[BaselineNumberKey, BaselineTemplateRow]
) -> tuple[dict[tuple[int, int], list[FilledBaselineRow]], list[WorkbookFault]]:
    """The rows by indicator and unit, and what is wrong with others; of a unit with a row that cannot be read, none."""
    rows: dict[BaselineNumberKey, FilledBaselineRow] = {}
    row_numbers: dict[BaselineNumberKey, int] = {}
    faults: list[WorkbookFault] = []
    unreadable = set()
    for number, row_cells in filled_rows(page, LAYOUT):
        key = layout.read_key(text_of(row_cells["key"]))
        template_row = template_rows.get((key.indicator, key.unit, key.number)) if key else None
        if key is None or template_row is None:
            problem = "Dòng không thuộc mẫu này: dòng chèn thêm, mã ẩn bị xóa, hoặc đơn vị không còn nhập chỉ tiêu."
            faults.append(LAYOUT.fault_at("code", number, problem, f"Xóa dòng này. {OR_NEW_TEMPLATE}"))
            continue
        place = key.indicator, key.unit, key.number
        contents, row_faults = _contents(number, row_cells, template_row)
        if place in row_numbers:
            problem = f"Dòng này trùng với dòng {row_numbers[place]} (cùng chỉ tiêu, đơn vị và số phải nhập)."
            row_faults = [LAYOUT.fault_at("code", number, problem, "Xóa một trong hai dòng.")]
        elif problem := _label_mismatch(row_cells, template_row):
            row_faults = [
                LAYOUT.fault_at("code", number, problem, f"Dòng bị chép đè hoặc sắp xếp lệch. {NEW_TEMPLATE}")
            ]
        row_numbers.setdefault(place, number)
        rows[place] = FilledBaselineRow(number, key, template_row, contents)
        if row_faults:
            faults += row_faults
            unreadable.add(template_row.unit_key)
    units: dict[tuple[int, int], list[FilledBaselineRow]] = defaultdict(list)
    for row in rows.values():
        if row.template_row.unit_key not in unreadable:
            units[row.template_row.unit_key].append(row)
    return units, faults


def _label_mismatch(cells: Mapping[str, WorkbookCell], template_row: BaselineTemplateRow) -> str:
    """What people read in the row must be what its key says."""
    label_texts = {
        "code": template_row.page.indicator.code,
        "unit": template_row.line.unit.name,
        "what": template_row.page.numbers[template_row.number],
    }
    for key, text in label_texts.items():
        label = text_of(cells[key])
        if label_key(label) != label_key(text):
            return f"Dòng ghi {quote(label)} nhưng thuộc “{text}”."
    return ""


def _contents(
    number: int, cells: Mapping[str, WorkbookCell], template_row: BaselineTemplateRow
) -> tuple[dict[str, Any], list[WorkbookFault]]:
    """What the input cells hold, and what is wrong with those that cannot be read."""
    contents: dict[str, Any] = {}
    faults = []
    for column in layout.INPUTS:
        try:
            value = read_cell(
                cells[column.key], column.kind, column.key, template_row.page.unit_of(template_row.number)
            )
            if column.key in TEXTS and value and not template_row.is_first:
                raise CellFault("Định nghĩa, nguồn chỉ ghi ở dòng đầu của đơn vị.", "Xóa nội dung ô.")
            if column.key == "label" and len(value) > layout.LONGEST_LABEL:
                raise CellFault(f"Định nghĩa dài quá {layout.LONGEST_LABEL} ký tự.", "Rút gọn nội dung ô.")
            contents[column.key] = value
        except CellFault as fault:
            faults.append(LAYOUT.fault_at(column.key, number, fault.problem, fault.remedy))
    return contents, faults
