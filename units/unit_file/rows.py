"""The units and mergers of a file, as they are loaded."""

from dataclasses import dataclass
from datetime import date

from units.enums import UnitKind

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
