"""The table of roles as offices read it: which right each has, and for which units it counts."""

import pytest

from chodon_thidua.lib.refusals import Refusal
from tests.units.people import TODAY, SampleOffices, make_offices
from units.enums import Role
from units.models import User
from units.permissions import check_administers, check_role, has_role
from units.roles import ROLE_ORDER, ROLE_RULES, RoleRight, roles_with

RIGHTS = {
    RoleRight.ENTER_FIGURES: {Role.REPORTER},
    RoleRight.REVIEW_REPORTS: {Role.REVIEWER},
    RoleRight.COORDINATE: {Role.ADMINISTRATOR},
    RoleRight.COMPARE_UNITS: {Role.ADMINISTRATOR, Role.LEADER, Role.REVIEWER},
    RoleRight.REMIND: {Role.ADMINISTRATOR, Role.REVIEWER},
    RoleRight.FREEZE_NUMBERS: {Role.ADMINISTRATOR, Role.REVIEWER},
    RoleRight.ISSUE_DIRECTIVES: {Role.LEADER},
    RoleRight.READ_SENT_FILES: {Role.LEADER, Role.REVIEWER},
}
UNITS = ("province", "district", "other", "commune", "second")
# The units for which each person counts as holder of their role.
REACH = {
    ("province admin", Role.ADMINISTRATOR): set(UNITS),
    ("district admin", Role.ADMINISTRATOR): {"district", "commune", "second"},
    ("commune admin", Role.ADMINISTRATOR): {"commune"},
    ("leader", Role.LEADER): {"district", "commune", "second"},
    ("reviewer", Role.REVIEWER): {"commune", "second"},  # never of the own office's report
    ("reporter", Role.REPORTER): {"commune"},
    ("two posts", Role.REPORTER): {"commune"},
    ("two posts", Role.LEADER): {"district", "commune", "second"},
    ("reporter", Role.REVIEWER): set(),
    ("leader", Role.ADMINISTRATOR): set(),
}


@pytest.fixture
def land(settings) -> SampleOffices:
    settings.TODAY = TODAY
    return make_offices()


def test_every_right_belongs_to_the_roles_of_the_table() -> None:
    assert {right: set(roles_with(right)) for right in RoleRight} == RIGHTS


def test_every_role_has_its_rules_and_a_place_in_lists() -> None:
    assert set(ROLE_RULES) == set(Role)
    assert ROLE_ORDER == (Role.ADMINISTRATOR, Role.LEADER, Role.REVIEWER, Role.REPORTER)
    assert all("{unit}" in rules.holder for rules in ROLE_RULES.values())


@pytest.mark.django_db
def test_a_role_counts_for_the_units_of_its_reach_alone(land, django_assert_max_num_queries) -> None:
    for (name, role), reach in REACH.items():
        person = User.objects.get(pk=land[name].pk)
        with django_assert_max_num_queries(1 + len(UNITS)):
            own = {unit for unit in UNITS if has_role(person, role, land.units[unit])}
        assert own == reach, (name, role)
        assert {unit.name for unit in person.units_as(role)} == {land.units[unit].name for unit in reach}
        assert has_role(person, role) is bool(reach)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "unit", "sentence"),
    [
        (Role.REPORTER, "commune", "Chỉ cán bộ nhập liệu của Xã Ngọc Phái được làm việc này."),
        (Role.REVIEWER, "commune", "Chỉ cán bộ thẩm định của đơn vị trên Xã Ngọc Phái được làm việc này."),
        (Role.LEADER, "district", "Chỉ lãnh đạo của Huyện Chợ Đồn hoặc của cấp trên được làm việc này."),
        (
            Role.ADMINISTRATOR,
            "other",
            "Chỉ quản trị kế hoạch của Huyện Bạch Thông hoặc của cấp trên được làm việc này.",
        ),
    ],
)
def test_a_refusal_says_whose_work_it_is(land, role, unit, sentence) -> None:
    stranger = User.objects.get(pk=land["second admin"].pk)
    with pytest.raises(Refusal) as refusal:
        check_role(stranger, role, land.units[unit])
    assert str(refusal.value) == sentence


@pytest.mark.django_db
def test_the_operator_may_do_everything_and_alone_adds_a_topmost_unit(land) -> None:
    check_administers(None, None)
    check_administers(None, land.units["other"])
    check_administers(land["district admin"], land.units["commune"])
    with pytest.raises(Refusal, match="Chỉ người vận hành máy chủ được thêm đơn vị cấp cao nhất"):
        check_administers(land["province admin"], None)
    with pytest.raises(Refusal, match="Chỉ quản trị kế hoạch của Huyện Bạch Thông"):
        check_administers(land["district admin"], land.units["other"])
