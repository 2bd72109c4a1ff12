"""The values that an act wrote, in words. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils import timezone

from chodon_thidua.lib.numbers import input_text
from units.audit_labels import HIDDEN, KEYS, NOTHING, NUMBERS, VALUES


@dataclass(frozen=True, slots=True)
class AuditChange:
    """One value that an act wrote; `was` is empty where the earlier one is unknown or equal."""

    what: str
    now: str
    was: str = ""


def audit_changes(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> Iterator[AuditChange]:
    """Yields the values of an act, with the earlier ones where they differ."""
    was, now = before or {}, after or {}
    for key in [*now, *(key for key in was if key not in now)]:
        if key in HIDDEN:
            continue
        new, old = (_value_text(key, values.get(key)) for values in (now, was))
        if key in was and key not in now:
            new = "" if after else NOTHING
        yield AuditChange(KEYS.get(key, key), now=new, was=old if key in was and old != new else "")


def _value_text(key: str, value: Any) -> str:
    if value is None or value == "":
        return NOTHING
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, Mapping):
        return "; ".join(f"{KEYS.get(inner, inner)} {_value_text(inner, item)}" for inner, item in value.items())
    if isinstance(value, list):
        return ", ".join(_value_text(key, item) for item in value)
    if key in NUMBERS:
        return _number(str(value))
    return VALUES.get(key, {}).get(str(value)) or _day(str(value)) or str(value)


def _number(text: str) -> str:
    """A number as people write it; anything else as it stands."""
    try:
        return input_text(Decimal(text))
    except InvalidOperation:
        return text


def _day(text: str) -> str:
    """A day or a moment as people write it; empty for anything else."""
    try:
        if len(text) == len("2022-09-15"):
            return f"{date.fromisoformat(text):%d/%m/%Y}"
        moment = datetime.fromisoformat(text) if text[4:5] == "-" and "T" in text else None
    except ValueError:
        return ""
    return f"{timezone.localtime(moment):%H:%M %d/%m/%Y}" if moment and moment.tzinfo else ""
