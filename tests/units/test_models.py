"""Every rule on units, accounts and memberships, in validation and in the database."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import RestrictedError

from tests.constraints import assert_accepted, assert_refused
from tests.factories import MembershipFactory, UnitFactory, UserFactory
from units.enums import Role
from units.models import Membership, Notice, Unit, UnitSuccession, User

pytestmark = pytest.mark.django_db

OLD, LAST_OLD, NEW = date(2022, 1, 1), date(2025, 6, 30), date(2025, 7, 1)
CODE_TAKEN = "Mã đơn vị này đã có ở một đơn vị khác cùng thời gian hiệu lực."


@pytest.mark.parametrize(("first", "last"), [(None, None), (OLD, None), (None, OLD), (OLD, OLD), (OLD, NEW)])
def test_a_unit_exists_between_two_days_either_of_them_open(first: date | None, last: date | None) -> None:
    assert_accepted(UnitFactory.build(valid_from=first, valid_to=last, search_key="x", sort_key="1"))


def test_a_unit_does_not_end_before_it_begins() -> None:
    assert_refused(
        UnitFactory.build(valid_from=NEW, valid_to=OLD), "Ngày hết hiệu lực của đơn vị phải từ ngày có hiệu lực trở đi."
    )


def test_the_kind_of_a_unit_is_one_of_the_list() -> None:
    assert_refused(UnitFactory.build(kind="VILLAGE"), "Loại đơn vị không hợp lệ.")


def test_no_unit_is_its_own_parent() -> None:
    unit = UnitFactory.create()
    unit.parent = unit
    assert_refused(unit, "Đơn vị không thể là cấp trên của chính mình.")


def test_no_unit_comes_below_its_own_branch() -> None:
    top = UnitFactory.create()
    middle = UnitFactory.create(parent=top)
    top.parent = UnitFactory.create(parent=middle)
    with pytest.raises(ValidationError) as refusal:
        top.full_clean()
    assert refusal.value.message_dict == {
        "parent": ["Đơn vị cấp trên không được là chính đơn vị này hoặc đơn vị trực thuộc nó."]
    }


@pytest.mark.parametrize(
    ("first", "last"),
    [(None, None), (OLD, None), (LAST_OLD, None), (None, OLD), (OLD, OLD), (LAST_OLD, NEW)],
)
def test_two_units_never_have_one_code_on_the_same_day(first: date | None, last: date | None) -> None:
    UnitFactory.create(code="02020", valid_from=OLD, valid_to=LAST_OLD)
    second = UnitFactory.build(code=" 02020", valid_from=first, valid_to=last)
    with pytest.raises(ValidationError) as refusal:
        second.full_clean()
    assert refusal.value.message_dict == {"code": [CODE_TAKEN]}
    with pytest.raises(IntegrityError), transaction.atomic():
        second.save()
    elsewhere = UnitFactory.create(code="02023", valid_from=first, valid_to=last)
    elsewhere.code = "02020"
    with pytest.raises(IntegrityError), transaction.atomic():
        elsewhere.save()


@pytest.mark.parametrize(("first", "last"), [(NEW, None), (None, date(2021, 12, 31)), (NEW, NEW)])
def test_a_code_passes_to_another_unit_after_a_merger(first: date | None, last: date | None) -> None:
    UnitFactory.create(code="02020", valid_from=OLD, valid_to=LAST_OLD)
    assert_accepted(UnitFactory.build(code="02020", valid_from=first, valid_to=last, search_key="x", sort_key="1"))


def test_a_unit_with_an_open_life_blocks_its_code_for_ever() -> None:
    UnitFactory.create(code="02020")
    with pytest.raises(IntegrityError), transaction.atomic():
        UnitFactory.create(code="02020", valid_from=NEW)


def test_a_unit_may_be_saved_again_as_it_is() -> None:
    unit = UnitFactory.create(code="02020", valid_from=OLD)
    unit.name = "Xã Ngọc  Phái"
    assert_accepted(unit)


def test_keys_for_search_and_order_follow_the_name() -> None:
    names = ["Xuân Lạc", "Đồng Lạc", "Bản Thi", "Bằng Lũng", "Đại Sảo", "Bằng Lãng"]
    for name in names:
        UnitFactory.create(name=f"Xã {name}")
    assert list(Unit.objects.values_list("short_name", flat=True)) == [
        "Bản Thi",
        "Bằng Lãng",
        "Bằng Lũng",
        "Đại Sảo",
        "Đồng Lạc",
        "Xuân Lạc",
    ]
    assert Unit.objects.get(search_key="xa dong lac").short_name == "Đồng Lạc"


def test_a_unit_knows_on_which_days_it_exists() -> None:
    unit = UnitFactory.create(valid_from=OLD, valid_to=LAST_OLD)
    days = {date(2021, 12, 31): False, OLD: True, LAST_OLD: True, NEW: False}
    assert {day: unit.is_valid_on(day) for day in days} == days
    assert {day: Unit.objects.valid_on(day).exists() for day in days} == days


def test_a_unit_passes_its_duties_on_once() -> None:
    old, new, other = UnitFactory.create(), UnitFactory.create(), UnitFactory.create()
    assert_accepted(UnitSuccession(predecessor=old, successor=new, on=NEW))
    assert_accepted(UnitSuccession(predecessor=other, successor=new, on=NEW))
    assert_refused(UnitSuccession(predecessor=old, successor=other, on=NEW), "Đơn vị này đã được ghi nhận sáp nhập.")


def test_a_unit_does_not_succeed_itself() -> None:
    unit = UnitFactory.create()
    assert_refused(UnitSuccession(predecessor=unit, successor=unit, on=NEW), "Đơn vị mới phải khác đơn vị cũ.")


def test_a_unit_with_a_past_is_never_deleted() -> None:
    above = UnitFactory.create()
    below = UnitFactory.create(parent=above)
    MembershipFactory.create(unit=below)
    for unit in (above, below):
        with pytest.raises(RestrictedError):
            unit.delete()


def test_a_user_name_is_taken_once_whatever_its_case() -> None:
    UserFactory.create(username="thamdinh")
    with pytest.raises(ValidationError) as refusal:
        UserFactory.create(username="ThamDinh")
    assert refusal.value.message_dict["username"] == ["Tên đăng nhập này đã có người dùng."]


@pytest.mark.parametrize("username", ["Nhập", "a b", "-a", "a\nb", "a/b", "thamdi\u0458h"])
def test_user_names_are_plain(username: str) -> None:
    with pytest.raises(ValidationError, match="Tên đăng nhập chỉ gồm"):
        User(username=username, full_name="A", password="!").full_clean()


@pytest.mark.parametrize("username", ["nhap-02053", "quantri", "h.thu_2"])
def test_user_names_of_offices_are_fine(username: str) -> None:
    assert_accepted(User(username=username, full_name="A", password="!"))


def test_an_account_without_a_password_lets_nobody_in() -> None:
    user = UserFactory.create(full_name="Khách", password=None)
    assert not user.has_usable_password()
    assert str(user) == "Khách"


@pytest.mark.parametrize(("first", "last"), [(None, None), (OLD, None), (None, OLD), (OLD, NEW)])
def test_a_membership_lasts_between_two_days_either_of_them_open(first: date | None, last: date | None) -> None:
    assert_accepted(
        Membership(
            user=UserFactory.create(), unit=UnitFactory.create(), role=Role.LEADER, valid_from=first, valid_to=last
        )
    )


def test_rules_of_a_membership() -> None:
    first = MembershipFactory.create(role=Role.REVIEWER)
    again = Membership(user=first.user, unit=first.unit, role=Role.REVIEWER)
    assert_refused(again, "Người này đã có vai trò đó tại đơn vị.")
    again.role = Role.REPORTER
    again.valid_from, again.valid_to = NEW, OLD
    assert_refused(again, "Ngày kết thúc vai trò phải từ ngày bắt đầu trở đi.")
    assert_refused(Membership(user=first.user, unit=first.unit, role="KING"), "Vai trò không hợp lệ.")
    again.valid_from = None
    assert_accepted(again)


def test_a_membership_reads_as_people_say_it() -> None:
    membership = MembershipFactory.create(unit=UnitFactory.create(name="Xã Ngọc Phái"))
    assert str(membership) == "Cán bộ nhập liệu – Xã Ngọc Phái"


def test_a_notice_is_one_normalised_sentence() -> None:
    notice = Notice(user=UserFactory.create(), text=" Báo cáo bị trả lại\u00a0")
    assert_accepted(notice)
    assert str(Notice.objects.get()) == "Báo cáo bị trả lại"


@pytest.mark.sqlite
def test_sqlite_keeps_its_triggers_through_every_migration() -> None:
    """A migration that rebuilds a table would lose them in silence."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY name")
        names = [name for (name,) in cursor.fetchall()]
    assert names == [
        "reports_directiveevent_append_only",
        "reports_directivefile_append_only",
        "reports_figurecomment_append_only",
        "reports_reportevent_append_only",
        "reports_snapshot_append_only",
        "targets_baseline_fits_rhythm_INSERT",
        "targets_baseline_fits_rhythm_UPDATE",
        "targets_period_fits_rhythm_INSERT",
        "targets_period_fits_rhythm_UPDATE",
        "targets_plan_fits_rhythm_UPDATE",
        "unit_code_once_at_a_time_INSERT",
        "unit_code_once_at_a_time_UPDATE",
        "units_auditevent_append_only",
    ]
