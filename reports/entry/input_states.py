"""The messages, suggestions and conflicts that the entry page shows beside its inputs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError

from chodon_thidua.lib.numbers import input_text
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


def suggestion_of(refusals: Iterable[ValidationError]) -> str:
    """Returns another reading of a number that was not understood, if there is any; else empty."""
    return next((suggestion for refusal in refusals if (suggestion := (refusal.params or {}).get("suggestion"))), "")


def browser_text(value: object) -> str:
    """Writes the value as a browser sends it."""
    if isinstance(value, bool):
        return "on" if value else ""
    if isinstance(value, Decimal):
        return input_text(value)
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value or "")


def typed_text(value: object) -> str:
    """Writes what a browser sent as people read it."""
    return display_text(True if value == "on" else value)


def display_text(value: object) -> str:
    if isinstance(value, bool):
        return "có" if value else "không"
    return str(value) if value not in (None, "") else "(để trống)"
