"""Units and their mergers read from a JSON file: parsed and checked as a whole before anything is written.

The format is that of `fixtures/units-064.json`. A unit stands after the unit above it. Codes pass from one unit to
another, so a code means the unit that has it on a day: `parent` on the first day of the unit that names it (on its
last day where the first is not known), `predecessor` on the day before the merger, `successor` on its day.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from chodon_thidua.lib.text import normalise
from units.enums import UnitKind

LONGEST = {"code": 20, "name": 200, "short_name": 100}
UNIT_KEYS = {"code", "name", "short_name", "kind", "parent", "valid_from", "valid_to"}
SUCCESSION_KEYS = {"predecessor", "successor", "on"}
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
        """Whether both exist on one day at least."""
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


def read(text: str) -> UnitFile:
    """Parse and check a file.

    Raises: UnitFileError naming every mistake.
    """
    try:
        content = json.loads(text)
    except ValueError as error:
        raise UnitFileError([f"Tệp không phải JSON: {error}."]) from error
    reader = _Reader()
    units, successions = reader.lists(content)
    rows = [row for n, entry in enumerate(units, 1) if (row := reader.unit(n, entry))]
    mergers = [merger for n, entry in enumerate(successions, 1) if (merger := reader.succession(n, entry))]
    reader.check_together(rows, mergers)
    if reader.problems:
        raise UnitFileError(reader.problems)
    return UnitFile(tuple(rows), tuple(mergers))


class _Reader:
    """Reads entries one by one and collects what is wrong with them."""

    def __init__(self) -> None:
        self.problems: list[str] = []
        self.where = "Tệp"

    def lists(self, content: Any) -> tuple[list[Any], list[Any]]:
        entries = content if isinstance(content, dict) else {}
        units, successions = entries.get("units"), entries.get("successions", [])
        if not isinstance(units, list) or not units or not isinstance(successions, list):
            raise UnitFileError(["Tệp phải có danh sách “units” (đơn vị) và có thể có “successions” (sáp nhập)."])
        return units, successions

    def unit(self, number: int, entry: Any) -> UnitRow | None:
        self.where = f"Đơn vị thứ {number}"
        before = len(self.problems)
        fields = self.fields(entry, UNIT_KEYS)
        code, name = self.text(fields, "code"), self.text(fields, "name")
        self.where += f" ({code})" if code else ""
        row = UnitRow(
            code=code,
            name=name,
            short_name=self.text(fields, "short_name", default=short_name_of(name)),
            kind=self.kind(fields.get("kind")),
            parent=self.text(fields, "parent", default="") or None,
            valid_from=self.day(fields, "valid_from"),
            valid_to=self.day(fields, "valid_to"),
        )
        if row.valid_from and row.valid_to and row.valid_from > row.valid_to:
            self.problem("“valid_to” phải từ “valid_from” trở đi")
        return row if len(self.problems) == before else None

    def succession(self, number: int, entry: Any) -> SuccessionRow | None:
        self.where = f"Sáp nhập thứ {number}"
        before = len(self.problems)
        fields = self.fields(entry, SUCCESSION_KEYS)
        predecessor, successor = self.text(fields, "predecessor"), self.text(fields, "successor")
        on = self.day(fields, "on")
        if on is None:
            self.problem("thiếu “on” (từ ngày)")
            return None
        return SuccessionRow(predecessor, successor, on) if len(self.problems) == before else None

    def check_together(self, rows: list[UnitRow], mergers: list[SuccessionRow]) -> None:
        """Check what only shows between entries: codes used twice, parents that come too late, units merged twice."""
        for place, row in enumerate(rows):
            self.where = f"Đơn vị {row.code}"
            if any(row.code == other.code and row.overlaps(other) for other in rows[:place]):
                self.problem("mã được dùng hai lần trong cùng thời gian hiệu lực")
            if row.parent in {other.code for other in rows[place:]} - {other.code for other in rows[:place]}:
                self.problem(f"đơn vị cấp trên “{row.parent}” phải đứng trước nó trong tệp")
        for place, merger in enumerate(mergers):
            self.where = f"Sáp nhập {merger.predecessor}"
            if any((merger.predecessor, merger.on) == (other.predecessor, other.on) for other in mergers[:place]):
                self.problem("được ghi hai lần")

    def fields(self, entry: Any, known: set[str]) -> Mapping[str, Any]:
        if not isinstance(entry, dict):
            self.problem("phải là một đối tượng JSON")
            return {}
        for key in sorted(entry.keys() - known):
            self.problem(f"không biết mục “{key}”")
        return entry

    def text(self, fields: Mapping[str, Any], key: str, default: str | None = None) -> str:
        value = fields.get(key)
        if value is None and default is not None:
            return default
        text = normalise(value) if isinstance(value, str) else ""
        if not text:
            self.problem(f"thiếu “{key}”")
        elif len(text) > LONGEST.get(key, LONGEST["code"]):
            self.problem(f"“{key}” quá dài")
        return text

    def kind(self, value: Any) -> UnitKind:
        if value not in UnitKind.values:
            self.problem(f"“kind” phải là một trong {', '.join(UnitKind.values)}")
            return UnitKind.DEPARTMENT
        return UnitKind(value)

    def day(self, fields: Mapping[str, Any], key: str) -> date | None:
        value = fields.get(key)
        if value is None:
            return None
        try:
            return date.fromisoformat(value)
        except (TypeError, ValueError):
            self.problem(f"“{key}” phải là ngày dạng 2025-06-30")
            return None

    def problem(self, sentence: str) -> None:
        self.problems.append(f"{self.where}: {sentence}.")
