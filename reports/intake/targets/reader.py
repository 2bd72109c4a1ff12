"""A filled-in workbook of targets: every error with its cell, or every change beside what is asked for now."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chodon_thidua.lib.files.workbook_cells import WorkbookCell
from chodon_thidua.lib.text import label_key, quote
from reports.intake.kit.cells import read_cell
from reports.intake.kit.columns import TemplateColumn, same_value
from reports.intake.kit.faults import CellFault, WorkbookFault
from reports.intake.kit.filled_rows import FilledRow
from reports.intake.kit.reading import IntakeReader
from reports.intake.targets.layout import LAYOUT, NO, SIGNS, YES, contents_of, identity_of, label_texts
from targets.models import Indicator
from targets.selectors.allocations.unit_targets import UnitTarget
from targets.selectors.changes.latest_changes import latest_change
from targets.selectors.plan_periods import PlanView
from targets.services import TargetValues

SECOND_REMEDY = "Mức phấn đấu (≥, >), mức trên (trong khoảng) hoặc sai số ± (khoảng); phép so sánh khác thì để trống."
FilledTarget = FilledRow[UnitTarget]


@dataclass(frozen=True, slots=True)
class ProposedTarget:
    """The target that the workbook sets for one unit in its row."""

    row: int
    assignment: UnitTarget
    new_values: TargetValues

    @property
    def text(self) -> str:
        return self.new_values.text(self.assignment.indicator.states)

    @property
    def group(self) -> Indicator:
        return self.assignment.indicator


class TargetReader(IntakeReader[UnitTarget, ProposedTarget]):
    """Reads the targets and allocations of one plan."""

    duplicate_note = "cùng chỉ tiêu và đơn vị"
    unknown_row = "Dòng không thuộc mẫu này: dòng chèn thêm, mã ẩn bị xóa, hoặc đơn vị không còn được giao chỉ tiêu."
    mixed_row_remedy = "Dòng bị chép đè hoặc lệch."
    mixed_row_column = ""

    def __init__(self, view: PlanView, rows: Sequence[UnitTarget]) -> None:
        super().__init__(LAYOUT, LAYOUT.stamp(view.plan.pk), {identity_of(row): row for row in rows}, str(view.plan))

    def labels(self, row: UnitTarget) -> Iterable[tuple[str, str]]:
        return label_texts(row)

    def read_input(self, row: UnitTarget, column: TemplateColumn, cell: WorkbookCell) -> Any:
        value = read_cell(cell, column, row.indicator.unit_of_measure, row.indicator.states)
        if column.key == "comparator" and value:
            sign = next((sign for sign, comparator in SIGNS.items() if value in (sign, str(comparator))), "")
            if not sign:
                raise CellFault(f"Không có phép so sánh {quote(value)}.", f"Chọn một trong: {' '.join(SIGNS)}.")
            return sign
        if column.key == "reports":
            answer = next((word for word in (YES, NO) if label_key(word) == label_key(value or NO)), "")
            if not answer:
                raise CellFault(f"Không có lựa chọn {quote(value)}.", f"Chọn “{YES}” hoặc “{NO}”.")
            return answer
        return value

    def read_changes(self, groups: Iterable[Sequence[FilledTarget]]) -> Iterator[ProposedTarget | WorkbookFault]:
        """The changes. Queries: 1 for each row that somebody else has changed since the template was made."""
        for (row,) in groups:
            assignment = row.template_row
            if row.contents["value"] is not None and not row.contents["comparator"]:
                problem = "Có giá trị nhưng chưa có phép so sánh."
                remedy = f"Chọn {', '.join(SIGNS)}, hoặc để trống giá trị."
                yield LAYOUT.fault_at("comparator", row.number, problem, remedy)
                continue
            new_values = _new_values(row.contents, assignment)
            if mistake := new_values.second_mistake:
                yield LAYOUT.fault_at("second", row.number, f"{mistake[:1].upper()}{mistake[1:]}.", SECOND_REMEDY)
                continue
            if new_values == assignment.values:
                continue
            if LAYOUT.mark(contents_of(assignment.values)) == row.key.mark:
                yield ProposedTarget(row.number, assignment, new_values)
                continue
            problem = (
                f"{assignment.unit.name}: chỉ tiêu giao đã thay đổi sau khi mẫu được tải, "
                f"nay là “{assignment.text}”. {latest_change(assignment.indicator)}"
            )
            remedy = "Mức mới không bị ghi đè. Tải mẫu mới, hoặc sửa trên trang của chỉ tiêu."
            yield LAYOUT.fault_at("value", row.number, problem.rstrip(), remedy)


def _new_values(contents: Mapping[str, Any], assignment: UnitTarget) -> TargetValues:
    """The target that the row asks for; a number that a spreadsheet cannot tell from the stored one stays as it is."""
    stored = assignment.values
    level, second = (
        own if same_value(typed, own) else typed
        for typed, own in ((contents["value"], stored.level), (contents["second"], stored.second))
    )
    return TargetValues.typed(SIGNS.get(contents["comparator"], ""), level, second, reports=contents["reports"] == YES)
