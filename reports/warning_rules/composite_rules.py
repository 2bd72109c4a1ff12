"""The rule for children of a composite of which one is a part of another, as their names say. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from chodon_thidua.lib.text import search_key
from reports.warning_rules.figure_warning import FigureAmount, FigureWarning, WarningKind

WHOLE, PART = "tong ", "trong do"  # how names begin, without accents


@dataclass(frozen=True, slots=True)
class ChildNumber:
    """A child of a composite with its number in a report, if there is one."""

    name: str
    unit: str
    value: Decimal | None = None
    name_key: str = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "name_key", search_key(self.name))

    def __str__(self) -> str:
        return f"“{self.name}” ({FigureAmount('', '', self.unit, self.value or Decimal(0))})"


def whole_of(children: Sequence[ChildNumber], child: ChildNumber) -> ChildNumber | None:
    """Returns the child that holds this one: “Trong đó …” belongs to the one before, any other to “Tổng …”."""
    if child.name_key.startswith(WHOLE):
        return None
    if child.name_key.startswith(PART):
        before = [other for other in children[: children.index(child)] if not other.name_key.startswith(PART)]
        whole = before[-1] if before else None
    else:
        whole = next((other for other in children if other.name_key.startswith(WHOLE)), None)
    return whole if whole and whole.unit == child.unit else None


def child_above_whole(children: Sequence[ChildNumber], child: ChildNumber) -> Iterator[FigureWarning]:
    """Yields the warnings about the child as a part of its whole, and as the whole of its parts.

    `children` are those of one composite, in the plan's order.
    """
    pairs = [(part, whole_of(children, part)) for part in children]
    for part, whole in pairs:
        if whole is None or child not in (part, whole) or part.value is None or whole.value is None:
            continue
        if part.value > whole.value:
            text = f"{part} lớn hơn {whole}" if child == part else f"{whole} nhỏ hơn {part}"
            yield FigureWarning(WarningKind.PARTS, "numerator", text)
