"""The column of a plan's rhythm."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models

from targets.rhythm import Rhythm

if TYPE_CHECKING:  # Django's fields take type arguments in the stubs only
    _SmallIntegerField = models.PositiveSmallIntegerField[Rhythm, Rhythm]
else:
    _SmallIntegerField = models.PositiveSmallIntegerField


class RhythmField(_SmallIntegerField):
    """The number of regular periods, which is a `Rhythm` wherever it is read."""

    def from_db_value(self, value: int | None, *_: Any) -> Rhythm | None:
        return None if value is None else Rhythm(value)  # a plan may be missing in a join

    def to_python(self, value: Any) -> Any:
        number = super().to_python(value)
        try:
            return number if number is None else Rhythm(number)
        except ValueError as error:
            raise ValidationError(RHYTHM_SENTENCE) from error


RHYTHM_SENTENCE = "Kế hoạch một năm có 2, 4 hoặc 12 kỳ, chưa kể cả năm."
