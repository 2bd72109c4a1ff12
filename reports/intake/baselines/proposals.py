"""The changes that a workbook of last year's figures proposes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from chodon_thidua.lib.state_names import value_text
from reports.intake.baselines.layout import BaselineTemplateRow
from reports.intake.kit.filled_rows import EMPTY_TEXT, FieldDifference, FilledRow
from targets.models import Indicator
from targets.plan_rows import BaselineRow
from targets.selectors.baselines.page import BaselinePage, BaselineUnitLine
from targets.services.baselines import BaselineChange

FilledBaseline = FilledRow[BaselineTemplateRow]
TEXT_LABELS = {"label": "Định nghĩa", "source": "Nguồn"}


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


def baseline_differences(
    page: BaselinePage, line: BaselineUnitLine, new_rows: Mapping[int, BaselineRow]
) -> Iterator[FieldDifference]:
    states = page.indicator.states
    for ordinal in page.view.rhythm.ordinals:
        row, before = new_rows.get(ordinal), line.stored.rows.get(ordinal)
        for name, label in page.numbers.items():
            old, new = getattr(before, name, None), getattr(row, name, None)
            if old != new:
                heading = f"{page.headings[ordinal]}, {label}" if len(page.numbers) > 1 else page.headings[ordinal]
                yield FieldDifference(
                    heading, value_text(old, states) or EMPTY_TEXT, value_text(new, states) or EMPTY_TEXT
                )
    for name, label in TEXT_LABELS.items():
        old_texts, new_texts = (
            "; ".join(sorted({getattr(row, name) or EMPTY_TEXT for row in rows.values()})) or EMPTY_TEXT
            for rows in (line.stored.rows, new_rows)
        )
        if old_texts != new_texts and new_rows:
            yield FieldDifference(label, old_texts, new_texts)
