"""The rows of a filled-in workbook of last year's figures, once it is known to be the template of this plan."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chodon_thidua.lib.files.workbook_reader import WorkbookCell, WorkbookSheet
from chodon_thidua.lib.text import label_key, quote
from reports.intake.baselines import layout as layout
from reports.intake.baselines.layout import LAYOUT, TEXTS, Key, RowOf
from reports.intake.kit.cells import CellFault, read_cell
from reports.intake.kit.checks import NEW_TEMPLATE, OR_NEW_TEMPLATE, Fault, text_of
from reports.intake.kit.plan_checks import filled_rows

Whose = tuple[int, int, str]  # indicator, unit, number


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the sheet; `contents` by the key of the column."""

    number: int
    key: Key
    of: RowOf
    contents: dict[str, Any]

    @property
    def untouched(self) -> bool:
        return self.key.mark == layout.contents_mark(self.contents)


def read_rows(
    page: WorkbookSheet, known: Mapping[Whose, RowOf]
) -> tuple[dict[tuple[int, int], list[Row]], list[Fault]]:
    """The rows by indicator and unit, and what is wrong with others; of a unit with a row that cannot be read, none."""
    rows: dict[Whose, Row] = {}
    seen: dict[Whose, int] = {}
    faults: list[Fault] = []
    unreadable = set()
    for number, own in filled_rows(page, LAYOUT):
        key = layout.read_key(text_of(own["key"]))
        of = known.get((key.indicator, key.unit, key.number)) if key else None
        if key is None or of is None:
            wrong = "Dòng không thuộc mẫu này: dòng chèn thêm, mã ẩn bị xóa, hoặc đơn vị không còn nhập chỉ tiêu."
            faults.append(LAYOUT.fault_at("code", number, wrong, f"Xóa dòng này. {OR_NEW_TEMPLATE}"))
            continue
        place = key.indicator, key.unit, key.number
        contents, wrong_here = _contents(number, own, of)
        if place in seen:
            wrong = f"Dòng này trùng với dòng {seen[place]} (cùng chỉ tiêu, đơn vị và số phải nhập)."
            wrong_here = [LAYOUT.fault_at("code", number, wrong, "Xóa một trong hai dòng.")]
        elif wrong := _mixed(own, of):
            wrong_here = [LAYOUT.fault_at("code", number, wrong, f"Dòng bị chép đè hoặc sắp xếp lệch. {NEW_TEMPLATE}")]
        seen.setdefault(place, number)
        rows[place] = Row(number, key, of, contents)
        if wrong_here:
            faults += wrong_here
            unreadable.add(of.whose)
    units: dict[tuple[int, int], list[Row]] = defaultdict(list)
    for row in rows.values():
        if row.of.whose not in unreadable:
            units[row.of.whose].append(row)
    return units, faults


def _mixed(cells: Mapping[str, WorkbookCell], of: RowOf) -> str:
    """What people read in the row must be what its key says."""
    wanted = {"code": of.page.indicator.code, "unit": of.line.unit.name, "what": of.page.numbers[of.number]}
    for key, text in wanted.items():
        label = text_of(cells[key])
        if label_key(label) != label_key(text):
            return f"Dòng ghi {quote(label)} nhưng thuộc “{text}”."
    return ""


def _contents(number: int, cells: Mapping[str, WorkbookCell], of: RowOf) -> tuple[dict[str, Any], list[Fault]]:
    """What the input cells hold, and what is wrong with those that cannot be read."""
    contents: dict[str, Any] = {}
    faults = []
    for column in layout.INPUTS:
        try:
            value = read_cell(cells[column.key], column.kind, column.key, of.page.unit_of(of.number))
            if column.key in TEXTS and value and not of.is_first:
                raise CellFault("Định nghĩa, nguồn chỉ ghi ở dòng đầu của đơn vị.", "Xóa nội dung ô.")
            if column.key == "label" and len(value) > layout.LONGEST_LABEL:
                raise CellFault(f"Định nghĩa dài quá {layout.LONGEST_LABEL} ký tự.", "Rút gọn nội dung ô.")
            contents[column.key] = value
        except CellFault as fault:
            faults.append(LAYOUT.fault_at(column.key, number, fault.wrong, fault.mend))
    return contents, faults
