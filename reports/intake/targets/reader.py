"""A filled-in workbook of targets: every error with its cell, or every change beside what is asked for now."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from chodon_thidua.lib.files.workbook_reader import WorkbookCell, WorkbookRefusal, read_workbook
from chodon_thidua.lib.text import label_key, quote
from reports.intake.figures.layout import same_number
from reports.intake.kit.cells import CellFault, read_cell
from reports.intake.kit.checks import NEW_TEMPLATE, OR_NEW_TEMPLATE, WorkbookFault, check_headings, file_fault, text_of
from reports.intake.kit.plan_checks import check_plan_workbook, fault_row, filled_rows
from reports.intake.kit.unread_parts import UnreadPart, unread_parts
from reports.intake.targets import layout as layout
from reports.intake.targets.layout import INPUTS, LAYOUT, NO, SIGNS, YES
from targets.models import Indicator
from targets.selectors.allocations import UnitTarget
from targets.selectors.latest_changes import latest_change
from targets.selectors.plan_views import PlanView
from targets.services import TargetValues
from targets.services.targets import Changes


@dataclass(frozen=True, slots=True)
class ProposedTarget:
    """What the workbook asks of one unit in its row."""

    row: int
    assignment: UnitTarget
    new_values: TargetValues


@dataclass(slots=True)
class TargetIntake:
    """Shape: changes in the plan's order; none of them may be written while there are faults."""

    view: PlanView
    name: str
    sha256: str
    faults: list[WorkbookFault] = field(default_factory=list)
    changes: list[ProposedTarget] = field(default_factory=list)
    unread_parts: list[UnreadPart] = field(default_factory=list)

    @property
    def by_indicator(self) -> list[tuple[UnitTarget, list[ProposedTarget]]]:
        groups = (
            list(group_rows)
            for _, group_rows in groupby(self.changes, key=lambda change: change.assignment.indicator.pk)
        )
        return [(group_rows[0].assignment, group_rows) for group_rows in groups]

    @property
    def service_changes(self) -> list[tuple[Indicator, Changes]]:
        """What the service is to write."""
        return [
            (first.indicator, {one.assignment.unit: (one.assignment.values, one.new_values) for one in group_rows})
            for first, group_rows in self.by_indicator
        ]


def read_target_intake(content: bytes, name: str, view: PlanView, rows: Sequence[UnitTarget]) -> TargetIntake:
    """Read a workbook against what is asked for now; whatever is wrong with it is in its faults.

    Queries: 1 for each row that somebody else has changed since the template was made, else none.
    """
    result = TargetIntake(view, name, hashlib.sha256(content).hexdigest())
    try:
        workbook = read_workbook(content, name)
    except WorkbookRefusal as refusal:
        result.faults = [file_fault(str(refusal), "")]
        return result
    result.faults = check_plan_workbook(workbook, LAYOUT, view)
    worksheet = workbook.sheet(LAYOUT.sheet)
    if result.faults or worksheet is None:
        return result
    result.unread_parts = unread_parts(workbook, LAYOUT.table)
    result.faults = check_headings(worksheet, LAYOUT.table)
    if result.faults:
        return result
    rows_by_key = {(row.indicator.pk, row.unit.pk): row for row in rows}
    row_numbers: dict[UnitTarget, int] = {}
    for number, group_rows in filled_rows(worksheet, LAYOUT):
        key = layout.read_key(text_of(group_rows["key"]))
        assignment = rows_by_key.get((key.indicator, key.unit)) if key else None
        if key is None or assignment is None:
            problem = (
                "Dòng không thuộc mẫu này: dòng chèn thêm, mã ẩn bị xóa, hoặc đơn vị không còn được giao chỉ tiêu."
            )
            result.faults.append(LAYOUT.fault_at("code", number, problem, f"Xóa dòng này. {OR_NEW_TEMPLATE}"))
        elif assignment in row_numbers:
            problem = f"Dòng này trùng với dòng {row_numbers[assignment]} (cùng chỉ tiêu và đơn vị)."
            result.faults.append(LAYOUT.fault_at("code", number, problem, "Xóa một trong hai dòng."))
        else:
            row_numbers[assignment] = number
            _read_row(result, number, group_rows, key, assignment)
    place = {row: n for n, row in enumerate(rows)}
    result.changes.sort(key=lambda change: place[change.assignment])
    result.faults.sort(key=fault_row)
    return result


def _read_row(
    result: TargetIntake,
    number: int,
    cells: Mapping[str, WorkbookCell],
    key: layout.TargetRowKey,
    assignment: UnitTarget,
) -> None:
    """Put what the row changes, or what is wrong with it, into the result."""
    for place, text in layout.label_texts(assignment):
        label = text_of(cells[place])
        if label_key(label) != label_key(text):
            problem = f"Dòng ghi {quote(label)} nhưng thuộc “{text}”."
            result.faults.append(LAYOUT.fault_at(place, number, problem, f"Dòng bị chép đè hoặc lệch. {NEW_TEMPLATE}"))
            return
    contents: dict[str, Any] = {}
    faults, unit = [], assignment.indicator.unit_of_measure
    for column in INPUTS:
        try:
            contents[column.key] = _read_input(cells[column.key], column.kind, column.key, unit)
        except CellFault as fault:
            faults.append(LAYOUT.fault_at(column.key, number, fault.problem, fault.remedy))
    if not faults and contents["value"] is not None and not contents["comparator"]:
        remedy = f"Chọn {', '.join(SIGNS)}, hoặc để trống giá trị."
        faults.append(LAYOUT.fault_at("comparator", number, "Có giá trị nhưng chưa có phép so sánh.", remedy))
    if faults or layout.contents_mark(contents) == key.mark:
        result.faults += faults
        return
    new_values = _new_values(contents, assignment)
    if new_values == assignment.values:
        return
    if layout.contents_mark(layout.input_values(assignment.values)) != key.mark:
        problem = (
            f"{assignment.unit.name}: chỉ tiêu giao đã thay đổi sau khi mẫu được tải, nay là “{assignment.values}”."
        )
        problem = f"{problem} {latest_change(assignment.indicator)}".rstrip()
        remedy = "Mức mới không bị ghi đè. Tải mẫu mới, hoặc sửa trên trang của chỉ tiêu."
        result.faults.append(LAYOUT.fault_at("value", number, problem, remedy))
        return
    result.changes.append(ProposedTarget(number, assignment, new_values))


def _read_input(cell: WorkbookCell, kind: Any, key: str, unit: str) -> Any:
    """The value of an input cell; a level in the unit of measure.

    Raises: CellFault.
    """
    value = read_cell(cell, kind, key, unit)
    if key == "comparator" and value:
        sign = next((sign for sign, one in SIGNS.items() if value in (sign, str(one))), "")
        if not sign:
            raise CellFault(f"Không có phép so sánh {quote(value)}.", f"Chọn một trong: {' '.join(SIGNS)}.")
        return sign
    if key == "reports":
        answer = next((one for one in (YES, NO) if label_key(one) == label_key(value or NO)), "")
        if not answer:
            raise CellFault(f"Không có lựa chọn {quote(value)}.", f"Chọn “{YES}” hoặc “{NO}”.")
        return answer
    return value


def _new_values(contents: Mapping[str, Any], assignment: UnitTarget) -> TargetValues:
    """A number that a spreadsheet cannot tell from the stored one stays as it is stored."""
    value, reports = contents["value"], contents["reports"] == YES
    if value is None:
        return TargetValues(None, None, reports)
    level = assignment.values.value if same_number(value, assignment.values.value) else value
    return TargetValues(SIGNS[contents["comparator"]], level, reports)
