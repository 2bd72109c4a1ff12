"""What the workbook of last year's figures looks like, for whoever writes it and whoever reads it back.

A row for each indicator, unit and number; definition and source stand in the first row of a unit for all its numbers.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from chodon_thidua.lib.files.cell_text import plain_text
from reports.intake.figures.layout import LONGEST_KEY, MARK_LENGTH, Column, Kind, canonical
from reports.intake.kit.plan_checks import Layout
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
    Column("key", "Mã ẩn", 4),
    Column("code", "Mã", 7),
    Column("name", "Chỉ tiêu", 32),
    Column("unit", "Đơn vị", 18),
    Column("what", "Số phải nhập", 32),
    *(Column(key, "", 13, Kind.NUMBER) for key in NUMBERS),  # headed by the plan's periods
    Column("label", "Định nghĩa, chuẩn áp dụng", 20, Kind.TEXT),
    Column("source", "Nguồn", 34, Kind.TEXT),
)
LAYOUT = Layout("nam-truoc", "1", "số liệu năm trước", DATA, HEADING_ROW, COLUMNS)
PLACES = LAYOUT.places
INPUTS = tuple(column for column in COLUMNS if column.kind != Kind.LOCKED)


def layout_of(view: PlanView) -> Layout:
    """The layout with the names of the plan's periods in its headings."""
    period_headings = ordinal_headings(view)
    names = {key: period_headings[ordinal] for ordinal, key in zip(ORDINALS, NUMBERS, strict=True)}
    return replace(LAYOUT, columns=tuple(replace(one, heading=names.get(one.key, one.heading)) for one in COLUMNS))


@dataclass(frozen=True, slots=True)
class RowOf:
    """What one row of the workbook is about: a number of an indicator and unit; the first one carries the texts."""

    page: BaselinePage
    line: BaselineUnitLine
    number: str
    is_first: bool

    @property
    def whose(self) -> tuple[int, int]:
        return self.page.indicator.pk, self.line.unit.pk

    @property
    def shown(self) -> dict[str, Any]:
        """What is stored, as the input cells of the row show it."""
        stored = self.line.stored
        numbers = (getattr(stored.numbers(ordinal), self.number) for ordinal in ORDINALS)
        texts = (self.line.label(self.page.indicator), stored.source) if self.is_first else ("", "")
        return dict(zip(NUMBERS, numbers, strict=True)) | dict(zip(TEXTS, map(plain_text, texts), strict=True))


def rows_of(pages: Sequence[BaselinePage]) -> Iterator[RowOf]:
    for page in pages:
        for line in page.lines:
            for place, number in enumerate(page.numbers):
                yield RowOf(page, line, number, is_first=place == 0)


def contents_mark(contents: dict[str, Any]) -> str:
    """Tells whether anybody has changed the row, even where what is stored has changed since."""
    text = "\x1f".join(canonical(contents[column.key]) for column in INPUTS)
    return hashlib.sha256(text.encode()).hexdigest()[:MARK_LENGTH]


@dataclass(frozen=True, slots=True)
class Key:
    """Which row it is, the mark of what was stored of the unit, and the mark of what the row held."""

    indicator: int
    unit: int
    number: str
    seen: str
    mark: str

    def __str__(self) -> str:
        return f"{self.indicator}-{self.unit}-{self.number}-{self.seen}-{self.mark}"


def key_of(row: RowOf) -> Key:
    return Key(*row.whose, row.number, row.line.stored.mark, contents_mark(row.shown))


def read_key(text: str) -> Key | None:
    """The key as it was written; None for anything else."""
    parts = text.split("-")
    if len(text) > LONGEST_KEY or len(parts) != 5 or parts[2] not in PARTS:
        return None
    if not all(part.isascii() and part.isdecimal() for part in parts[:2]):
        return None
    return Key(int(parts[0]), int(parts[1]), *parts[2:])
