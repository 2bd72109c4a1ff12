"""The places of official units: by code and day, for the whole country, before and after 01/07/2025."""

import gzip
import json
from collections import Counter
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest

from reports.dashboard.map.places import PLACES_FILE, read_places, unit_place
from units.enums import UnitKind
from units.models import Unit

BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 1)
COMMUNE, DISTRICT, PROVINCE = UnitKind.COMMUNE, UnitKind.DISTRICT, UnitKind.PROVINCE


def unit(code: str, kind: UnitKind = COMMUNE, first: date | None = None, last: date | None = None) -> Unit:
    return Unit(code=code, kind=kind, valid_from=first, valid_to=last)


def test_the_file_holds_every_unit_of_both_times():
    for day, numbers in ((BEFORE, {2: 63, 3: 691, 5: 10035}), (AFTER, {2: 34, 5: 3321})):
        valid = [code for code, places in read_places().items() if any(place.is_valid_on(day) for place in places)]
        assert Counter(len(code) for code in valid) == numbers


def test_a_code_means_one_unit_at_a_time_and_lies_in_the_country():
    for code, places in read_places().items():
        assert code.isdigit()
        for place in places:
            assert 8 < place.latitude < 23.5
            assert 102 < place.longitude < 115
        for one, other in combinations(places, 2):
            assert one.last_day < other.first_day or other.last_day < one.first_day


@pytest.mark.parametrize(
    ("own", "day", "latitude"),
    [
        (unit("02053"), BEFORE, 22.2047),
        (unit("02053"), AFTER, None),  # the commune is gone, and nobody has its code
        (unit("02053", last=BEFORE), AFTER, 22.2047),  # its own days count before those of the page
        (unit("02053", first=AFTER), BEFORE, None),
        (unit("02053", first=date(2015, 1, 1)), AFTER, 22.2047),
        (unit("00004"), BEFORE, 21.0444),  # Phường Trúc Bạch
        (unit("00004"), AFTER, 21.0386),  # Phường Ba Đình
        (unit("00004", last=BEFORE), AFTER, 21.0444),
        (unit("00004", first=AFTER), AFTER, 21.0386),
        (unit("00004", UnitKind.WARD), AFTER, 21.0386),
        (unit("064", DISTRICT), BEFORE, 22.1832),
        (unit("064", DISTRICT), AFTER, None),  # no districts any more
        (unit("06", PROVINCE), BEFORE, 22.24),
        (unit("06", PROVINCE), AFTER, None),
        (unit("064", UnitKind.DEPARTMENT), BEFORE, None),  # a department that happens to have such a code
        (unit("064"), BEFORE, None),
        (unit("CUM1", UnitKind.CLUSTER), BEFORE, None),
        (unit("TCKH", UnitKind.DEPARTMENT), BEFORE, None),
        (unit("99999"), BEFORE, None),
    ],
)
def test_a_unit_lies_where_the_official_unit_of_its_days_does(own, day, latitude):
    place = unit_place(own, day)
    assert (None if place is None else pytest.approx(place.latitude, abs=0.02)) == latitude


def test_every_commune_of_the_demo_has_a_place():
    rows = json.loads((PLACES_FILE.parent / "units-064.json").read_text(encoding="utf-8"))["units"]
    communes = [row for row in rows if row["kind"] in (UnitKind.COMMUNE, UnitKind.TOWNSHIP) and row["parent"] == "064"]
    places = [unit_place(unit(row["code"], row["kind"]), date(2022, 6, 14)) for row in communes]
    assert len(communes) == 20
    for place in places:
        assert place
        assert (place.latitude, place.longitude) == (pytest.approx(22.18, abs=0.25), pytest.approx(105.58, abs=0.15))


def test_a_code_that_passed_on_is_read_with_both_its_units(tmp_path: Path):
    file = tmp_path / "places.csv.gz"
    rows = "code,first_day,last_day,latitude,longitude\n00001,,2024-12-31,21,105\n00001,2025-01-01,,22,106\n"
    file.write_bytes(gzip.compress(rows.encode()))
    early, late = read_places(file)["00001"]
    assert (early.latitude, early.last_day, late.first_day) == (21, date(2024, 12, 31), date(2025, 1, 1))
    assert [place.is_valid_on(date(2025, 1, 1)) for place in (early, late)] == [False, True]
