"""What the workbook of targets and allocations looks like, for whoever writes it and whoever reads it back.

A row for each indicator and unit that is asked for something; the plan owner's row is the headline.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from reports.intake.figures.layout import LONGEST_KEY, MARK_LENGTH, Column, Kind, canonical
from reports.intake.kit.plan_checks import Layout
from targets.enums import COMPARATOR_SIGNS, Comparator
from targets.selectors.allocations import UnitTarget
from targets.services import TargetValues

DATA = "Chỉ tiêu giao"
HEADING_ROW = 5
FIRST_ROW = HEADING_ROW + 1
SIGNS = {COMPARATOR_SIGNS[comparator]: comparator for comparator in Comparator}
YES, NO = "Có", "Không"
COLUMNS = (
    Column("key", "Mã ẩn", 4),
    Column("code", "Mã", 8),
    Column("name", "Chỉ tiêu", 38),
    Column("unit", "Đơn vị", 30),
    Column("measure", "Giá trị là", 24),
    Column("comparator", "Phép so sánh", 10, Kind.TEXT),
    Column("value", "Giá trị", 14, Kind.NUMBER),
    Column("reports", "Nhập số liệu", 10, Kind.TEXT),
)
LAYOUT = Layout("chi-tieu", "1", "chỉ tiêu giao", DATA, HEADING_ROW, COLUMNS)
PLACES = LAYOUT.places
INPUTS = tuple(column for column in COLUMNS if column.kind != Kind.LOCKED)


@dataclass(frozen=True, slots=True)
class Key:
    """Which row it is, and the mark of what it held."""

    indicator: int
    unit: int
    mark: str

    def __str__(self) -> str:
        return f"{self.indicator}-{self.unit}-{self.mark}"


def shown(values: TargetValues) -> dict[str, Any]:
    """The input cells of a row that asks for this."""
    return {
        "comparator": COMPARATOR_SIGNS[values.comparator] if values.comparator else "",
        "value": values.value,
        "reports": YES if values.reports else NO,
    }


def mark(contents: dict[str, Any]) -> str:
    """Tells whether anybody has changed the row."""
    text = "\x1f".join(canonical(contents[column.key]) for column in INPUTS)
    return hashlib.sha256(text.encode()).hexdigest()[:MARK_LENGTH]


def key_of(row: UnitTarget) -> Key:
    return Key(row.indicator.pk, row.unit.pk, mark(shown(row.values)))


def read_key(text: str) -> Key | None:
    """The key as it was written; None for anything else."""
    parts = text.split("-")
    if len(text) > LONGEST_KEY or len(parts) != 3:
        return None
    if not all(part.isascii() and part.isdecimal() for part in parts[:2]):
        return None
    return Key(int(parts[0]), int(parts[1]), parts[2])


def told(row: UnitTarget) -> Iterator[tuple[str, str]]:
    """What people read in the row, by the key of the column."""
    yield "code", row.indicator.code
    yield "name", row.name
    yield "unit", f"Chỉ tiêu chung – {row.unit.name}" if row.is_owner else row.unit.name
    yield "measure", row.level_label
