"""The unit that an address means, by its code or by its id."""

from collections.abc import Iterable
from datetime import date

from units.models import Unit


def id_from_address(address: str) -> int | None:
    """The id that an address names instead of a code: 17 of “~17”."""
    digits = address.removeprefix("~")
    return int(digits) if digits != address and digits.isascii() and digits.isdigit() and len(digits) < 18 else None


def matches_address(unit: Unit, address: str) -> bool:
    """Tells whether the unit is meant, by its code or by its id."""
    return address == unit.code or id_from_address(address) == unit.pk


def latest_first(units: Iterable[Unit]) -> list[Unit]:
    """Sorts units that have had one code: first the unit that exists longest."""
    return sorted(units, key=lambda unit: unit.valid_to or date.max, reverse=True)
