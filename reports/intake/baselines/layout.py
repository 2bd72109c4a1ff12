"""What the workbook of last year's figures looks like, for whoever writes it and whoever reads it back.

A row for each indicator, unit and number; definition and source stand in the first row of a unit for all its numbers.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from chodon_thidua.lib.files.cell_text import plain_text
from reports.intake.figures.layout import LONGEST_KEY, MARK_LENGTH, InputKind, TemplateColumn, canonical_text
from reports.intake.kit.plan_checks import TemplateLayout
from targets.baseline_values import ORDINALS, PARTS
from targets.selectors.baselines import BaselinePage, BaselineUnitLine, ordinal_headings
from targets.selectors.plan_views import PlanView

DATA = "Số liệu năm trước"
HEADING_ROW = 5
FIRST_ROW = HEADING_ROW + 1
LONGEST_LABEL = 120
NUMBERS = tuple(f"o{ordinal}" for ordinal in ORDINALS)  # by the key of the column
TEXTS = ("label", "source")
COLUMNS = (
    TemplateColumn("key", "Mã ẩn", 4),
    TemplateColumn("code", "Mã", 7),
    TemplateColumn("name", "Chỉ tiêu", 32),
    TemplateColumn("unit", "Đơn vị", 18),
    TemplateColumn("what", "Số phải nhập", 32),
    *(TemplateColumn(key, "", 13, InputKind.NUMBER) for key in NUMBERS),  # headed by the plan's periods
    TemplateColumn("label", "Định nghĩa, chuẩn áp dụng", 20, InputKind.TEXT),
    TemplateColumn("source", "Nguồn", 34, InputKind.TEXT),
)
LAYOUT = TemplateLayout("nam-truoc", "1", "số liệu năm trước", DATA, HEADING_ROW, COLUMNS)
PLACES = LAYOUT.places
INPUTS = tuple(column for column in COLUMNS if column.kind != InputKind.LOCKED)


def layout_of(view: PlanView) -> TemplateLayout:
    """The layout with the names of the plan's periods in its headings."""
    period_headings = ordinal_headings(view)
    names = {key: period_headings[ordinal] for ordinal, key in zip(ORDINALS, NUMBERS, strict=True)}
    return replace(LAYOUT, columns=tuple(replace(one, heading=names.get(one.key, one.heading)) for one in COLUMNS))


@dataclass(frozen=True, slots=True)
class BaselineTemplateRow:
    """What one row of the workbook is about: a number of an indicator and unit; the first one carries the texts."""

    page: BaselinePage
    line: BaselineUnitLine
    number: str
    is_first: bool

    @property
    def unit_key(self) -> tuple[int, int]:
        return self.page.indicator.pk, self.line.unit.pk

    @property
    def input_values(self) -> dict[str, Any]:
        """What is stored, as the input cells of the row show it."""
        last_year = self.line.stored
        numbers = (getattr(last_year.numbers(ordinal), self.number) for ordinal in ORDINALS)
        texts = (self.line.label(self.page.indicator), last_year.source) if self.is_first else ("", "")
        return dict(zip(NUMBERS, numbers, strict=True)) | dict(zip(TEXTS, map(plain_text, texts), strict=True))


def rows_of(pages: Sequence[BaselinePage]) -> Iterator[BaselineTemplateRow]:
    for page in pages:
        for line in page.lines:
            for place, number in enumerate(page.numbers):
                yield BaselineTemplateRow(page, line, number, is_first=place == 0)


def contents_mark(contents: dict[str, Any]) -> str:
    """Tells whether anybody has changed the row, even where what is stored has changed since."""
    text = "\x1f".join(canonical_text(contents[column.key]) for column in INPUTS)
    return hashlib.sha256(text.encode()).hexdigest()[:MARK_LENGTH]


@dataclass(frozen=True, slots=True)
class BaselineRowKey:
    """Which row it is, the mark of what was stored of the unit, and the mark of what the row held."""

    indicator: int
    unit: int
    number: str
    stored_mark: str
    mark: str

    def __str__(self) -> str:
        return f"{self.indicator}-{self.unit}-{self.number}-{self.stored_mark}-{self.mark}"


def key_of(row: BaselineTemplateRow) -> BaselineRowKey:
    return BaselineRowKey(*row.unit_key, row.number, row.line.stored.mark, contents_mark(row.input_values))


def read_key(text: str) -> BaselineRowKey | None:
    """The key as it was written; None for anything else."""
    parts = text.split("-")
    if len(text) > LONGEST_KEY or len(parts) != 5 or parts[2] not in PARTS:
        return None
    if not all(part.isascii() and part.isdecimal() for part in parts[:2]):
        return None
    return BaselineRowKey(int(parts[0]), int(parts[1]), *parts[2:])
