"""Saving an object that people filled in."""

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models

from chodon_thidua.lib.errors import InvalidInput


def save_valid(obj: models.Model) -> None:
    """Validate and save.

    Raises: InvalidInput with the sentence of each field; the key "" holds those of none.
    """
    try:
        obj.full_clean()
    except ValidationError as error:
        sentences = {field: " ".join(messages) for field, messages in error.message_dict.items()}
        general = sentences.pop(NON_FIELD_ERRORS, None)
        raise InvalidInput(sentences | ({"": general} if general else {})) from error
    obj.save()
