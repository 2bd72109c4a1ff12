"""Fields of models that store Vietnamese text and numbers."""

from decimal import Context, Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models

from chodon_thidua.lib.numbers import input_text
from chodon_thidua.lib.text import normalise, normalise_line

if TYPE_CHECKING:  # Django's fields take type arguments in the stubs only
    _CharField = models.CharField[str, str]
    _TextField = models.TextField[str, str]
else:
    _CharField, _TextField = models.CharField, models.TextField


# Migrations name fields by it.
_PUBLIC_PATH = "chodon_thidua.lib.fields"


class NormalisedCharField(_CharField):
    """A line of text, normalised by validation, by saving and in lookups alike."""

    __module__ = _PUBLIC_PATH

    # clean() and get_prep_value() both go through to_python().
    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return normalise_line(text) if isinstance(text, str) else text


class UserNameField(NormalisedCharField):
    """The name that somebody signs in with: stored, validated and looked up in small letters."""

    __module__ = _PUBLIC_PATH

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return text.lower() if isinstance(text, str) else text


class NormalisedTextField(_TextField):
    """Text of several lines, normalised by validation, by saving and in lookups alike."""

    __module__ = _PUBLIC_PATH

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return normalise(text) if isinstance(text, str) else text


# SQLite keeps fifteen digits: it would round anything larger up to one digit more than the column has.
LARGEST = Decimal("99999999999999.9")


def check_size(value: Decimal) -> None:
    """Checks that a number can be read back as stored. Raises: ValidationError."""
    if value.is_finite() and value.copy_abs() > LARGEST:
        raise ValidationError(f"Số quá lớn, nhiều nhất là {input_text(LARGEST)}.", code="max_value")


class AmountField(models.DecimalField):  # type: ignore[type-arg]  # not subscriptable at run time
    """A figure as people report it: 14 digits before the comma, 6 after."""

    __module__ = _PUBLIC_PATH

    default_validators = [check_size]

    @cached_property
    def context(self) -> Context:
        """One digit more than the column has, for numbers that were stored before they were checked."""
        return Context(prec=self.max_digits + 1)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max_digits": 20, "decimal_places": 6} | kwargs)
