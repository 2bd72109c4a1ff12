"""A filled-in workbook of last year's figures: every error with its cell, or every change beside what is stored."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from chodon_thidua.lib.files.cell_text import plain_text
from chodon_thidua.lib.files.workbook_reader import WorkbookCell
from chodon_thidua.lib.numbers import input_text
from chodon_thidua.lib.text import normalise_line
from reports.intake.baselines.layout import LAYOUT, NUMBERS, TEXTS, BaselineTemplateRow, layout_of, template_rows
from reports.intake.kit.cells import read_cell
from reports.intake.kit.columns import TemplateColumn, same_value
from reports.intake.kit.faults import CellFault, WorkbookFault
from reports.intake.kit.reading import EMPTY_TEXT, FieldDifference, FilledRow, IntakeReader
from targets.baseline_values import ORDINALS, PARTS, BaselineNumbers, baseline_hash
from targets.models import Indicator
from targets.plan_rows import BaselineRow
from targets.selectors.baselines.page import BaselinePage, BaselineUnitLine
from targets.selectors.latest_changes import latest_baseline_change
from targets.selectors.plan_periods import PlanView
from targets.services.baselines import BaselineChange

FilledBaseline = FilledRow[BaselineTemplateRow]
TEXT_LABELS = {"label": "Định nghĩa", "source": "Nguồn"}
NO_NUMBERS = "Chưa có số nào của đơn vị này."


@dataclass(frozen=True, slots=True)
class ProposedBaseline:
    """The changes of the workbook to one indicator and unit; `row` is its first row there."""

    page: BaselinePage
    line: BaselineUnitLine
    row: int
    service_change: BaselineChange
    differences: tuple[FieldDifference, ...]

    @property
    def group(self) -> Indicator:
        return self.page.indicator


class BaselineReader(IntakeReader[BaselineTemplateRow, ProposedBaseline]):
    """Reads last year's figures of one plan; the rows of an indicator and unit are checked together."""

    duplicate_note = "cùng chỉ tiêu, đơn vị và số phải nhập"
    unknown_row = "Dòng không thuộc mẫu này: dòng chèn thêm, mã ẩn bị xóa, hoặc đơn vị không còn nhập chỉ tiêu."

    def __init__(self, view: PlanView, pages: Sequence[BaselinePage]) -> None:
        rows = {row.identity: row for row in template_rows(pages)}
        super().__init__(layout_of(view), LAYOUT.stamp(view.plan.pk), rows, str(view.plan))

    def labels(self, row: BaselineTemplateRow) -> Iterable[tuple[str, str]]:
        return row.labels.items()

    def read_input(self, row: BaselineTemplateRow, column: TemplateColumn, cell: WorkbookCell) -> Any:
        if column.key == "label" and not row.is_first:
            column = replace(column, limit=None)  # a text that must not be there is itself the fault
        value = read_cell(cell, column, row.page.unit_of(row.number))
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
            numbers = {ordinal: _numbers(line, rows, ordinal) for ordinal in ORDINALS}
            if faults := [*_number_faults(page, rows, numbers), *_text_faults(first, numbers)]:
                yield from faults
                continue
            new_rows = line.stored.revised_rows(numbers, **_texts_to_store(first))
            if baseline_hash(new_rows) == line.stored.mark:
                continue
            if any(row.key.state != line.stored.mark for row in rows):
                yield _outdated_fault(first)
                continue
            change = BaselineChange(page.indicator, line.unit, new_rows, line.stored.mark)
            yield ProposedBaseline(page, line, first.number, change, tuple(_differences(page, line, new_rows)))


def _numbers(line: BaselineUnitLine, rows: Sequence[FilledBaseline], ordinal: int) -> BaselineNumbers:
    """The numbers that the rows ask for; those without a row, or equal in a spreadsheet, stay as they are stored."""
    before = line.stored.numbers(ordinal)
    amounts: dict[str, Decimal | None] = {name: getattr(before, name) for name in PARTS}
    for row in rows:
        value = row.contents[NUMBERS[ordinal - 1]]
        if not same_value(value, amounts[row.template_row.number]):
            amounts[row.template_row.number] = value
    return BaselineNumbers(**amounts)


def _number_faults(
    page: BaselinePage, rows: Sequence[FilledBaseline], numbers: Mapping[int, BaselineNumbers]
) -> Iterator[WorkbookFault]:
    row_numbers = {row.template_row.number: row.number for row in rows}
    remedy = "Sửa ô này, hoặc ô cùng cột ở dòng khác của đơn vị." if len(page.numbers) > 1 else "Sửa ô này."
    for ordinal, own in numbers.items():
        for name, sentence in page.faults(own).items():
            key = NUMBERS[ordinal - 1] if name in row_numbers else "code"
            problem = f"{page.headings[ordinal]}: {sentence}"
            yield LAYOUT.fault_at(key, row_numbers.get(name, rows[0].number), problem, remedy)


def _text_faults(first: FilledBaseline, numbers: Mapping[int, BaselineNumbers]) -> Iterator[WorkbookFault]:
    """The texts of a unit that has no number to which they could belong."""
    row = first.template_row
    if row.is_first and not row.line.stored.rows and not any(numbers.values()):
        for name in TEXTS:
            if first.contents[name] != row.contents[name]:
                yield LAYOUT.fault_at(name, first.number, NO_NUMBERS, "Nhập số trước, hoặc để ô này như cũ.")


def _texts_to_store(first: FilledBaseline) -> dict[str, str]:
    """The texts of the first row, each as it is stored where the cell shows it unchanged."""
    row = first.template_row
    contents = first.contents if row.is_first else row.contents
    stored_texts = {"label": row.line.label(row.page.indicator), "source": row.line.stored.source}
    return {
        name: stored if normalise_line(contents[name]) == normalise_line(plain_text(stored)) else contents[name]
        for name, stored in stored_texts.items()
    }


def _outdated_fault(first: FilledBaseline) -> WorkbookFault:
    page, unit = first.template_row.page, first.template_row.line.unit
    who = latest_baseline_change(page.indicator, unit)
    problem = f"{unit.name}, chỉ tiêu {page.indicator.code}: đã thay đổi sau khi mẫu được tải. {who}".rstrip()
    remedy = "Số mới không bị ghi đè. Tải mẫu mới, hoặc sửa trên trang số liệu năm trước."
    return LAYOUT.fault_at("code", first.number, problem, remedy)


def _differences(
    page: BaselinePage, line: BaselineUnitLine, new_rows: Mapping[int, BaselineRow]
) -> Iterator[FieldDifference]:
    for ordinal in ORDINALS:
        row, before = new_rows.get(ordinal), line.stored.rows.get(ordinal)
        for name, label in page.numbers.items():
            old, new = getattr(before, name, None), getattr(row, name, None)
            if old != new:
                heading = f"{page.headings[ordinal]}, {label}" if len(page.numbers) > 1 else page.headings[ordinal]
                yield FieldDifference(heading, input_text(old) or EMPTY_TEXT, input_text(new) or EMPTY_TEXT)
    for name, label in TEXT_LABELS.items():
        old_texts, new_texts = (
            "; ".join(sorted({getattr(row, name) or EMPTY_TEXT for row in rows.values()})) or EMPTY_TEXT
            for rows in (line.stored.rows, new_rows)
        )
        if old_texts != new_texts and new_rows:
            yield FieldDifference(label, old_texts, new_texts)
