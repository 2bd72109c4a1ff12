"""The part of the tree that one person sees."""

from datetime import date

import pytest

from tests.factories import MembershipFactory, UnitFactory, UserFactory
from units.enums import Role, UnitKind
from units.models import User
from units.visibility import visible_units_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree():
    province = UnitFactory.create(code="06", name="Tỉnh Bắc Kạn", kind=UnitKind.PROVINCE)
    district = UnitFactory.create(code="064", name="Huyện Chợ Đồn", kind=UnitKind.DISTRICT, parent=province)
    other = UnitFactory.create(code="065", name="Huyện khác", kind=UnitKind.DISTRICT, parent=province)
    communes = [UnitFactory.create(name=f"Xã {name}", parent=district) for name in ("Đồng Lạc", "Bản Thi", "Bằng Lũng")]
    return province, district, other, communes


def see(*memberships):
    user = UserFactory.create()
    for unit, role in memberships:
        MembershipFactory.create(user=user, unit=unit, role=role)
    return visible_units_of(User.objects.get(pk=user.pk))


def test_a_leader_sees_the_subtree_in_vietnamese_order(tree):
    province, district, other, communes = tree
    visible_units = see((district, Role.LEADER))
    around = visible_units.around(district, most=4)
    assert around.branch is not None
    assert [unit.short_name for unit in around.branch.subtree(district)] == [
        "Huyện Chợ Đồn",
        "Bản Thi",
        "Bằng Lũng",
        "Đồng Lạc",
    ]
    assert (visible_units.roots, visible_units.ancestors) == ((district.pk,), (province.pk,))
    assert [unit for unit in (province, district, other, *communes) if visible_units.chain(unit)] == [
        district,
        *communes,
    ]


def test_of_too_many_units_only_those_right_below_are_read(tree):
    province, district, other, communes = tree
    village = UnitFactory.create(name="Thôn 1", parent=communes[0])
    visible_units = see((province, Role.LEADER))
    around = visible_units.around(district, most=4)
    assert around.branch is None
    assert around.chain == [district, province]
    assert [unit.short_name for unit in around.children[district.pk]] == ["Bản Thi", "Bằng Lũng", "Đồng Lạc"]
    assert set(around.children[province.pk]) == {district, other}
    assert {unit for units in around.children.values() for unit in units if unit.has_below} == {district, communes[0]}
    branch = visible_units.around(district, most=5).branch
    assert branch is not None
    assert set(branch.units.values()) == {district, *communes, village}


def test_a_commune_sees_itself_and_knows_what_is_above(tree):
    province, district, _, communes = tree
    visible_units = see((communes[0], Role.REPORTER))
    assert set(visible_units.own) == {communes[0].pk}
    assert (visible_units.chain(communes[0]), visible_units.chain(communes[1]), visible_units.chain(district)) == (
        [communes[0]],
        [],
        [],
    )
    assert visible_units.ancestors == (district.pk, province.pk)
    assert [visible_units.distance(pk) for pk in (communes[0].pk, district.pk, province.pk, communes[1].pk)] == [
        0,
        1,
        2,
        3,
    ]


def test_several_memberships_make_one_sight(tree):
    province, district, other, communes = tree
    visible_units = see((communes[0], Role.REPORTER), (district, Role.REVIEWER), (other, Role.LEADER))
    assert set(visible_units.own) == {district.pk, other.pk, communes[0].pk}
    assert visible_units.chain(communes[0]) == [communes[0], district]
    assert set(visible_units.roots) == {district.pk, other.pk}
    assert visible_units.ancestors == (province.pk,)


def test_nobody_sees_nothing():
    visible_units = see()
    assert (visible_units.own, visible_units.roots, visible_units.ancestors) == ({}, (), ())


def test_a_code_means_the_unit_that_had_it_on_the_day(tree):
    _, district, _, _ = tree
    old = UnitFactory.create(code="02020", name="Thị trấn Bằng Lũng", parent=district, valid_to=date(2025, 6, 30))
    new = UnitFactory.create(code="02020", name="Xã Chợ Đồn", parent=district, valid_from=date(2025, 7, 1))
    visible_units = see((district, Role.LEADER))
    assert visible_units.by_code("02020", date(2022, 9, 14)) == old
    assert visible_units.by_code("02020", date(2025, 9, 14)) == new
    assert visible_units.by_code("99999", date(2022, 9, 14)) is None


def test_a_code_out_of_sight_means_nothing(tree):
    province, district, other, communes = tree
    visible_units = see((district, Role.LEADER))
    day = date(2022, 9, 14)
    assert visible_units.by_code(communes[1].code, day) == communes[1]
    assert [visible_units.by_code(unit.code, day) for unit in (province, other)] == [None, None]


@pytest.mark.parametrize(("more", "expected"), [(1, 1), (3, 2)])
def test_the_queries_do_not_grow_with_the_size(tree, django_assert_num_queries, more, expected):
    """Checks that of several units it is known whether one is above the other."""
    communes = tree[-1]
    user = UserFactory.create()
    for commune in communes[:more]:
        UnitFactory.create_batch(more, parent=commune)
        MembershipFactory.create(user=user, unit=commune)
    user = User.objects.get(pk=user.pk)
    with django_assert_num_queries(expected):
        visible_units_of(user)
    with django_assert_num_queries(0):
        visible_units_of(user)
