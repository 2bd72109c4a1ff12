"""The numbers and texts that the rows of one unit ask for, and the faults among them."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from chodon_thidua.lib.files.cell_text import plain_text
from chodon_thidua.lib.text import normalise_line
from reports.intake.baselines.layout import TEXTS, number_key, unnamed_layout
from reports.intake.baselines.proposals import FilledBaseline
from reports.intake.kit.columns import same_value
from reports.intake.kit.faults import WorkbookFault
from targets.baseline_values import PARTS, BaselineNumbers
from targets.selectors.baselines.page import BaselinePage, BaselineUnitLine

NO_NUMBERS = "Chưa có số nào của đơn vị này."


def numbers_of(line: BaselineUnitLine, rows: Sequence[FilledBaseline], ordinal: int) -> BaselineNumbers:
    """The numbers that the rows ask for; those without a row, or equal in a spreadsheet, stay as they are stored."""
    before = line.stored.numbers(ordinal)
    amounts: dict[str, Decimal | None] = {name: getattr(before, name) for name in PARTS}
    for row in rows:
        value = row.contents[number_key(ordinal)]
        if not same_value(value, amounts[row.template_row.number]):
            amounts[row.template_row.number] = value
    return BaselineNumbers(**amounts)


def number_faults(
    page: BaselinePage, rows: Sequence[FilledBaseline], numbers: Mapping[int, BaselineNumbers]
) -> Iterator[WorkbookFault]:
    row_numbers = {row.template_row.number: row.number for row in rows}
    remedy = "Sửa ô này, hoặc ô cùng cột ở dòng khác của đơn vị." if len(page.numbers) > 1 else "Sửa ô này."
    for ordinal, own in numbers.items():
        for name, sentence in page.faults(own).items():
            key = number_key(ordinal) if name in row_numbers else "code"
            problem = f"{page.headings[ordinal]}: {sentence}"
            yield unnamed_layout(page.view.rhythm).fault_at(key, row_numbers.get(name, rows[0].number), problem, remedy)


def text_faults(first: FilledBaseline, numbers: Mapping[int, BaselineNumbers]) -> Iterator[WorkbookFault]:
    """The texts of a unit that has no number to which they could belong."""
    row = first.template_row
    if row.is_first and not row.line.stored.rows and not any(numbers.values()):
        for name in TEXTS:
            if first.contents[name] != row.contents[name]:
                layout = unnamed_layout(row.page.view.rhythm)
                yield layout.fault_at(name, first.number, NO_NUMBERS, "Nhập số trước, hoặc để ô này như cũ.")


def texts_to_store(first: FilledBaseline) -> dict[str, str]:
    """The texts of the first row, each as it is stored where the cell shows it unchanged."""
    row = first.template_row
    contents = first.contents if row.is_first else row.contents
    stored_texts = {"label": row.line.label(row.page.indicator), "source": row.line.stored.source}
    return {
        name: stored if normalise_line(contents[name]) == normalise_line(plain_text(stored)) else contents[name]
        for name, stored in stored_texts.items()
    }
