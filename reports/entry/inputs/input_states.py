"""The messages, suggestions and conflicts that the entry page shows beside its inputs."""

from dataclasses import dataclass

from django import forms

from reports.progress.figure_inputs import FigureInput


@dataclass(frozen=True, slots=True)
class InputSuggestion:
    """A button that puts another reading into the input of the name."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class FieldMessage:
    """The text under an input: its errors, or the number read back; `suggestion` offers another reading."""

    errors: tuple[str, ...] = ()
    text: str = ""
    suggestion: InputSuggestion | None = None


@dataclass(frozen=True, slots=True)
class NumberInputState:
    """One number of the row with its input."""

    part: FigureInput
    field: forms.BoundField
    message: FieldMessage

    @property
    def chosen(self) -> str:
        """The value of the option that is chosen, where the input is a list of states."""
        return str(self.field.value() or "")


@dataclass(frozen=True, slots=True)
class FieldConflict:
    """One field that two people filled in differently."""

    label: str
    stored_text: str
    own_text: str


@dataclass(frozen=True, slots=True)
class InputDraft:
    """An input for which a browser may still keep typed text, with the stored value as the input shows it."""

    name: str
    label: str
    stored_text: str
