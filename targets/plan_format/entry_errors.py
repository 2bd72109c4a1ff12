"""The meaning of an entry as the format's page prints it, and the errors of several entries. Pure."""

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError

CODE = 20


def entry_metadata(meaning: str, example: str = "") -> dict[str, Any]:
    return {"meaning": meaning, "example": example}


def raise_errors(sentences: Mapping[str, str]) -> None:
    """Raises a ValidationError with the sentences by the names of their entries; raises nothing without any."""
    if sentences:
        raise ValidationError({name: [sentence] for name, sentence in sentences.items()})
