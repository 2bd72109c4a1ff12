"""Saving an object whose values come from people or files."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, models, transaction

from chodon_thidua.lib.refusals import InvalidInput


def save_valid(obj: models.Model) -> None:
    """Validates and saves.

    Raises: InvalidInput with the sentence of each field; the key "" holds those of none.
    """
    # Objects read before need no query each; the database checks them and what is once only, which costs no query.
    _check(obj, exclude=[field.name for field in obj._meta.concrete_fields if _holds_object(obj, field)])
    try:
        with transaction.atomic():  # a savepoint: what the caller has written before survives a refusal
            obj.save()
    except IntegrityError as error:
        _check(obj)  # somebody wrote the same since the first look; now it shows, with its sentence
        raise InvalidInput({"": "Chưa lưu được: có người khác vừa lưu cùng lúc. Hãy tải lại trang."}) from error


def _holds_object(obj: models.Model, field: "models.Field[Any, Any]") -> bool:
    return isinstance(field, models.ForeignKey) and field.is_cached(obj)


def _check(obj: models.Model, exclude: Iterable[str] = ()) -> None:
    try:
        obj.full_clean(exclude=exclude)
    except ValidationError as error:
        sentences = {field: " ".join(messages) for field, messages in error.message_dict.items()}
        general = sentences.pop(NON_FIELD_ERRORS, None)
        raise InvalidInput(sentences | ({"": general} if general else {})) from error
