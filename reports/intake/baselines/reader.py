"""A filled-in workbook of last year's figures: every error with its cell, or every change beside what is stored."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby

from chodon_thidua.lib.files.cell_text import plain_text
from chodon_thidua.lib.files.workbook_reader import WorkbookRefusal, read_workbook
from chodon_thidua.lib.numbers import input_text
from chodon_thidua.lib.text import normalise_line
from reports.intake.baselines import layout as layout
from reports.intake.baselines.layout import LAYOUT, NUMBERS, TEXTS
from reports.intake.baselines.rows import FilledBaselineRow, read_rows
from reports.intake.figures.layout import same_number
from reports.intake.kit.checks import WorkbookFault, check_headings, file_fault
from reports.intake.kit.plan_checks import check_plan_workbook, fault_row
from reports.intake.kit.unread_parts import UnreadPart, unread_parts
from targets.baseline_values import ORDINALS, BaselineNumbers, baseline_hash
from targets.plan_file import BaselineRow
from targets.selectors.baselines import BaselinePage, BaselineUnitLine
from targets.selectors.latest_changes import latest_baseline_change
from targets.selectors.plan_views import PlanView
from targets.services.baselines import BaselineChange

EMPTY = "(trống)"
TEXT_LABELS = {"label": "Định nghĩa", "source": "Nguồn"}
FIGURELESS = "Chưa có số nào của đơn vị này."


@dataclass(frozen=True, slots=True)
class BaselineDifference:
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ProposedBaseline:
    """What the workbook changes of one indicator and unit; `row` is its first row there."""

    page: BaselinePage
    line: BaselineUnitLine
    row: int
    service_change: BaselineChange
    differences: tuple[BaselineDifference, ...]


@dataclass(slots=True)
class BaselineIntake:
    """Shape: changes in the plan's order; none of them may be written while there are faults."""

    view: PlanView
    name: str
    sha256: str
    faults: list[WorkbookFault] = field(default_factory=list)
    changes: list[ProposedBaseline] = field(default_factory=list)
    unread_parts: list[UnreadPart] = field(default_factory=list)

    @property
    def by_indicator(self) -> list[tuple[BaselinePage, list[ProposedBaseline]]]:
        groups = (list(own) for _, own in groupby(self.changes, key=lambda change: change.page.indicator.pk))
        return [(own[0].page, own) for own in groups]


def read_baseline_intake(content: bytes, name: str, view: PlanView, pages: Sequence[BaselinePage]) -> BaselineIntake:
    """Read a workbook against what is stored; whatever is wrong with it is in its faults.

    Queries: 1 for each unit and indicator that somebody else has changed since the template was made, else none.
    """
    result = BaselineIntake(view, name, hashlib.sha256(content).hexdigest())
    try:
        workbook = read_workbook(content, name)
    except WorkbookRefusal as refusal:
        result.faults = [file_fault(str(refusal), "")]
        return result
    result.faults = check_plan_workbook(workbook, LAYOUT, view)
    page = workbook.sheet(LAYOUT.sheet)
    if result.faults or page is None:
        return result
    table = layout.layout_of(view).table
    result.unread_parts = unread_parts(workbook, table)
    result.faults = check_headings(page, table)
    if result.faults:
        return result
    template_rows = {(*row.unit_key, row.number): row for row in layout.rows_of(pages)}
    units, result.faults = read_rows(page, template_rows)
    for unit_key in dict.fromkeys(row.unit_key for row in template_rows.values()):
        if unit_key in units:
            _read_unit(result, sorted(units[unit_key], key=lambda row: not row.template_row.is_first))
    result.faults.sort(key=fault_row)
    return result


def _read_unit(result: BaselineIntake, rows: Sequence[FilledBaselineRow]) -> None:
    """Put what the rows of one indicator and unit change, or what is wrong with them, into the result."""
    if all(row.is_unchanged for row in rows):
        return
    first = rows[0]
    page, line = first.template_row.page, first.template_row.line
    numbers = {ordinal: _numbers(line, rows, ordinal) for ordinal in ORDINALS}
    faults = list(_number_faults(page, rows, numbers))
    texts = {
        name: first.contents[name] if first.template_row.is_first else first.template_row.input_values[name]
        for name in TEXTS
    }
    texts = {name: _text_to_store(text, line, page, name) for name, text in texts.items()}
    if first.template_row.is_first and not line.stored.rows and not any(numbers.values()):
        faults += [
            LAYOUT.fault_at(name, first.number, FIGURELESS, "Nhập số trước, hoặc để ô này như cũ.")
            for name in TEXTS
            if first.contents[name] != first.template_row.input_values[name]
        ]
    if faults:
        result.faults += faults
        return
    new_rows = line.stored.revised_rows(numbers, texts["label"], texts["source"])
    if baseline_hash(new_rows) == line.stored.mark:
        return
    if any(row.key.stored_mark != line.stored.mark for row in rows):
        who = latest_baseline_change(page.indicator, line.unit)
        problem = f"{line.unit.name}, chỉ tiêu {page.indicator.code}: đã thay đổi sau khi mẫu được tải. {who}".rstrip()
        remedy = "Số mới không bị ghi đè. Tải mẫu mới, hoặc sửa trên trang số liệu năm trước."
        result.faults.append(LAYOUT.fault_at("code", first.number, problem, remedy))
        return
    change = BaselineChange(page.indicator, line.unit, new_rows, line.stored.mark)
    result.changes.append(ProposedBaseline(page, line, first.number, change, tuple(_differences(page, line, new_rows))))


def _numbers(line: BaselineUnitLine, rows: Sequence[FilledBaselineRow], ordinal: int) -> BaselineNumbers:
    """What the rows ask for; numbers without a row, and those that a spreadsheet cannot tell apart, stay as stored."""
    before = line.stored.numbers(ordinal)
    amounts: dict[str, Decimal | None] = {name: getattr(before, name) for name in ("value", "numerator", "denominator")}
    for row in rows:
        value = row.contents[NUMBERS[ordinal - 1]]
        if not same_number(value, amounts[row.key.number]):
            amounts[row.key.number] = value
    return BaselineNumbers(**amounts)


def _text_to_store(text: str, line: BaselineUnitLine, page: BaselinePage, name: str) -> str:
    """The text as it is stored where the cell shows it unchanged."""
    stored_text = line.label(page.indicator) if name == "label" else line.stored.source
    return stored_text if normalise_line(text) == normalise_line(plain_text(stored_text)) else text


def _number_faults(
    page: BaselinePage, rows: Sequence[FilledBaselineRow], numbers: Mapping[int, BaselineNumbers]
) -> Iterator[WorkbookFault]:
    at = {row.key.number: row.number for row in rows}
    remedy = "Sửa ô này, hoặc ô cùng cột ở dòng khác của đơn vị." if len(page.numbers) > 1 else "Sửa ô này."
    for ordinal, own in numbers.items():
        for name, sentence in page.faults(own).items():
            key = NUMBERS[ordinal - 1] if name in at else "code"
            yield LAYOUT.fault_at(key, at.get(name, rows[0].number), f"{page.headings[ordinal]}: {sentence}", remedy)


def _differences(
    page: BaselinePage, line: BaselineUnitLine, new_rows: Mapping[int, BaselineRow]
) -> Iterator[BaselineDifference]:
    for ordinal in ORDINALS:
        row, before = new_rows.get(ordinal), line.stored.rows.get(ordinal)
        for name, label in page.numbers.items():
            old, new = getattr(before, name, None), getattr(row, name, None)
            if old != new:
                heading = f"{page.headings[ordinal]}, {label}" if len(page.numbers) > 1 else page.headings[ordinal]
                yield BaselineDifference(heading, input_text(old) or EMPTY, input_text(new) or EMPTY)
    for name, label in TEXT_LABELS.items():
        old_texts, new_texts = (
            "; ".join(sorted({getattr(row, name) or EMPTY for row in rows.values()})) or EMPTY
            for rows in (line.stored.rows, new_rows)
        )
        if old_texts != new_texts and new_rows:
            yield BaselineDifference(label, old_texts, new_texts)
