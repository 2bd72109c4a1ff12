"""The units that others have become by a day, and those that were merged into them."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chodon_thidua.lib import clock
from tests.factories import UnitFactory
from tests.reports.builders import moment
from units.models import Unit, UnitSuccession
from units.selectors.mergers import successors_by

MAY, JUNE, JULY = date(2022, 5, 1), date(2022, 6, 1), date(2022, 7, 1)
Units = dict[str, Unit]


@pytest.fixture
def units(db: None) -> Iterator[Units]:
    """A and B merged into C in May, C into D in June; E lies below D, F was merged into E in July."""
    with clock.at(moment()):
        units = {name: UnitFactory.create(name=f"Xã {name}") for name in "ABCD"}
        units |= {"E": UnitFactory.create(name="Xã E", parent=units["D"]), "F": UnitFactory.create(name="Xã F")}
        for old, new, day in (("A", "C", MAY), ("B", "C", MAY), ("C", "D", JUNE), ("F", "E", JULY)):
            UnitSuccession.objects.create(predecessor=units[old], successor=units[new], on=day)
        yield units


def by_name(units: Units, names: str) -> list[int]:
    return [units[name].pk for name in names]


@pytest.mark.parametrize(
    ("day", "asked", "result"),
    [
        (date(2022, 4, 30), "ABC", ""),
        (MAY, "ABC", "A>C B>C"),
        (date(2022, 5, 31), "AB", "A>C B>C"),
        (JUNE, "ABC", "A>D B>D C>D"),
        (JUNE, "DEF", ""),
        (JULY, "AF", "A>D F>E"),
        (JULY, "", ""),
    ],
)
def test_a_unit_is_followed_through_its_mergers_up_to_the_day(units: Units, day: date, asked: str, result: str) -> None:
    successors = successors_by(day, by_name(units, asked))
    names = {unit.pk: name for name, unit in units.items()}
    assert {f"{names[old]}>{names[new.pk]}" for old, new in successors.items()} == set(result.split())


@pytest.mark.parametrize(
    ("day", "roots", "result"),
    [
        (date(2022, 4, 30), "D", "DE"),
        (MAY, "C", "ABC"),
        (MAY, "D", "DE"),
        (JUNE, "D", "ABCDE"),
        (JULY, "D", "ABCDEF"),  # what was merged into a unit below belongs to the scope too
        (JULY, "E", "EF"),
        (JULY, "A", "A"),
        (JULY, "", ""),
    ],
)
def test_a_scope_holds_what_was_merged_into_it_by_the_day(units: Units, day: date, roots: str, result: str) -> None:
    rows = Unit.objects.below_or_merged(by_name(units, roots), day)
    assert "".join(sorted(unit.name[-1] for unit in rows)) == result


@pytest.mark.parametrize(
    ("day", "units_asked", "result"),
    [
        (date(2022, 4, 30), "C", "C"),
        (MAY, "C", "ABC"),
        (MAY, "D", "D"),  # not what is below it
        (JUNE, "D", "ABCD"),
        (JULY, "DE", "ABCDEF"),
        (JULY, "A", "A"),
        (JULY, "", ""),
    ],
)
def test_a_unit_stands_for_what_was_merged_into_it(units: Units, day: date, units_asked: str, result: str) -> None:
    rows = Unit.objects.merged_into(by_name(units, units_asked), day)
    assert "".join(sorted(unit.name[-1] for unit in rows)) == result


@pytest.mark.parametrize(("asked", "queries"), [("", 0), ("D", 1), ("CF", 2), ("ABCDEF", 3)])
def test_following_costs_a_query_for_each_merger_in_a_row(units: Units, asked: str, queries: int) -> None:
    with CaptureQueriesContext(connection) as captured:
        successors_by(JULY, by_name(units, asked))
    assert len(captured) <= queries


def test_nobody_merges_in_a_circle_but_many_may_merge_into_one(db: None) -> None:
    new = UnitFactory.create()
    old: Callable[[], Unit] = UnitFactory.create
    units = [old() for _ in range(5)]
    for unit in units:
        UnitSuccession.objects.create(predecessor=unit, successor=new, on=MAY)
    assert {unit.pk for unit in successors_by(MAY, [one.pk for one in units]).values()} == {new.pk}
    assert Unit.objects.below_or_merged([new.pk], MAY).count() == 6
