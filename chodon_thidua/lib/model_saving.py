"""Saving an object whose values come from people or files."""

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, models, transaction

from chodon_thidua.lib.refusals import InvalidInput


def save_valid(obj: models.Model) -> None:
    """Validates and saves.

    Raises: InvalidInput with the sentence of each field; the key "" holds those of none.
    """
    _check(obj)
    try:
        with transaction.atomic():  # a savepoint: what the caller has written before survives a refusal
            obj.save()
    except IntegrityError as error:
        _check(obj)  # somebody wrote the same since the first look; now it shows, with its sentence
        raise InvalidInput({"": "Chưa lưu được: có người khác vừa lưu cùng lúc. Hãy tải lại trang."}) from error


def _check(obj: models.Model) -> None:
    try:
        obj.full_clean()
    except ValidationError as error:
        sentences = {field: " ".join(messages) for field, messages in error.message_dict.items()}
        general = sentences.pop(NON_FIELD_ERRORS, None)
        raise InvalidInput(sentences | ({"": general} if general else {})) from error
