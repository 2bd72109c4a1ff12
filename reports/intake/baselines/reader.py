"""A filled-in workbook of last year's figures: every error with its cell, or every change beside what is stored."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from chodon_thidua.lib.files.workbook_cells import WorkbookCell
from reports.intake.baselines.layout import TEXTS, BaselineTemplateRow, layout_of, template_rows, unnamed_layout
from reports.intake.baselines.proposals import FilledBaseline, ProposedBaseline, baseline_differences
from reports.intake.baselines.row_values import number_faults, numbers_of, text_faults, texts_to_store
from reports.intake.kit.cells import read_cell
from reports.intake.kit.columns import TemplateColumn
from reports.intake.kit.faults import CellFault, WorkbookFault
from reports.intake.kit.reading import IntakeReader
from targets.baseline_values import baseline_hash
from targets.selectors.baselines.page import BaselinePage
from targets.selectors.changes.latest_changes import latest_baseline_change
from targets.selectors.plan_periods import PlanView
from targets.services.baselines import BaselineChange


class BaselineReader(IntakeReader[BaselineTemplateRow, ProposedBaseline]):
    """Reads last year's figures of one plan; the rows of an indicator and unit are checked together."""

    duplicate_note = "cùng chỉ tiêu, đơn vị và số phải nhập"
    unknown_row = "Dòng không thuộc mẫu này: dòng chèn thêm, mã ẩn bị xóa, hoặc đơn vị không còn nhập chỉ tiêu."

    def __init__(self, view: PlanView, pages: Sequence[BaselinePage]) -> None:
        rows = {row.identity: row for row in template_rows(pages)}
        layout = layout_of(view)
        super().__init__(layout, layout.stamp(view.plan.pk), rows, str(view.plan))

    def labels(self, row: BaselineTemplateRow) -> Iterable[tuple[str, str]]:
        return row.labels.items()

    def read_input(self, row: BaselineTemplateRow, column: TemplateColumn, cell: WorkbookCell) -> Any:
        if column.key == "label" and not row.is_first:
            column = replace(column, limit=None)  # a text that must not be there is itself the fault
        value = read_cell(cell, column, row.page.unit_of(row.number), row.page.indicator.states)
        if column.key in TEXTS and value and not row.is_first:
            raise CellFault("Định nghĩa, nguồn chỉ ghi ở dòng đầu của đơn vị.", "Xóa nội dung ô.")
        return value

    def groups(self, rows: Sequence[FilledBaseline]) -> Iterable[Sequence[FilledBaseline]]:
        """The rows by indicator and unit, the row with the texts first; a group with a fault has no rows."""
        groups: dict[tuple[int, int], list[FilledBaseline]] = defaultdict(list)
        for row in sorted(rows, key=lambda row: (not row.template_row.is_first, row.number)):
            groups[row.template_row.unit_key].append(row)
        order = dict.fromkeys(row.template_row.unit_key for row in rows)
        return [groups[key] for key in order if not any(row.faults for row in groups[key])]

    def read_changes(self, groups: Iterable[Sequence[FilledBaseline]]) -> Iterator[ProposedBaseline | WorkbookFault]:
        """The changes. Queries: 1 for each unit and indicator that somebody else has changed meanwhile."""
        for rows in groups:
            first = rows[0]
            page, line = first.template_row.page, first.template_row.line
            numbers = {ordinal: numbers_of(line, rows, ordinal) for ordinal in page.view.rhythm.ordinals}
            if faults := [*number_faults(page, rows, numbers), *text_faults(first, numbers)]:
                yield from faults
                continue
            new_rows = line.stored.revised_rows(numbers, **texts_to_store(first))
            if baseline_hash(new_rows) == line.stored.mark:
                continue
            if any(row.key.state != line.stored.mark for row in rows):
                yield _outdated_fault(first)
                continue
            change = BaselineChange(page.indicator, line.unit, new_rows, line.stored.mark)
            yield ProposedBaseline(page, line, first.number, change, tuple(baseline_differences(page, line, new_rows)))


def _outdated_fault(first: FilledBaseline) -> WorkbookFault:
    page, unit = first.template_row.page, first.template_row.line.unit
    who = latest_baseline_change(page.indicator, unit)
    problem = f"{unit.name}, chỉ tiêu {page.indicator.code}: đã thay đổi sau khi mẫu được tải. {who}".rstrip()
    remedy = "Số mới không bị ghi đè. Tải mẫu mới, hoặc sửa trên trang số liệu năm trước."
    return unnamed_layout(page.view.rhythm).fault_at("code", first.number, problem, remedy)
