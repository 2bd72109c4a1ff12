"""Adding units, accounts and memberships: who may, what is checked, what the audit log says."""

import re
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

from chodon_thidua.lib.refusals import InvalidInput, Refusal
from tests.factories import UnitFactory, UserFactory, member
from units.enums import Role, UnitKind
from units.models import AuditEvent, Membership, Unit, UnitSuccession, User
from units.services import account_create, membership_add, succession_create, unit_create, unit_end

pytestmark = pytest.mark.django_db

GOOD = "rung-xanh-cho-don"


@pytest.fixture
def district() -> Unit:
    unit = UnitFactory.create(code="064", name="Huyện Chợ Đồn")
    return unit


def last_event() -> AuditEvent:
    event = AuditEvent.objects.first()
    assert event
    return event


def test_an_administrator_adds_a_unit_below_their_own(district: Unit) -> None:
    actor = member(district, Role.ADMINISTRATOR)
    unit = unit_create(actor=actor, code="02053", name="Xã Ngọc Phái", kind=UnitKind.COMMUNE, parent=district)
    assert (unit.short_name, unit.parent, unit.search_key) == ("Ngọc Phái", district, "xa ngoc phai")
    event = last_event()
    assert (event.actor, event.action, event.object_id) == (actor, "UNIT_CREATE", str(unit.pk))
    assert event.after == {
        "code": "02053",
        "name": "Xã Ngọc Phái",
        "kind": "COMMUNE",
        "parent": "064",
        "valid_from": None,
        "valid_to": None,
    }


@pytest.mark.parametrize("role", [Role.REPORTER, Role.REVIEWER, Role.LEADER])
def test_nobody_else_adds_a_unit(district: Unit, role: Role) -> None:
    with pytest.raises(Refusal, match="Chỉ quản trị kế hoạch"):
        unit_create(actor=member(district, role), code="1", name="Xã", kind=UnitKind.COMMUNE, parent=district)
    assert Unit.objects.get() == district


def test_a_unit_at_the_top_comes_from_the_console_only(district: Unit) -> None:
    with pytest.raises(Refusal, match="Chỉ người vận hành máy chủ"):
        unit_create(actor=member(district, Role.ADMINISTRATOR), code="1", name="Tỉnh", kind=UnitKind.PROVINCE)
    assert unit_create(actor=None, code="06", name="Tỉnh Bắc Kạn", kind=UnitKind.PROVINCE).parent is None
    assert last_event().actor is None


def test_a_wrong_unit_is_answered_field_by_field(district: Unit) -> None:
    with pytest.raises(InvalidInput) as refusal:
        unit_create(
            actor=None,
            code="064",
            name="",
            kind=UnitKind.DISTRICT,
            short_name="x",
            valid_from=date(2025, 7, 1),
            valid_to=date(2025, 6, 30),
        )
    assert refusal.value.errors["code"] == "Mã đơn vị này đã có ở một đơn vị khác cùng thời gian hiệu lực."
    assert refusal.value.errors["name"]
    assert refusal.value.errors[""] == "Ngày hết hiệu lực của đơn vị phải từ ngày có hiệu lực trở đi."
    assert refusal.value.status == 422
    assert not AuditEvent.objects.exists()


def test_a_merger_needs_the_administrator_of_both_units(district: Unit) -> None:
    old, new = UnitFactory.create(parent=district), UnitFactory.create()
    actor = member(district, Role.ADMINISTRATOR)
    with pytest.raises(Refusal):
        succession_create(actor=actor, predecessor=old, successor=new, on=date(2025, 7, 1))
    sibling = UnitFactory.create(parent=district)
    succession = succession_create(actor=actor, predecessor=old, successor=sibling, on=date(2025, 7, 1))
    assert (succession.predecessor, succession.successor) == (old, sibling)
    assert last_event().after == {"predecessor": old.code, "successor": sibling.code, "on": "2025-07-01"}


def test_an_account_comes_with_its_roles(district: Unit) -> None:
    user = account_create(
        username=" Nhap-TCKH ", full_name="Nông Văn Thử", password=GOOD, memberships=[(district, Role.REPORTER)]
    )
    account = User.objects.get()
    assert account == user
    assert (account.username, account.full_name, account.must_change_password, account.is_demo) == (
        "nhap-tckh",
        "Nông Văn Thử",
        True,
        False,
    )
    assert account.check_password(GOOD)
    assert [str(membership) for membership in user.current_memberships] == ["Cán bộ nhập liệu – Huyện Chợ Đồn"]
    assert set(AuditEvent.objects.values_list("action", flat=True)) == {"ACCOUNT_CREATE", "MEMBERSHIP_ADD"}
    assert GOOD not in str(list(AuditEvent.objects.values()))


def test_demo_accounts_keep_their_password(district: Unit) -> None:
    user = account_create(
        username="quantri",
        full_name="Quản trị",
        password="thi-dua-2022",
        memberships=[(district, Role.ADMINISTRATOR)],
        is_demo=True,
        must_change_password=False,
    )
    assert (user.is_demo, user.must_change_password) == (True, False)


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"password": "ngan"}, "password", "Mật khẩu quá ngắn, phải có ít nhất 10 ký tự."),
        ({"password": "8675309867"}, "password", "số"),
        ({"password": "password123"}, "password", "phổ biến"),
        ({"password": "nong-van-thu-1"}, "password", "giống"),
        ({"username": "Nông Thử"}, "username", "Tên đăng nhập chỉ gồm"),
        ({"username": "co-roi"}, "username", "Tên đăng nhập này đã có người dùng."),
        ({"full_name": " "}, "full_name", ""),
        ({"memberships": []}, "memberships", "ít nhất một vai trò"),
    ],
)
def test_a_wrong_account_is_refused_whole(district: Unit, fields: dict[str, Any], field: str, words: str) -> None:
    UserFactory.create(username="co-roi")
    good = {
        "username": "nhap",
        "full_name": "nong-van-thu",
        "password": GOOD,
        "memberships": [(district, Role.REPORTER)],
    }
    with pytest.raises(InvalidInput) as refusal:
        account_create(**{**good, **fields})
    assert words in refusal.value.errors[field]
    assert User.objects.count() == 1
    assert not Membership.objects.exists()
    assert not AuditEvent.objects.exists()


def test_an_administrator_adds_accounts_in_their_units_only(district: Unit) -> None:
    actor = member(district, Role.ADMINISTRATOR)
    commune, elsewhere = UnitFactory.create(parent=district), UnitFactory.create()
    both = [(commune, Role.REPORTER), (elsewhere, Role.REPORTER)]
    with pytest.raises(Refusal):
        account_create(actor=actor, username="a", full_name="A", password=GOOD, memberships=both)
    assert not User.objects.filter(username="a").exists()
    account_create(actor=actor, username="a", full_name="A", password=GOOD, memberships=both[:1])
    assert last_event().actor == actor


def test_a_new_role_counts_at_once(district: Unit) -> None:
    user = UserFactory.create()
    assert not user.has_role(Role.LEADER)
    membership_add(actor=None, user=user, unit=district, role=Role.LEADER, valid_from=date(2020, 1, 1))
    assert user.has_role(Role.LEADER)
    assert last_event().after == {
        "username": user.username,
        "unit": "064",
        "role": "LEADER",
        "valid_from": "2020-01-01",
        "valid_to": None,
    }
    with pytest.raises(InvalidInput, match="Người này đã có vai trò đó tại đơn vị"):
        membership_add(actor=None, user=user, unit=district, role=Role.LEADER)


def create(*arguments: str) -> str:
    out = StringIO()
    call_command("account_create", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_prints_a_password_for_one_use(district: Unit) -> None:
    output = create("quantri", "--full-name", "Ma Thị Thử", "--unit", "064", "--role", "ADMINISTRATOR")
    first, second = output.splitlines()
    assert first == "Đã thêm tài khoản quantri: Quản trị kế hoạch – Huyện Chợ Đồn."
    password = second.removeprefix("Mật khẩu dùng một lần: ")
    user = User.objects.get()
    assert re.fullmatch(r"([a-km-np-z2-9]{4}-){3}[a-km-np-z2-9]{4}", password)
    assert user.check_password(password)
    assert user.must_change_password
    assert user.has_role(Role.ADMINISTRATOR)


def test_the_command_reads_a_password_and_does_not_repeat_it(district: Unit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", StringIO(f"{GOOD}\nrest\n"))
    output = create("thamdinh", "--full-name", "A", "--unit", "064", "--role", "REVIEWER", "--password-stdin")
    assert GOOD not in output
    assert User.objects.get().check_password(GOOD)


def test_the_command_knows_the_units_of_the_day(district: Unit, settings: Settings) -> None:
    settings.TODAY = date(2025, 6, 30)
    Unit.objects.update(valid_to=date(2025, 6, 30))
    create("a", "--full-name", "A", "--unit", "064", "--role", "LEADER")
    settings.TODAY = date(2025, 7, 1)
    with pytest.raises(CommandError, match="Không có đơn vị nào đang hiệu lực mang mã “064”"):
        create("b", "--full-name", "B", "--unit", "064", "--role", "LEADER")


def test_the_command_says_what_is_wrong(district: Unit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", StringIO("\n"))
    with pytest.raises(CommandError, match="Mật khẩu"):
        create("a", "--full-name", "A", "--unit", "064", "--role", "LEADER", "--password-stdin")
    with pytest.raises(CommandError, match="KING"):
        create("a", "--full-name", "A", "--unit", "064", "--role", "KING")
    UserFactory.create(username="a")
    with pytest.raises(CommandError, match="Tên đăng nhập này đã có người dùng"):
        create("a", "--full-name", "A", "--unit", "064", "--role", "LEADER")


def test_a_merger_ends_the_predecessor_and_tells_the_people_of_both(district: Unit) -> None:
    old, new = UnitFactory.create(parent=district, name="Xã Cũ"), UnitFactory.create(parent=district, name="Xã Mới")
    people = [member(old, Role.REPORTER), member(new, Role.REPORTER)]
    succession_create(actor=None, predecessor=old, successor=new, on=date(2025, 7, 1))
    old.refresh_from_db()
    assert old.valid_to == date(2025, 6, 30)
    sentence = "Xã Cũ nhập vào Xã Mới từ ngày 01/07/2025."
    assert all(person.notices.get().text.startswith(sentence) for person in people)


@pytest.mark.parametrize(
    ("dates", "other_dates", "sentence"),
    [
        ({"valid_to": date(2025, 3, 1)}, {}, "không khớp ngày sáp nhập"),
        ({"valid_to": date(2025, 12, 1)}, {}, "không khớp ngày sáp nhập"),
        ({"valid_from": date(2025, 8, 1)}, {}, "không còn hoặc chưa có trước ngày 01/07/2025"),
        ({}, {"valid_to": date(2025, 6, 30)}, "không có hiệu lực ngày 01/07/2025"),
        ({}, {"valid_from": date(2025, 8, 1)}, "không có hiệu lực ngày 01/07/2025"),
    ],
)
def test_a_merger_of_units_that_do_not_exist_then_is_refused(
    district: Unit, dates: dict[str, date], other_dates: dict[str, date], sentence: str
) -> None:
    old, new = UnitFactory.create(parent=district, **dates), UnitFactory.create(parent=district, **other_dates)
    with pytest.raises(InvalidInput, match=sentence):
        succession_create(actor=None, predecessor=old, successor=new, on=date(2025, 7, 1))


def test_mergers_do_not_go_round_in_a_circle(district: Unit) -> None:
    first, second = UnitFactory.create(parent=district), UnitFactory.create(parent=district)
    UnitSuccession.objects.create(predecessor=first, successor=second, on=date(2025, 1, 1))
    with pytest.raises(InvalidInput, match="đã được nhập vào"):
        succession_create(actor=None, predecessor=second, successor=first, on=date(2025, 7, 1))


def test_a_unit_ends_once_and_only_by_its_administrator(district: Unit) -> None:
    unit = UnitFactory.create(parent=district)
    with pytest.raises(Refusal):
        unit_end(actor=member(district, Role.LEADER), unit=unit, last_day=date(2025, 6, 30))
    unit_end(actor=member(district, Role.ADMINISTRATOR), unit=unit, last_day=date(2025, 6, 30))
    assert last_event().after == {"valid_to": "2025-06-30"}
    with pytest.raises(InvalidInput, match="đã kết thúc sau ngày 30/06/2025"):
        unit_end(actor=None, unit=unit, last_day=date(2025, 7, 31))
