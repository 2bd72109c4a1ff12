"""The places of official units by code and day, of the whole country, read from a file of the project.

`fixtures/unit-places.md` says where they come from.
"""

import csv
import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from units.enums import UnitKind
from units.models import Unit

PLACES_FILE = Path(__file__).resolve().parents[3] / "fixtures" / "unit-places.csv.gz"
# The number of digits of an official code; other kinds of unit have no place of their own.
CODE_DIGITS = {
    UnitKind.PROVINCE: 2,
    UnitKind.DISTRICT: 3,
    UnitKind.TOWNSHIP: 5,
    UnitKind.COMMUNE: 5,
    UnitKind.WARD: 5,
}


@dataclass(frozen=True, slots=True)
class UnitPlace:
    """The middle of an official unit. Units: degrees. The days are the first and last on which the code meant it."""

    latitude: float
    longitude: float
    first_day: date = date.min
    last_day: date = date.max

    def is_valid_on(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day


@cache
def read_places(path: Path = PLACES_FILE) -> Mapping[str, tuple[UnitPlace, ...]]:
    """Reads the places by code, once for each process; a code has several where it passed on to another unit."""
    places: dict[str, tuple[UnitPlace, ...]] = {}
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            place = UnitPlace(
                float(row["latitude"]),
                float(row["longitude"]),
                date.fromisoformat(row["first_day"]) if row["first_day"] else date.min,
                date.fromisoformat(row["last_day"]) if row["last_day"] else date.max,
            )
            places[row["code"]] = (*places.get(row["code"], ()), place)
    return places


def unit_place(unit: Unit, day: date) -> UnitPlace | None:
    """Finds the place of a unit; None for departments and for codes that no official unit had then.

    A code means the official unit of the days on which our unit exists. Where these days are open on both sides, the
    `day` at which the unit is looked at decides.
    """
    if len(unit.code) != CODE_DIGITS.get(UnitKind(unit.kind)):
        return None
    known_day = unit.valid_from or unit.valid_to or day
    return next((place for place in read_places().get(unit.code, ()) if place.is_valid_on(known_day)), None)
