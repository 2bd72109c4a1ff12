"""What somebody sees of a tree of units, without a database: chains upwards, branches downwards, addresses."""

from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chodon_thidua.lib.text import sort_key
from units.models import Unit
from units.models.organisation import days_overlap
from units.visibility import (
    UnitBranch,
    VisibleUnits,
    children_by_parent,
    id_from_address,
    latest_first,
    matches_address,
)

PROVINCE, DISTRICT, OTHER, COMMUNE, VILLAGE = 1, 2, 3, 4, 5
PARENTS = {PROVINCE: None, DISTRICT: PROVINCE, OTHER: PROVINCE, COMMUNE: DISTRICT, VILLAGE: COMMUNE}
TREE = {pk: Unit(pk=pk, code=f"M{pk}", parent_id=parent, sort_key=f"{10 - pk:02}") for pk, parent in PARENTS.items()}


def seen_from(*own: int) -> VisibleUnits:
    """What somebody with roles at these units sees, all units known already."""
    tops = [pk for pk in own if not set(lineage(pk)[1:]) & set(own)]
    return VisibleUnits({pk: TREE[pk] for pk in own}, tuple(tops), dict(TREE))


def lineage(pk: int) -> list[int]:
    parent = PARENTS[pk]
    return [pk] if parent is None else [pk, *lineage(parent)]


@pytest.mark.parametrize(
    ("own", "unit", "chain"),
    [
        ([PROVINCE], VILLAGE, [VILLAGE, COMMUNE, DISTRICT, PROVINCE]),
        ([DISTRICT], VILLAGE, [VILLAGE, COMMUNE, DISTRICT]),
        ([DISTRICT], DISTRICT, [DISTRICT]),
        ([DISTRICT], PROVINCE, []),
        ([DISTRICT], OTHER, []),
        ([COMMUNE], DISTRICT, []),
        ([COMMUNE, OTHER], OTHER, [OTHER]),
        (
            [VILLAGE, DISTRICT],
            VILLAGE,
            [VILLAGE, COMMUNE, DISTRICT],
        ),  # as far up as they see, through what lies between
        ([VILLAGE, OTHER], COMMUNE, []),
    ],
)
def test_a_chain_goes_as_far_up_as_the_person_sees(own: list[int], unit: int, chain: list[int]) -> None:
    assert [above.pk for above in seen_from(*own).chain(TREE[unit])] == chain


@pytest.mark.parametrize(
    ("own", "ancestors"),
    [
        ([PROVINCE], ()),
        ([DISTRICT], (PROVINCE,)),
        ([VILLAGE], (COMMUNE, DISTRICT, PROVINCE)),
        ([DISTRICT, OTHER], (PROVINCE,)),
        ([VILLAGE, OTHER], (COMMUNE, DISTRICT, PROVINCE)),
    ],
)
def test_what_is_above_is_known_and_not_seen(own: list[int], ancestors: tuple[int, ...]) -> None:
    visible_units = seen_from(*own)
    assert visible_units.ancestors == ancestors
    assert not any(visible_units.chain(TREE[pk]) for pk in ancestors)


@pytest.mark.parametrize(
    ("own", "owner", "shows_all", "distance"),
    [
        ([DISTRICT], DISTRICT, True, 0),
        ([DISTRICT], PROVINCE, False, 1),
        ([VILLAGE], PROVINCE, False, 3),
        ([VILLAGE], COMMUNE, False, 1),
        ([PROVINCE], DISTRICT, True, 1),  # a plan below comes after all above
        ([DISTRICT], COMMUNE, True, 2),
        ([VILLAGE, DISTRICT], VILLAGE, True, 2),
    ],
)
def test_a_plan_is_seen_whole_unless_its_owner_is_above(
    own: list[int], owner: int, shows_all: bool, distance: int
) -> None:
    visible_units = seen_from(*own)
    assert (visible_units.shows_plan_of(owner), visible_units.distance(owner)) == (shows_all, distance)


@given(st.sets(st.sampled_from(list(TREE)), min_size=1), st.sampled_from(list(TREE)))
def test_a_unit_is_seen_exactly_where_one_of_its_own_is_at_or_above_it(own: set[int], unit: int) -> None:
    chain = [above.pk for above in seen_from(*own).chain(TREE[unit])]
    assert bool(chain) == bool(own & set(lineage(unit)))
    assert chain == lineage(unit)[: len(chain)]
    assert not chain or (chain[-1] in own and not own & set(lineage(unit)[len(chain) :]))


# Branches


@st.composite
def forests(draw: st.DrawFn) -> list[Unit]:
    """Trees whose names repeat, in any order."""
    names = draw(st.lists(st.sampled_from(["An", "Ăn", "Ân", "Bản Thi", "Đồng", "Dồng"]), min_size=1, max_size=12))
    parents = [draw(st.integers(0, n)) for n in range(len(names))]  # 0 is no parent
    units = [
        Unit(pk=n, parent_id=parent or None, short_name=name, sort_key=sort_key(name))
        for n, (name, parent) in enumerate(zip(names, parents, strict=True), 1)
    ]
    return draw(st.permutations(units))


@given(forests(), st.integers())
def test_children_come_in_vietnamese_order_whatever_the_database_returns(units: list[Unit], seed: int) -> None:
    children = children_by_parent(units)
    shuffled = list(units)
    Random(seed).shuffle(shuffled)
    assert children_by_parent(shuffled) == children
    assert sum(map(len, children.values())) == sum(unit.parent_id is not None for unit in units)
    for siblings in children.values():
        keys = [(unit.sort_key, unit.pk) for unit in siblings]
        assert keys == sorted(keys)


@given(forests())
def test_a_subtree_holds_each_unit_below_once_and_after_its_parent(units: list[Unit]) -> None:
    by_id = {unit.pk: unit for unit in units}
    branch = UnitBranch(units[0], by_id, children_by_parent(units))
    for root in units:
        below = [unit.pk for unit in branch.subtree(root)]
        assert below[0] == root.pk
        assert len(below) == len(set(below))
        assert all(by_id[pk].parent_id in below[:n] for n, pk in enumerate(below) if n)
        assert set(below) == {pk for pk in by_id if root.pk in upwards(by_id, pk)}


def upwards(units: dict[int, Unit], pk: int) -> list[int]:
    parent = units[pk].parent_id
    return [pk] if parent is None else [pk, *upwards(units, parent)]


def test_a_branch_between_two_days_leaves_out_who_was_not_there() -> None:
    ended = Unit(pk=6, parent_id=DISTRICT, valid_to=date(2022, 5, 31))
    units = TREE | {6: ended}
    branch = UnitBranch(TREE[DISTRICT], units, children_by_parent(units.values()))
    for first, is_there in ((date(2022, 5, 31), True), (date(2022, 6, 1), False)):
        assert (6 in branch.subtree_between(TREE[DISTRICT], first, date(2022, 12, 31))) is is_there


# Days and addresses

days = st.none() | st.dates(date(2020, 1, 1), date(2024, 12, 31))


@given(days, days, st.dates(date(2020, 1, 1), date(2024, 12, 31)), st.integers(0, 400))
def test_spans_overlap_exactly_where_they_share_a_day(first: Any, last: Any, start: date, length: int) -> None:
    end = start + timedelta(length)
    shared = max(first or date.min, start) <= min(last or date.max, end)
    is_span = first is None or last is None or first <= last
    assert days_overlap((first, last), start, end) == shared or not is_span


@pytest.mark.parametrize(
    ("address", "pk"),
    [
        ("~17", 17),
        ("~0", 0),
        ("~007", 7),
        ("17", None),
        ("", None),
        ("~", None),
        ("~~17", None),
        ("~-1", None),
        ("~1.5", None),
        ("~17 ", None),
        ("~１７", None),
        ("~²", None),
        ("~" + "9" * 17, int("9" * 17)),
        ("~" + "9" * 18, None),  # more than any id: it would not fit a column
    ],
)
def test_an_address_names_an_id_after_a_tilde(address: str, pk: int | None) -> None:
    assert id_from_address(address) == pk


@pytest.mark.parametrize(
    ("day", "address"),
    [(date(2025, 6, 30), "02020"), (date(2025, 7, 1), "~17"), (date(2000, 1, 1), "02020")],
)
def test_a_unit_goes_by_its_code_while_it_has_it(day: date, address: str) -> None:
    unit = Unit(pk=17, code="02020", valid_to=date(2025, 6, 30))
    assert unit.address_on(day) == address
    assert matches_address(unit, address)
    assert not matches_address(unit, "02021")
    assert not matches_address(unit, "~18")


def test_of_units_that_had_one_code_the_longest_there_comes_first() -> None:
    ends = [date(2025, 6, 30), None, date(2020, 1, 1), date(2025, 12, 31)]
    units = [Unit(pk=n, valid_to=end) for n, end in enumerate(ends)]
    assert [unit.pk for unit in latest_first(units)] == [1, 3, 0, 2]
