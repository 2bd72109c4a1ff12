"""The frame of an official paper: issuing body, national name and motto, signatures.

Source: Decree 30/2020/NĐ-CP of 05/03/2020, appendix I.
"""

from dataclasses import dataclass
from datetime import date

from units.enums import AREA_KINDS, UnitKind
from units.models import Unit

NATION, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
DOTS = "……"
PREPARER, SIGNATORY = (
    ("NGƯỜI LẬP BIỂU", "(Ký, ghi rõ họ tên)"),
    ("THỦ TRƯỞNG ĐƠN VỊ", "(Ký tên, đóng dấu, ghi rõ họ tên)"),
)


@dataclass(frozen=True, slots=True)
class MeetingOccasion:
    """The meeting for which numbers are frozen, as its papers name it."""

    name: str
    on: date

    def __str__(self) -> str:
        return f"{self.name}, ngày {self.on:%d/%m/%Y}"


def issuing_body(unit: Unit) -> str:
    """Returns the issuing body of a unit's papers: in an area its people's committee, else the office itself."""
    name = unit.name[0].lower() + unit.name[1:] if unit.name else ""
    return f"Ủy ban nhân dân {name}" if unit.kind in AREA_KINDS else unit.name


def issuing_lines(unit: Unit) -> tuple[str, ...]:
    """Returns the issuing body in capitals, one or two lines, as at the top of a paper; over a hamlet its commune.

    Queries: 1 for a hamlet.
    """
    name = unit.name.upper()
    if unit.kind in AREA_KINDS:
        return "ỦY BAN NHÂN DÂN", name
    return (issuing_body(unit.parent).upper(), name) if unit.kind == UnitKind.HAMLET and unit.parent else (name,)


def place_and_day(unit: Unit, owner: Unit, year: int) -> str:
    """The place and the year of signing; an office signs where the plan's owner is."""
    place = unit if unit.kind in AREA_KINDS else owner
    return f"{place.short_name}, ngày {DOTS} tháng {DOTS} năm {year}"
