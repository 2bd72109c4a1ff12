"""What the workbook of targets and allocations looks like, for whoever writes it and whoever reads it back.

A row for each indicator and unit that is asked for something; the plan owner's row is the headline.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from reports.intake.figures.layout import LONGEST_KEY, MARK_LENGTH, InputKind, TemplateColumn, canonical_text
from reports.intake.kit.plan_checks import TemplateLayout
from targets.enums import COMPARATOR_SIGNS, Comparator
from targets.selectors.allocations import UnitTarget
from targets.services import TargetValues

DATA = "Chỉ tiêu giao"
HEADING_ROW = 5
FIRST_ROW = HEADING_ROW + 1
SIGNS = {COMPARATOR_SIGNS[comparator]: comparator for comparator in Comparator}
YES, NO = "Có", "Không"
COLUMNS = (
    TemplateColumn("key", "Mã ẩn", 4),
    TemplateColumn("code", "Mã", 8),
    TemplateColumn("name", "Chỉ tiêu", 38),
    TemplateColumn("unit", "Đơn vị", 30),
    TemplateColumn("measure", "Giá trị là", 24),
    TemplateColumn("comparator", "Phép so sánh", 10, InputKind.TEXT),
    TemplateColumn("value", "Giá trị", 14, InputKind.NUMBER),
    TemplateColumn("reports", "Nhập số liệu", 10, InputKind.TEXT),
)
LAYOUT = TemplateLayout("chi-tieu", "1", "chỉ tiêu giao", DATA, HEADING_ROW, COLUMNS)
PLACES = LAYOUT.places
INPUTS = tuple(column for column in COLUMNS if column.kind != InputKind.LOCKED)


@dataclass(frozen=True, slots=True)
class TargetRowKey:
    """Which row it is, and the mark of what it held."""

    indicator: int
    unit: int
    mark: str

    def __str__(self) -> str:
        return f"{self.indicator}-{self.unit}-{self.mark}"


def input_values(values: TargetValues) -> dict[str, Any]:
    """The input cells of a row that asks for this."""
    return {
        "comparator": COMPARATOR_SIGNS[values.comparator] if values.comparator else "",
        "value": values.value,
        "reports": YES if values.reports else NO,
    }


def contents_mark(contents: dict[str, Any]) -> str:
    """Tells whether anybody has changed the row."""
    text = "\x1f".join(canonical_text(contents[column.key]) for column in INPUTS)
    return hashlib.sha256(text.encode()).hexdigest()[:MARK_LENGTH]


def key_of(row: UnitTarget) -> TargetRowKey:
    return TargetRowKey(row.indicator.pk, row.unit.pk, contents_mark(input_values(row.values)))


def read_key(text: str) -> TargetRowKey | None:
    """The key as it was written; None for anything else."""
    parts = text.split("-")
    if len(text) > LONGEST_KEY or len(parts) != 3:
        return None
    if not all(part.isascii() and part.isdecimal() for part in parts[:2]):
        return None
    return TargetRowKey(int(parts[0]), int(parts[1]), parts[2])


def label_texts(row: UnitTarget) -> Iterator[tuple[str, str]]:
    """What people read in the row, by the key of the column."""
    yield "code", row.indicator.code
    yield "name", row.name
    yield "unit", f"Chỉ tiêu chung – {row.unit.name}" if row.is_owner else row.unit.name
    yield "measure", row.level_label
