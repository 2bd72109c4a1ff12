"""The pasted texts, each beside its input."""

from dataclasses import dataclass, field

from reports.warning_rules.figure_warning import FigureWarning


@dataclass(frozen=True, slots=True)
class PastedCell:
    """One pasted text and its input; `error` says why it is no number, `suggestion` which one it may be."""

    indicator: str
    label: str
    name: str
    current_text: str
    raw_text: str
    value: str = ""
    text: str = ""
    error: str = ""
    suggestion: str = ""
    warnings: tuple[FigureWarning, ...] = ()


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
