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
from reports.intake.kit.checks import NEW_TEMPLATE, OR_NEW_TEMPLATE, Fault, check_headings, text_of, whole_fault
from reports.intake.kit.plan_checks import check_book, filled_rows, row_of
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
class Change:
    """What the workbook asks of one unit in its row."""

    row: int
    asked: UnitTarget
    wanted: TargetValues


@dataclass(slots=True)
class TargetIntake:
    """Shape: changes in the plan's order; none of them may be written while there are faults."""

    view: PlanView
    name: str
    sha256: str
    faults: list[Fault] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    unread: list[UnreadPart] = field(default_factory=list)

    @property
    def by_indicator(self) -> list[tuple[UnitTarget, list[Change]]]:
        groups = (list(own) for _, own in groupby(self.changes, key=lambda change: change.asked.indicator.pk))
        return [(own[0].asked, own) for own in groups]

    @property
    def wanted(self) -> list[tuple[Indicator, Changes]]:
        """What the service is to write."""
        return [
            (first.indicator, {one.asked.unit: (one.asked.values, one.wanted) for one in own})
            for first, own in self.by_indicator
        ]


def read_targets(content: bytes, name: str, view: PlanView, rows: Sequence[UnitTarget]) -> TargetIntake:
    """Read a workbook against what is asked for now; whatever is wrong with it is in its faults.

    Queries: 1 for each row that somebody else has changed since the template was made, else none.
    """
    result = TargetIntake(view, name, hashlib.sha256(content).hexdigest())
    try:
        workbook = read_workbook(content, name)
    except WorkbookRefusal as refusal:
        result.faults = [whole_fault(str(refusal), "")]
        return result
    result.faults = check_book(workbook, LAYOUT, view)
    page = workbook.sheet(LAYOUT.sheet)
    if result.faults or page is None:
        return result
    result.unread = unread_parts(workbook, LAYOUT.table)
    result.faults = check_headings(page, LAYOUT.table)
    if result.faults:
        return result
    known = {(row.indicator.pk, row.unit.pk): row for row in rows}
    seen: dict[UnitTarget, int] = {}
    for number, own in filled_rows(page, LAYOUT):
        key = layout.read_key(text_of(own["key"]))
        asked = known.get((key.indicator, key.unit)) if key else None
        if key is None or asked is None:
            wrong = "Dòng không thuộc mẫu này: dòng chèn thêm, mã ẩn bị xóa, hoặc đơn vị không còn được giao chỉ tiêu."
            result.faults.append(LAYOUT.fault_at("code", number, wrong, f"Xóa dòng này. {OR_NEW_TEMPLATE}"))
        elif asked in seen:
            wrong = f"Dòng này trùng với dòng {seen[asked]} (cùng chỉ tiêu và đơn vị)."
            result.faults.append(LAYOUT.fault_at("code", number, wrong, "Xóa một trong hai dòng."))
        else:
            seen[asked] = number
            _read_row(result, number, own, key, asked)
    place = {row: n for n, row in enumerate(rows)}
    result.changes.sort(key=lambda change: place[change.asked])
    result.faults.sort(key=row_of)
    return result


def _read_row(
    result: TargetIntake, number: int, cells: Mapping[str, WorkbookCell], key: layout.Key, asked: UnitTarget
) -> None:
    """Put what the row changes, or what is wrong with it, into the result."""
    for place, text in layout.told(asked):
        label = text_of(cells[place])
        if label_key(label) != label_key(text):
            wrong = f"Dòng ghi {quote(label)} nhưng thuộc “{text}”."
            result.faults.append(LAYOUT.fault_at(place, number, wrong, f"Dòng bị chép đè hoặc lệch. {NEW_TEMPLATE}"))
            return
    contents: dict[str, Any] = {}
    faults, unit = [], asked.indicator.unit_of_measure
    for column in INPUTS:
        try:
            contents[column.key] = _read(cells[column.key], column.kind, column.key, unit)
        except CellFault as fault:
            faults.append(LAYOUT.fault_at(column.key, number, fault.wrong, fault.mend))
    if not faults and contents["value"] is not None and not contents["comparator"]:
        mend = f"Chọn {', '.join(SIGNS)}, hoặc để trống giá trị."
        faults.append(LAYOUT.fault_at("comparator", number, "Có giá trị nhưng chưa có phép so sánh.", mend))
    if faults or layout.mark(contents) == key.mark:
        result.faults += faults
        return
    wanted = _wanted(contents, asked)
    if wanted == asked.values:
        return
    if layout.mark(layout.shown(asked.values)) != key.mark:
        wrong = f"{asked.unit.name}: chỉ tiêu giao đã thay đổi sau khi mẫu được tải, nay là “{asked.values}”."
        wrong = f"{wrong} {latest_change(asked.indicator)}".rstrip()
        mend = "Mức mới không bị ghi đè. Tải mẫu mới, hoặc sửa trên trang của chỉ tiêu."
        result.faults.append(LAYOUT.fault_at("value", number, wrong, mend))
        return
    result.changes.append(Change(number, asked, wanted))


def _read(cell: WorkbookCell, kind: Any, key: str, unit: str) -> Any:
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


def _wanted(contents: Mapping[str, Any], asked: UnitTarget) -> TargetValues:
    """A number that a spreadsheet cannot tell from the stored one stays as it is stored."""
    value, reports = contents["value"], contents["reports"] == YES
    if value is None:
        return TargetValues(None, None, reports)
    kept = asked.values.value if same_number(value, asked.values.value) else value
    return TargetValues(SIGNS[contents["comparator"]], kept, reports)
