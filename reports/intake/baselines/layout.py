"""The workbook of last year's figures as it looks, for whoever writes it and whoever reads it back.

A row for each indicator, unit and number; definition and source stand in the first row of a unit for all its numbers.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from chodon_thidua.lib.files.cell_text import plain_text
from reports.intake.kit.columns import SOURCE_LIMIT, InputKind, TemplateColumn, TemplateLayout, TextLimit
from targets.baseline_values import ORDINALS, PARTS
from targets.selectors.baselines.labels import ordinal_headings
from targets.selectors.baselines.page import BaselinePage, BaselineUnitLine
from targets.selectors.plan_periods import PlanView

DATA = "Số liệu năm trước"
NUMBERS = tuple(f"o{ordinal}" for ordinal in ORDINALS)  # by the key of the column
TEXTS = ("label", "source")
LABEL_LIMIT = TextLimit(
    longest=120,
    problem="Định nghĩa dài quá 120 ký tự.",
    remedy="Rút gọn nội dung ô.",
    error=("Nội dung quá dài", "Ô này không quá 120 ký tự."),
)
LAYOUT = TemplateLayout(
    kind="nam-truoc",
    version="1",
    subject="số liệu năm trước",
    sheet=DATA,
    columns=(
        TemplateColumn("key", "Mã ẩn", 4),
        TemplateColumn("code", "Mã", 7),
        TemplateColumn("name", "Chỉ tiêu", 32, is_wrapped=True),
        TemplateColumn("unit", "Đơn vị", 18, is_wrapped=True),
        TemplateColumn("what", "Số phải nhập", 32, is_wrapped=True),
        *(TemplateColumn(key, f"{{{key}}}", 13, InputKind.NUMBER) for key in NUMBERS),  # headed by the plan's periods
        TemplateColumn("label", "Định nghĩa, chuẩn áp dụng", 20, InputKind.TEXT, is_wrapped=True, limit=LABEL_LIMIT),
        TemplateColumn("source", "Nguồn", 34, InputKind.TEXT, is_wrapped=True, limit=SOURCE_LIMIT),
    ),
    # Indicator, unit, number; mark of what is stored of the unit.
    key_pattern=f"(?P<identity>[0-9]+-[0-9]+-(?:{'|'.join(PARTS)}))-(?P<state>[^-]*)-(?P<mark>[^-]*)",
    scrolled_from=NUMBERS[0],
)


def layout_of(view: PlanView) -> TemplateLayout:
    """The layout with the names of the plan's periods in its headings."""
    headings = ordinal_headings(view)
    return LAYOUT.with_headings(**{key: headings[ordinal] for ordinal, key in zip(ORDINALS, NUMBERS, strict=True)})


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
        numbers = (getattr(last_year.numbers(ordinal), self.number) for ordinal in ORDINALS)
        texts = (self.line.label(self.page.indicator), last_year.source) if self.is_first else ("", "")
        return dict(zip(NUMBERS, numbers, strict=True)) | dict(zip(TEXTS, map(plain_text, texts), strict=True))

    @property
    def labels(self) -> dict[str, str]:
        """The texts by which people know the row, by the key of the column."""
        return {"code": self.page.indicator.code, "unit": self.line.unit.name, "what": self.page.numbers[self.number]}


def template_rows(pages: Sequence[BaselinePage]) -> Iterator[BaselineTemplateRow]:
    for page in pages:
        for line in page.lines:
            for place, number in enumerate(page.numbers):
                yield BaselineTemplateRow(page, line, number, is_first=place == 0)
