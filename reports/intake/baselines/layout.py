"""The workbook of last year's figures as it looks, for whoever writes it and whoever reads it back.

A row for each indicator, unit and number; definition and source stand in the first row of a unit for all its numbers.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from chodon_thidua.lib.files.cell_text import plain_text
from reports.intake.kit.columns import SOURCE_LIMIT, InputKind, TemplateColumn, TextLimit
from reports.intake.kit.template_layout import TemplateLayout
from targets.baseline_values import PARTS
from targets.rhythm import Rhythm
from targets.selectors.baselines.labels import ordinal_headings
from targets.selectors.baselines.page import BaselinePage, BaselineUnitLine
from targets.selectors.plan_periods import PlanView

DATA = "Số liệu năm trước"
TEXTS = ("label", "source")
LABEL_LIMIT = TextLimit(
    longest=120,
    problem="Định nghĩa dài quá 120 ký tự.",
    remedy="Rút gọn nội dung ô.",
    error=("Nội dung quá dài", "Ô này không quá 120 ký tự."),
)


def number_key(ordinal: int) -> str:
    """The key of the column with the numbers of a period."""
    return f"o{ordinal}"


def number_keys(rhythm: Rhythm) -> tuple[str, ...]:
    return tuple(map(number_key, rhythm.ordinals))


@cache
def unnamed_layout(rhythm: Rhythm) -> TemplateLayout:
    """The layout with a column for each period, without the names that the plan gives them."""
    return TemplateLayout(
        kind="nam-truoc",
        version="1",
        subject="số liệu năm trước",
        sheet=DATA,
        columns=(
            TemplateColumn("key", "Mã ẩn", 4),
            TemplateColumn("code", "Mã", 7),
            TemplateColumn("name", "Chỉ tiêu", 32, is_wrapped=True),
            TemplateColumn("unit", "Đơn vị", 18, is_wrapped=True),
            TemplateColumn("number_label", "Số phải nhập", 32, is_wrapped=True),
            *(TemplateColumn(key, f"{{{key}}}", 13, InputKind.NUMBER) for key in number_keys(rhythm)),
            TemplateColumn(
                "label", "Định nghĩa, chuẩn áp dụng", 20, InputKind.TEXT, is_wrapped=True, limit=LABEL_LIMIT
            ),
            TemplateColumn("source", "Nguồn", 34, InputKind.TEXT, is_wrapped=True, limit=SOURCE_LIMIT),
        ),
        # Indicator, unit, number; mark of what is stored of the unit.
        key_pattern=f"(?P<identity>[0-9]+-[0-9]+-(?:{'|'.join(PARTS)}))-(?P<state>[^-]*)-(?P<mark>[^-]*)",
        scrolled_from=number_key(1),
    )


def layout_of(view: PlanView) -> TemplateLayout:
    """The layout with the names of the plan's periods in its headings."""
    headings = {number_key(ordinal): heading for ordinal, heading in ordinal_headings(view).items()}
    return unnamed_layout(view.rhythm).with_headings(**headings)


@dataclass(frozen=True, slots=True)
class BaselineTemplateRow:
    """The subject of one row: a number of an indicator and unit; the first one carries the texts."""

    page: BaselinePage
    line: BaselineUnitLine
    number: str
    is_first: bool

    @property
    def unit_key(self) -> tuple[int, int]:
        return self.page.indicator.pk, self.line.unit.pk

    @property
    def identity(self) -> str:
        return f"{self.page.indicator.pk}-{self.line.unit.pk}-{self.number}"

    @property
    def contents(self) -> dict[str, Any]:
        """The stored numbers and texts, as the input cells of the row show them."""
        last_year = self.line.stored
        ordinals = self.page.view.rhythm.ordinals
        numbers = {number_key(ordinal): getattr(last_year.numbers(ordinal), self.number) for ordinal in ordinals}
        texts = (self.line.label(self.page.indicator), last_year.source) if self.is_first else ("", "")
        return numbers | dict(zip(TEXTS, map(plain_text, texts), strict=True))

    @property
    def labels(self) -> dict[str, str]:
        """The texts by which people know the row, by the key of the column."""
        return {
            "code": self.page.indicator.code,
            "unit": self.line.unit.name,
            "number_label": self.page.numbers[self.number],
        }


def template_rows(pages: Sequence[BaselinePage]) -> Iterator[BaselineTemplateRow]:
    for page in pages:
        for line in page.lines:
            for place, number in enumerate(page.numbers):
                yield BaselineTemplateRow(page, line, number, is_first=place == 0)
