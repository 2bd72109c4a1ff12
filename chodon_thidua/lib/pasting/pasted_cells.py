"""The pasted texts, each beside its input."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True)
class PastedCell:
    """One pasted text and its input in the grid.

    Shape: `number` was understood, as `value` for the input and as `text` for people; or `error` says why it cannot be
    written, `suggestion` which number it may be. `warnings` are the page's own. `unticks` names the box on the page
    that says there is no number, where it is ticked.
    """

    row: int
    row_name: str
    column: str
    label: str
    name: str
    current_text: str
    raw_text: str
    number: Decimal | None = None
    value: str = ""
    text: str = ""
    error: str = ""
    suggestion: str = ""
    unticks: str = ""
    warnings: tuple[Any, ...] = ()


@dataclass(slots=True)
class PastePreview:
    """A pasted block beside the inputs of the page.

    Shape: `cells` go in, `unread` are no numbers, `placeless` are texts without an input, each with its row's name.
    """

    cells: list[PastedCell] = field(default_factory=list)
    unread: list[PastedCell] = field(default_factory=list)
    placeless: list[tuple[str, str]] = field(default_factory=list)

    @property
    def has_suggestions(self) -> bool:
        """Checks whether another reading of an unread text is offered."""
        return any(cell.suggestion for cell in self.unread)
