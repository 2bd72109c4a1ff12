"""The rhythm of the file that is being read, on which the bounds of other entries depend. Pure."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from chodon_thidua.lib.files.file_fields import EntryField, IntegerEntry, entry_text, whole_number
from chodon_thidua.lib.files.file_schema import as_entry
from targets.rhythm import Rhythm

_file_rhythm = ContextVar("rhythm of the file", default=Rhythm.QUARTERS)


def file_rhythm() -> Rhythm:
    return _file_rhythm.get()


@contextmanager
def rhythm_of_file(raw: Any) -> Iterator[None]:
    """Reads the entries of a plan by the rhythm that it names; by quarters where it names none that there is."""
    number = whole_number(as_entry(raw).get("rhythm"))
    token = _file_rhythm.set(Rhythm(number) if _is_rhythm(number) else Rhythm.QUARTERS)
    try:
        yield
    finally:
        _file_rhythm.reset(token)


class RhythmEntry(EntryField):
    kind = ", ".join(f"`{rhythm}`" for rhythm in Rhythm)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Rhythm:
        number = whole_number(value)
        if not _is_rhythm(number):
            *others, last = map(str, Rhythm)
            raise self.refuse(f"phải là {', '.join(others)} hoặc {last}, không phải {entry_text(value)}")
        return Rhythm(number)


class OrdinalEntry(EntryField):
    """The ordinal of one of the plan's periods."""

    kind = "số nguyên"

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> int:
        return IntegerEntry(1, file_rhythm().final)._deserialize(value, attr, data, **kwargs)


def _is_rhythm(number: Any) -> bool:
    return type(number) is int and number in list(Rhythm)
