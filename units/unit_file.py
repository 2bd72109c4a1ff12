"""Units and their mergers read from a JSON file: parsed and checked as a whole before anything is written.

The format is that of `UnitFileSchema`; `fixtures/units-format.md` describes it, `units-064.json` shows it. A unit
stands
after the unit above it. Codes pass from one unit to another, so a code means the unit that has it on a day: `parent`
on the first day of the unit that names it (on its last day where the first is not known), `predecessor` on the day
before the merger, `successor` on its day.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from marshmallow import ValidationError, validates_schema

from chodon_thidua.lib.files.file_fields import ChoiceEntry, DayEntry, EntryList, LineEntry, NestedEntry, UnreadEntry
from chodon_thidua.lib.files.file_schema import EntrySchema, as_entry, load_entries
from chodon_thidua.lib.files.json_files import JsonFileError, read_json
from units.enums import UnitKind

CODE = 20
PREFIXES = ("Thị trấn ", "Thị xã ", "Thành phố ", "Phường ", "Xã ", "Quận ", "Huyện ", "Tỉnh ")


class UnitFileError(ValueError):
    """The file cannot be loaded; `problems` are Vietnamese sentences, one for each mistake."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class UnitRow:
    code: str
    name: str
    short_name: str
    kind: UnitKind
    parent: str | None
    valid_from: date | None
    valid_to: date | None

    def overlaps(self, other: "UnitRow") -> bool:
        """Tells whether both exist on one day at least."""
        return (self.valid_from or date.min) <= (other.valid_to or date.max) and (other.valid_from or date.min) <= (
            self.valid_to or date.max
        )


@dataclass(frozen=True, slots=True)
class SuccessionRow:
    predecessor: str
    successor: str
    on: date


@dataclass(frozen=True, slots=True)
class UnitFile:
    units: tuple[UnitRow, ...]
    successions: tuple[SuccessionRow, ...]


def short_name_of(name: str) -> str:
    """The name without the kind of unit in front: “Xã Ngọc Phái” is “Ngọc Phái” among communes."""
    prefix = next((prefix for prefix in PREFIXES if name.startswith(prefix)), "")
    return name.removeprefix(prefix)


class UnitSchema(EntrySchema):
    heading = "Đơn vị"
    is_named = True

    code = LineEntry(CODE, required=True, metadata={"meaning": "mã đơn vị", "example": '"02053"'})
    name = LineEntry(200, required=True, metadata={"meaning": "tên đầy đủ", "example": '"Xã Ngọc Phái"'})
    short_name = LineEntry(
        100,
        load_default="",
        metadata={"meaning": "tên ngắn; không ghi là tên bỏ chữ “Xã”, “Huyện”…", "example": '"Ngọc Phái"'},
    )
    kind = ChoiceEntry(UnitKind.values, required=True, metadata={"meaning": "loại đơn vị", "example": '"COMMUNE"'})
    parent = LineEntry(
        CODE, load_default=None, metadata={"meaning": "mã đơn vị cấp trên, đứng trước trong tệp", "example": '"064"'}
    )
    valid_from = DayEntry(load_default=None, metadata={"meaning": "có hiệu lực từ ngày", "example": '"2025-07-01"'})
    valid_to = DayEntry(load_default=None, metadata={"meaning": "có hiệu lực đến hết ngày", "example": '"2025-06-30"'})

    @validates_schema
    def check_days(self, data: Mapping[str, Any], **_: Any) -> None:
        if data["valid_from"] and data["valid_to"] and data["valid_from"] > data["valid_to"]:
            raise ValidationError({"valid_to": ["phải từ “valid_from” trở đi"]})


class SuccessionSchema(EntrySchema):
    heading = "Sáp nhập"
    is_named = True

    predecessor = LineEntry(CODE, required=True, metadata={"meaning": "mã đơn vị cũ", "example": '"02053"'})
    successor = LineEntry(CODE, required=True, metadata={"meaning": "mã đơn vị nhận", "example": '"02020"'})
    on = DayEntry(required=True, metadata={"meaning": "từ ngày", "example": '"2025-07-01"'})

    def name_of(self, raw: Any, number: int) -> str:
        return f"Sáp nhập {as_entry(raw).get('predecessor') or f'thứ {number}'}"


class UnitFileSchema(EntrySchema):
    heading = "Tệp đơn vị"

    units = EntryList(
        NestedEntry(UnitSchema), required=True, metadata={"meaning": "các đơn vị, cấp trên trước cấp dưới"}
    )
    successions = EntryList(NestedEntry(SuccessionSchema), load_default=list, metadata={"meaning": "các lần sáp nhập"})
    note = UnreadEntry(metadata={"meaning": "ghi cho người đọc tệp, không nạp"})


def read_units(content: bytes | str) -> UnitFile:
    """Parses and checks a file.

    Raises: UnitFileError naming every mistake.
    """
    try:
        raw = read_json(content if isinstance(content, bytes) else content.encode())
    except JsonFileError as error:
        raise UnitFileError(error.problems) from error
    data, problems = load_entries(UnitFileSchema(), raw, "Tệp")
    rows = [
        UnitRow(**row | {"kind": UnitKind(row["kind"]), "short_name": row["short_name"] or short_name_of(row["name"])})
        for row in _complete_entries(data, "units", UnitRow)
    ]
    mergers = [SuccessionRow(**row) for row in _complete_entries(data, "successions", SuccessionRow)]
    problems += [f"{where}: {sentence}." for where, sentence in _mistakes_between_entries(rows, mergers)]
    if problems or not rows:
        raise UnitFileError(problems or ["Tệp: “units” chưa có đơn vị nào."])
    return UnitFile(tuple(rows), tuple(mergers))


def _complete_entries(data: Mapping[str, Any], name: str, row: type) -> list[dict[str, Any]]:
    """The entries of a list in which everything could be read."""
    names = row.__dataclass_fields__.keys()  # type: ignore[attr-defined]  # both are data classes
    return [entry for entry in data.get(name, ()) if isinstance(entry, dict) and entry.keys() == names]


def _mistakes_between_entries(rows: Sequence[UnitRow], mergers: Sequence[SuccessionRow]) -> Iterator[tuple[str, str]]:
    """The mistakes that only show between entries: codes used twice, parents that come too late, units merged twice."""
    for place, row in enumerate(rows):
        if any(row.code == other.code and row.overlaps(other) for other in rows[:place]):
            yield f"Đơn vị {row.code}", "mã được dùng hai lần trong cùng thời gian hiệu lực"
        if row.parent in {other.code for other in rows[place:]} - {other.code for other in rows[:place]}:
            yield f"Đơn vị {row.code}", f"đơn vị cấp trên “{row.parent}” phải đứng trước nó trong tệp"
    for place, merger in enumerate(mergers):
        if any((merger.predecessor, merger.on) == (other.predecessor, other.on) for other in mergers[:place]):
            yield f"Sáp nhập {merger.predecessor}", "được ghi hai lần"
