"""Rights over accounts: every act by every person, and attempts to gain more."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from chodon_thidua.lib.refusals import Refusal
from tests.factories import MembershipFactory, member
from tests.units.people import TODAY, SampleOffices, make_offices, signed_in
from units.enums import Role
from units.models import AuditEvent, Membership, User
from units.services import membership_add
from units.services.account_access import account_set_active, password_reset
from units.services.accounts import account_change

pytestmark = pytest.mark.django_db

ACTS = ("page", "change", "close", "reset", "give", "days", "end")
DONE = {"page": 200, "change": 302, "close": 302, "reset": 302, "give": 302, "days": 302, "end": 302}
NOT_THERE = dict.fromkeys(ACTS, 404)
ROLES_ONLY = DONE | {"change": 403, "close": 403, "reset": 403}
# On themselves people correct their name and take no more than they may do without.
OWN = DONE | {"close": 403, "reset": 403, "days": 403, "end": 403}
TABLE = {
    ("reporter", "commune"): {
        "province admin": DONE,
        "district admin": DONE,
        "colleague": DONE,
        "commune admin": DONE,
        "second admin": NOT_THERE,
        "other admin": NOT_THERE,
        "reviewer": NOT_THERE,
        "leader": NOT_THERE,
        "reporter": NOT_THERE,
    },
    # Also leader of the district: beyond the commune.
    ("two posts", "commune"): {
        "province admin": DONE,
        "district admin": DONE,
        "commune admin": ROLES_ONLY,
        "second admin": NOT_THERE,
        "other admin": NOT_THERE,
        "reviewer": NOT_THERE,
        "two posts": NOT_THERE,
    },
    ("district admin", "district"): {
        "province admin": DONE,
        "colleague": DONE,
        "district admin": OWN,
        "commune admin": NOT_THERE,
        "other admin": NOT_THERE,
        "reviewer": NOT_THERE,
    },
}
LINES = [(who, whose, act) for whose, by in TABLE.items() for who in by for act in ACTS]


@pytest.fixture
def land(settings) -> SampleOffices:
    settings.TODAY = TODAY
    return make_offices()


def do(land: SampleOffices, who: str, whose: str, unit: str, act: str) -> int:
    """One act on one account, its role at the unit where the act is about a role."""
    page = f"/quan-tri/tai-khoan/{land[whose].pk}/"
    role = f"{page}vai-tro/{land.role(whose, unit).pk}/"
    client = signed_in(land[who])
    posts = {
        "change": (f"{page}sua/", {"full_name": "Tên Mới", "email": "moi@example.vn"}),
        "close": (f"{page}hoat-dong/", {"active": "0"}),
        "reset": (f"{page}mat-khau/", {}),
        "give": (f"{page}vai-tro/", {"unit": land.units[unit].pk, "role": "REVIEWER"}),
        "days": (role, {"valid_from": "01/01/2022", "valid_to": "31/12/2022"}),
        "end": (role, {"end": "1"}),
    }
    return client.get(page).status_code if act == "page" else client.post(*posts[act]).status_code


def as_stored(user: User) -> tuple[object, ...]:
    fields = ("full_name", "email", "is_active", "password", "must_change_password")
    values = User.objects.values(*fields).get(pk=user.pk)
    return values, list(Membership.objects.filter(user=user).order_by("pk").values_list())


@pytest.mark.parametrize(("who", "whose", "act"), LINES)
def test_every_act_by_whom(land, who, whose, act) -> None:
    target, unit = whose
    expected = TABLE[whose][who][act]
    before = as_stored(land[target])
    assert do(land, who, target, unit, act) == expected
    has_changed = as_stored(land[target]) != before
    assert has_changed is (act != "page" and expected in (200, 302))
    if expected == 403:
        assert AuditEvent.objects.filter(action="REFUSED", actor=land[who]).exists()


SERVICES: dict[str, Callable[[SampleOffices, User, User], object]] = {
    "change": lambda land, actor, account: account_change(
        account=account, full_name="A", email="", post="", phone="", actor=actor
    ),
    "close": lambda land, actor, account: account_set_active(account=account, active=False, actor=actor),
    "reset": lambda land, actor, account: password_reset(account=account, actor=actor),
    "give": lambda land, actor, account: membership_add(
        actor=actor, user=account, unit=actor.current_memberships[0].unit, role=Role.LEADER
    ),
}


REFUSED = [
    ("second admin", "reporter", SERVICES.keys(), "không có vai trò nào trong phạm vi"),
    ("other admin", "two posts", SERVICES.keys(), "không có vai trò nào trong phạm vi"),
    # A role at their own unit is theirs to give.
    ("commune admin", "two posts", SERVICES.keys() - {"give"}, "còn có vai trò ở đơn vị ngoài phạm vi"),
    ("reviewer", "reporter", SERVICES.keys(), "không có vai trò nào trong phạm vi|Chỉ quản trị kế hoạch"),
]


@pytest.mark.parametrize(
    ("who", "whose", "act", "sentence"),
    [(who, whose, act, sentence) for who, whose, acts, sentence in REFUSED for act in sorted(acts)],
)
def test_services_refuse_by_themselves(land, who, whose, act, sentence) -> None:
    """Whatever page or command calls them: one's own unit gives no hold on an account of others."""
    before = as_stored(land[whose])
    with pytest.raises(Refusal, match=sentence):
        SERVICES[act](land, land[who], land[whose])
    assert as_stored(land[whose]) == before


@pytest.mark.parametrize("act", [act for act in ACTS if act != "page"])
def test_a_link_that_was_only_followed_changes_nothing(land, act) -> None:
    page = f"/quan-tri/tai-khoan/{land['reporter'].pk}/"
    tails = {"change": "sua/", "close": "hoat-dong/", "reset": "mat-khau/", "give": "vai-tro/"}
    tail = tails.get(act, f"vai-tro/{land.role('reporter', 'commune').pk}/")
    before = as_stored(land["reporter"])
    answer = signed_in(land["district admin"]).get(f"{page}{tail}")
    assert (answer.status_code, answer["Location"]) == (302, page)
    assert as_stored(land["reporter"]) == before


@pytest.mark.parametrize("unit", ["district", "province", "second", "other"])
@pytest.mark.parametrize("role", Role)
def test_no_role_is_given_beyond_ones_scope(land, unit, role) -> None:
    client = signed_in(land["commune admin"])
    forged = {"unit": land.units[unit].pk, "role": role}
    answer = client.post(f"/quan-tri/tai-khoan/{land['reporter'].pk}/vai-tro/", forged)
    assert answer.status_code == 422
    assert "Đơn vị này không trong phạm vi của anh/chị." in answer.content.decode()
    new = forged | {"full_name": "Người Mới", "username": "nguoi.moi"}
    assert client.post("/quan-tri/tai-khoan/them/", new).status_code == 422
    assert not User.objects.filter(username="nguoi.moi").exists()
    assert land["reporter"].memberships.count() == 1


@pytest.mark.parametrize("act", ["days", "end"])
def test_a_role_beyond_ones_scope_is_not_touched_through_an_account_within(land, act) -> None:
    role = land.role("two posts", "district")
    page = f"/quan-tri/tai-khoan/{land['two posts'].pk}/"
    client = signed_in(land["commune admin"])
    assert "Lãnh đạo – Huyện Chợ Đồn" not in client.get(page).content.decode()
    form_data = {"end": "1"} if act == "end" else {"valid_to": "14/09/2022"}
    assert client.post(f"{page}vai-tro/{role.pk}/", form_data).status_code == 404
    role.refresh_from_db()
    assert role.valid_to is None


def test_a_role_of_somebody_else_is_not_reached_through_ones_own_account(land) -> None:
    role = land.role("reporter", "commune")
    own = f"/quan-tri/tai-khoan/{land['district admin'].pk}/vai-tro/{role.pk}/"
    assert signed_in(land["district admin"]).post(own, {"end": "1"}).status_code == 404


@pytest.mark.parametrize(
    ("first", "last", "beyond"),
    [
        (None, None, True),
        (TODAY + timedelta(days=30), None, True),
        (None, TODAY, True),
        (None, TODAY - timedelta(days=1), False),
    ],
)
def test_a_role_above_protects_the_account_while_it_counts_or_will(land, first, last, beyond) -> None:
    user = member(land.units["commune"], Role.REPORTER)
    MembershipFactory(user=user, unit=land.units["district"], role=Role.LEADER, valid_from=first, valid_to=last)
    before = as_stored(user)
    answer = signed_in(land["commune admin"]).post(f"/quan-tri/tai-khoan/{user.pk}/mat-khau/")
    assert answer.status_code == (403 if beyond else 302)
    assert (as_stored(user) == before) is beyond


def test_an_administrator_whose_role_is_over_administers_nothing(land) -> None:
    Membership.objects.filter(user=land["commune admin"]).update(valid_to=date(2022, 9, 14))
    client = signed_in(land["commune admin"])
    for address in ("", "tai-khoan/them/", f"tai-khoan/{land['reporter'].pk}/"):
        assert client.get(f"/quan-tri/{address}").status_code == 404


def test_the_only_own_administrators_role_stays_and_one_of_two_may_go(land) -> None:
    admin = land["district admin"]
    page, role = f"/quan-tri/tai-khoan/{admin.pk}/vai-tro/", land.role("district admin", "district")
    answer = signed_in(admin).post(f"{page}{role.pk}/", {"end": "1"})
    assert (answer.status_code, "vai trò quản trị duy nhất của chính anh/chị" in answer.content.decode()) == (403, True)
    MembershipFactory(user=admin, unit=land.units["commune"], role=Role.ADMINISTRATOR)
    assert signed_in(admin).post(f"{page}{role.pk}/", {"end": "1"}).status_code == 302


def test_a_scope_of_several_units_is_taken_together(land) -> None:
    both = member(land.units["commune"], Role.ADMINISTRATOR)
    MembershipFactory(user=both, unit=land.units["second"], role=Role.ADMINISTRATOR)
    user = member(land.units["commune"], Role.REPORTER)
    MembershipFactory(user=user, unit=land.units["second"], role=Role.REPORTER)
    page = f"/quan-tri/tai-khoan/{user.pk}/mat-khau/"
    assert signed_in(land["commune admin"]).post(page).status_code == 403
    assert signed_in(both).post(page).status_code == 302
