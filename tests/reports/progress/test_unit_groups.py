"""Communes and departments apart in every list."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.progress.units.unit_groups import group_title, is_department, unit_groups
from units.enums import UnitKind
from units.models import Unit

kinds = st.sampled_from(list(UnitKind))


def units_of(*unit_kinds: str) -> list[Unit]:
    return [Unit(name=f"{number}", kind=kind) for number, kind in enumerate(unit_kinds)]


def names(groups) -> list[tuple[str, list[str]]]:
    return [(group.title, [unit.name for unit in group.members]) for group in groups]


def test_communes_come_before_departments_each_in_the_order_of_the_list() -> None:
    units = units_of("DEPARTMENT", "COMMUNE", "TOWNSHIP", "DEPARTMENT", "COMMUNE")
    assert names(unit_groups(units, lambda unit: unit)) == [
        ("Xã, thị trấn", ["1", "2", "4"]),
        ("Phòng, ban", ["0", "3"]),
    ]


def test_a_group_without_units_is_no_group() -> None:
    assert names(unit_groups(units_of("DEPARTMENT"), lambda unit: unit)) == [("Phòng, ban", ["0"])]
    assert unit_groups([], lambda unit: unit) == ()


@pytest.mark.parametrize(
    ("present", "title"),
    [
        (["COMMUNE"], "Xã"),
        (["TOWNSHIP", "COMMUNE"], "Xã, thị trấn"),
        (["WARD", "COMMUNE", "TOWNSHIP", "WARD"], "Xã, phường, thị trấn"),
        (["DISTRICT"], "Huyện"),
        (["CLUSTER"], "Cụm thi đua"),
        (["DEPARTMENT", "DEPARTMENT"], "Phòng, ban"),
        ([], ""),
    ],
)
def test_a_title_names_the_kinds_that_occur(present: list[str], title: str) -> None:
    assert group_title(units_of(*present)) == title


@pytest.mark.parametrize(
    ("hamlets", "title"),
    [
        (["Ấp Một", "Ấp Hai"], "Ấp"),
        (["Thôn Nà Pài", "Bản Cáu", "Thôn Phiêng Liềng"], "Thôn, bản"),
        (["Khu phố 1", "Ấp 2"], "Khu phố, ấp"),
        (["Tổ dân phố 3", "Tổ 4"], "Tổ dân phố, tổ"),
        (["Thôn Nà Pài", "Phiêng Liềng"], "Thôn, tổ dân phố"),  # one does not say what it is
    ],
)
def test_hamlets_are_called_as_they_call_themselves(hamlets: list[str], title: str) -> None:
    units = [Unit(name=name, kind=UnitKind.HAMLET) for name in hamlets]
    assert group_title(units) == title
    assert group_title([*units, *units_of("COMMUNE")]) == f"Xã, {title[0].lower()}{title[1:]}"


@given(st.lists(kinds, max_size=12))
def test_nobody_is_lost_and_nobody_stands_twice(unit_kinds: list[UnitKind]) -> None:
    units = units_of(*unit_kinds)
    groups = unit_groups(units, lambda unit: unit)
    assert sorted(int(unit.name) for group in groups for unit in group.members) == list(range(len(units)))
    assert len(groups) == len({is_department(unit) for unit in units})
    assert all(len({is_department(unit) for unit in group.members}) == 1 for group in groups)
    assert all(group.title for group in groups)
