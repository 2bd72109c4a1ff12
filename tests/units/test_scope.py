"""The units that people see, and those for which they act, by role."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from chodon_thidua.lib.refusals import Refusal
from tests.factories import MembershipFactory, UnitFactory, UserFactory, member
from units.enums import Role
from units.models import Unit, User
from units.permissions import check_role, has_role
from units.roles import ROLE_RULES
from units.selectors import scope
from units.visibility import visible_units_of

pytestmark = pytest.mark.django_db

Tree = dict[str, Unit]


@pytest.fixture
def tree() -> Tree:
    """Province > district > two communes, the first with a village; and another district."""
    province = UnitFactory.create(code="06", name="Tỉnh Bắc Kạn")
    district = UnitFactory.create(code="064", name="Huyện Chợ Đồn", parent=province)
    other = UnitFactory.create(code="063", name="Huyện Bạch Thông", parent=province)
    first = UnitFactory.create(code="02053", name="Xã Ngọc Phái", parent=district)
    second = UnitFactory.create(code="02038", name="Xã Quảng Bạch", parent=district)
    village = UnitFactory.create(code="T1", name="Thôn Một", parent=first)
    return {unit.code: unit for unit in (province, district, other, first, second, village)}


ALL, DISTRICT = {"06", "063", "064", "02053", "02038", "T1"}, {"064", "02053", "02038", "T1"}


def codes(units: object) -> set[str]:
    return {unit.code for unit in units}  # type: ignore[attr-defined]


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize(
    ("at", "visible_codes"), [("06", ALL), ("064", DISTRICT), ("02053", {"02053", "T1"}), ("T1", {"T1"})]
)
def test_everybody_sees_their_unit_and_all_below(tree: Tree, role: Role, at: str, visible_codes: set[str]) -> None:
    user = member(tree[at], role)
    assert codes(user.visible_units()) == visible_codes


@pytest.mark.parametrize(
    ("role", "at", "own_codes"),
    [
        (Role.REPORTER, "064", {"064"}),
        (Role.REPORTER, "02053", {"02053"}),
        (Role.REVIEWER, "064", DISTRICT - {"064"}),
        (Role.REVIEWER, "02053", {"T1"}),
        (Role.REVIEWER, "T1", set()),
        (Role.LEADER, "064", DISTRICT),
        (Role.ADMINISTRATOR, "06", ALL),
    ],
)
def test_each_role_acts_for_its_units(tree: Tree, role: Role, at: str, own_codes: set[str]) -> None:
    user = member(tree[at], role)
    assert codes(user.units_as(role)) == own_codes
    assert {code for code, unit in tree.items() if has_role(user, role, unit)} == own_codes
    for other in set(Role) - {role}:
        assert not user.has_role(other)
        assert not has_role(user, other)
        assert not has_role(user, other, tree[at])
        assert codes(user.units_as(other)) == set()


def test_several_memberships_add_up(tree: Tree) -> None:
    user = member(tree["T1"], Role.REPORTER)
    MembershipFactory.create(user=user, unit=tree["063"], role=Role.LEADER)
    assert codes(user.visible_units()) == {"T1", "063"}
    assert codes(user.units_as(Role.REPORTER)) == {"T1"}
    assert codes(user.units_as(Role.LEADER)) == {"063"}


def test_a_reviewer_of_two_levels_decides_on_the_lower_one(tree: Tree) -> None:
    user = member(tree["02053"], Role.REVIEWER)
    MembershipFactory.create(user=user, unit=tree["064"], role=Role.REVIEWER)
    assert codes(user.units_as(Role.REVIEWER)) == DISTRICT - {"064"}
    assert has_role(user, Role.REVIEWER, tree["02053"])
    assert not has_role(user, Role.REVIEWER, tree["064"])


def test_without_a_membership_nothing_is_visible(tree: Tree) -> None:
    user = UserFactory.create()
    assert not user.visible_units().exists()
    assert not user.has_role(Role.LEADER)


@pytest.mark.parametrize(
    ("first", "last", "valid"),
    [
        (None, None, True),
        (date(2022, 9, 15), date(2022, 9, 15), True),
        (None, date(2022, 9, 14), False),
        (date(2022, 9, 16), None, False),
    ],
)
def test_a_membership_counts_between_its_days_on_the_clock_of_the_app(
    tree: Tree, settings: Settings, first: date | None, last: date | None, valid: bool
) -> None:
    settings.TODAY = date(2022, 9, 15)
    user = UserFactory.create()
    MembershipFactory.create(user=user, unit=tree["064"], role=Role.REPORTER, valid_from=first, valid_to=last)
    assert user.has_role(Role.REPORTER) is valid
    assert user.visible_units().exists() is valid
    assert has_role(user, Role.REPORTER, tree["064"]) is valid


SENTENCES = {
    Role.REPORTER: "Chỉ cán bộ nhập liệu của Xã Quảng Bạch được làm việc này.",
    Role.REVIEWER: "Chỉ cán bộ thẩm định của đơn vị trên Xã Quảng Bạch được làm việc này.",
    Role.LEADER: "Chỉ lãnh đạo của Xã Quảng Bạch hoặc của cấp trên được làm việc này.",
    Role.ADMINISTRATOR: "Chỉ quản trị kế hoạch của Xã Quảng Bạch hoặc của cấp trên được làm việc này.",
}


def test_every_role_has_its_rules() -> None:
    assert set(ROLE_RULES) == set(Role)


@pytest.mark.parametrize("role", list(Role))
def test_a_refusal_says_who_could(tree: Tree, role: Role) -> None:
    user = member(tree["02053"], role)
    with pytest.raises(Refusal) as refusal:
        check_role(user, role, tree["02038"])
    assert str(refusal.value) == SENTENCES[role]


def test_a_code_means_the_unit_that_had_it_on_the_day(tree: Tree) -> None:
    last = date(2025, 6, 30)
    Unit.objects.filter(code="02038").update(valid_to=last)
    successor = UnitFactory.create(
        code="02038", name="Xã Quảng Bạch mới", parent=tree["064"], valid_from=date(2025, 7, 1)
    )
    user = member(tree["064"], Role.LEADER)
    visible_units = visible_units_of(user)
    assert visible_units.by_code("02038", last) == tree["02038"]
    assert visible_units.by_code("02038", date(2026, 1, 1)) == successor
    assert visible_units.by_code("063", last) is None


def test_roles_are_told_in_words(tree: Tree) -> None:
    user = member(tree["02053"], Role.REPORTER)
    MembershipFactory.create(user=user, unit=tree["064"], role=Role.LEADER)
    words = scope.role_text(user)
    assert sorted(words.split("; ")) == ["Cán bộ nhập liệu – Xã Ngọc Phái", "Lãnh đạo – Huyện Chợ Đồn"]


READINGS: dict[str, tuple[Callable[[User, Unit], object], int]] = {
    "visible": (lambda user, unit: list(user.visible_units()), 2),
    "reviewed": (lambda user, unit: list(user.units_as(Role.REVIEWER)), 2),
    "own unit": (lambda user, unit: has_role(user, Role.REVIEWER, unit), 2),
    "roles": (lambda user, unit: scope.role_text(user), 1),
}


@pytest.mark.parametrize("places", [1, 3])
@pytest.mark.parametrize("reading", list(READINGS))
def test_the_number_of_queries_does_not_grow(tree: Tree, reading: str, places: int) -> None:
    user = UserFactory.create()
    for code in ["06", "02053", "063"][:places]:
        MembershipFactory.create(user=user, unit=tree[code], role=Role.REVIEWER)
    reading_of, expected = READINGS[reading]
    with CaptureQueriesContext(
        connection,
    ) as queries:
        reading_of(user, tree["02053"])
    assert len(queries) == expected
    with CaptureQueriesContext(connection) as queries:
        reading_of(user, tree["02053"])
    assert len(queries) == expected - 1  # the memberships are known by now
