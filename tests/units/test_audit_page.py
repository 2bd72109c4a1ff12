"""The audit log as administrators read it: whose acts, in which words, found by person, act and day."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from tests.factories import MembershipFactory, UserFactory, member
from tests.reports.pages import page as parsed
from tests.reports.pages import visible_text
from tests.units.people import TODAY, SampleOffices, make_offices, signed_in
from units.enums import Role
from units.models import AuditEvent, User
from units.selectors.audit import audit_log
from units.selectors.audit_changes import AuditChange, audit_changes
from units.selectors.audit_scope import AuditFilter
from units.services import audit_record
from units.services.account_access import password_reset
from units.services.accounts import account_change
from units.services.memberships import membership_change

pytestmark = pytest.mark.django_db

PAGE = "/quan-tri/nhat-ky/"


@pytest.fixture
def land(settings) -> SampleOffices:
    settings.TODAY = TODAY
    return make_offices()


def log_lines(land: SampleOffices, who: str = "district admin", **filters) -> list[str]:
    """Reads the log as “person: act”, newest first."""
    page = audit_log(User.objects.get(pk=land[who].pk), AuditFilter(**filters))
    return [f"{line.who}: {line.action}" for line in page.lines]


READERS = ("province admin", "district admin", "commune admin", "second admin", "other admin")


@pytest.mark.parametrize(
    ("actor", "about", "seen_by"),
    [
        ("reporter", None, {"province admin", "district admin", "commune admin"}),
        ("commune admin", None, {"province admin", "district admin", "commune admin"}),
        ("district admin", None, {"province admin", "district admin"}),
        ("reviewer", None, {"province admin", "district admin"}),
        ("two posts", None, {"province admin", "district admin"}),
        ("province admin", None, {"province admin"}),
        # Done from above to somebody of the commune.
        ("district admin", "reporter", {"province admin", "district admin", "commune admin"}),
        (None, "reporter", {"province admin", "district admin", "commune admin"}),
        # Somebody who also works for the district is none of the commune's business, their role there is.
        (None, "two posts", {"province admin", "district admin"}),
        ("province admin", "role of two posts in the commune", {"province admin", "district admin", "commune admin"}),
        ("province admin", "role of two posts in the district", {"province admin", "district admin"}),
        ("province admin", "commune", {"province admin", "district admin", "commune admin"}),
        (None, None, {"province admin"}),
    ],
)
def test_whose_acts_an_administrator_sees(land, actor, about, seen_by) -> None:
    objects = {
        **land.people,
        **land.units,
        "role of two posts in the commune": land.role("two posts", "commune"),
        "role of two posts in the district": land.role("two posts", "district"),
        None: None,
    }
    audit_record(actor=land[actor] if actor else None, action="EXPORT", obj=objects[about])
    assert {reader for reader in READERS if log_lines(land, reader)} == seen_by


def test_a_role_that_is_over_elsewhere_still_keeps_the_acts_apart(land) -> None:
    user = member(land.units["commune"], Role.REPORTER)
    MembershipFactory(user=user, unit=land.units["district"], role=Role.REVIEWER, valid_to=date(2022, 1, 1))
    audit_record(actor=user, action="EXPORT")
    assert log_lines(land, "commune admin") == []
    assert len(log_lines(land)) == 1


@pytest.mark.parametrize("who", ["reviewer", "leader", "reporter"])
def test_nobody_else_reads_it(land, who) -> None:
    assert signed_in(land[who]).get(PAGE).status_code == 404


def test_acts_are_told_in_words_with_before_and_after(land) -> None:
    admin = land["district admin"]
    account_change(account=land["reporter"], full_name="Hoàng Thị Nhập", email="", post="", phone="", actor=admin)
    membership_change(
        membership=land.role("reporter", "commune"), valid_from=date(2022, 1, 1), valid_to=None, actor=admin
    )
    password_reset(account=land["reporter"], actor=admin)
    table = parsed(signed_in(admin), path=PAGE).xpath("//tbody/tr[@data-action]")
    expected_changes = {row.get("data-action"): visible_text(row) for row in table}
    assert "họ và tên: Hoàng Văn Nhập → thành Hoàng Thị Nhập" in expected_changes["ACCOUNT_CHANGE"]
    assert "thư điện tử" not in expected_changes["ACCOUNT_CHANGE"]  # it stayed
    assert "Triệu Văn Quản Đổi thời hạn vai trò" in expected_changes["MEMBERSHIP_CHANGE"]
    assert "Hoàng Thị Nhập: Cán bộ nhập liệu – Xã Ngọc Phái" in expected_changes["MEMBERSHIP_CHANGE"]
    assert "từ ngày: không có → thành 01/01/2022" in expected_changes["MEMBERSHIP_CHANGE"]
    assert "đến hết ngày: không có" in expected_changes["MEMBERSHIP_CHANGE"]
    assert "Cấp lại mật khẩu Hoàng Thị Nhập" in expected_changes["PASSWORD_RESET"]


@pytest.mark.parametrize(
    ("before", "after", "expected_changes"),
    [
        (None, None, []),
        ({"state": "OPEN"}, {"state": "LOCKED"}, [AuditChange("trạng thái", "đã khóa", "đang mở")]),
        ({"state": "OPEN"}, {"state": "OPEN"}, [AuditChange("trạng thái", "đang mở")]),
        ({"until": "2022-09-20"}, None, [AuditChange("đến hết ngày", "không có", "20/09/2022")]),
        (
            {"until": "2022-09-20"},
            {"unit": "1"},
            [AuditChange("đơn vị", "1"), AuditChange("đến hết ngày", "", "20/09/2022")],
        ),
        (None, {"at": "2022-09-15T02:00:00+00:00"}, [AuditChange("at", "09:00 15/09/2022")]),
        (
            None,
            {"units": ["02053", "02038"], "pending": False},
            [AuditChange("đơn vị", "02053, 02038"), AuditChange("gồm số liệu chờ duyệt", "không")],
        ),
        (None, {"by_unit": {"02053": 3}}, [AuditChange("theo đơn vị", "02053 3")]),
        (None, {"reason": "PASSWORD", "sha256": "x"}, [AuditChange("lý do", "sai mật khẩu hoặc tên đăng nhập")]),
        (
            None,
            {"reason": "Mưa lũ.", "role": "LEADER"},
            [AuditChange("lý do", "Mưa lũ."), AuditChange("vai trò", "Lãnh đạo")],
        ),
        (None, {"document_number": "2022-15-KH"}, [AuditChange("số văn bản", "2022-15-KH")]),
        (
            {"comparator": ">=", "value": "577.500000", "numerator": None},
            {"comparator": "<=", "value": "577.5", "numerator": "1234.250000"},
            [
                AuditChange("so sánh", "≤", "≥"),
                AuditChange("giá trị", "577,5"),
                AuditChange("tử số", "1.234,25", "không có"),
            ],
        ),
        (
            None,
            {"ordinal": 5, "value": "theo kế hoạch"},
            [AuditChange("kỳ", "Cả năm"), AuditChange("giá trị", "theo kế hoạch")],
        ),
    ],
)
def test_before_and_after_in_words(before, after, expected_changes) -> None:
    assert list(audit_changes(before, after)) == expected_changes


def test_an_act_that_nobody_named_shows_its_code(land) -> None:
    audit_record(actor=land["district admin"], action="SOMETHING_NEW", after={"strange": [1, None]})
    assert log_lines(land) == ["Triệu Văn Quản: SOMETHING_NEW"]
    assert list(audit_changes(None, {"strange": [1, None]})) == [AuditChange("strange", "1, không có")]


def test_acts_are_found_by_person_act_and_day(land) -> None:
    admin, reporter = land["district admin"], land["reporter"]
    with time_machine.travel(datetime(2026, 3, 1, 16, 59, tzinfo=UTC), tick=False):
        audit_record(actor=reporter, action="SIGN_IN", obj=reporter)
    with time_machine.travel(datetime(2026, 3, 1, 17, 0, tzinfo=UTC), tick=False):  # midnight in Vietnam
        audit_record(actor=admin, action="EXPORT")
        audit_record(actor=None, action="SIGN_IN_FAILED", obj=reporter)
    failed, export, entered = (
        "chưa đăng nhập: Đăng nhập không thành công",
        "Triệu Văn Quản: Tải biểu, số liệu",
        "Hoàng Văn Nhập: Đăng nhập",
    )
    assert log_lines(land) == [failed, export, entered]
    assert log_lines(land, person="nhap hoang") == [failed, entered]
    assert log_lines(land, person="quan") == [export]
    assert log_lines(land, action="EXPORT") == [export]
    assert log_lines(land, day=date(2026, 3, 1)) == [entered]
    assert log_lines(land, day=date(2026, 3, 2)) == [failed, export]
    assert log_lines(land, person="nhap", day=date(2026, 3, 2)) == [failed]


def test_a_day_that_is_none_is_said(land) -> None:
    answer = signed_in(land["district admin"]).get(f"{PAGE}?ngay=32/13/2022&nguoi=quan")
    assert answer.status_code == 422
    assert "Không hiểu ngày này." in answer.content.decode()
    assert 'value="32/13/2022"' in answer.content.decode()


def test_older_acts_come_page_by_page(land, monkeypatch) -> None:
    monkeypatch.setattr("units.selectors.audit.ON_A_PAGE", 2)
    admin = land["district admin"]
    numbers = [audit_record(actor=admin, action="EXPORT", after={"year": n}).pk for n in range(5)]
    client = signed_in(admin)
    first = parsed(client, "viec=EXPORT", path=PAGE)
    assert [visible_text(row)[-1] for row in first.xpath("//tbody/tr")] == ["4", "3"]
    link = first.xpath("//a[contains(., 'Cũ hơn')]/@href")[0]
    assert link == f"?viec=EXPORT&truoc={numbers[3]}"
    last = parsed(client, f"viec=EXPORT&truoc={numbers[1]}", path=PAGE)
    assert [visible_text(row)[-1] for row in last.xpath("//tbody/tr")] == ["0"]
    assert last.xpath("//a[contains(., 'Mới nhất')]/@href") == ["?viec=EXPORT"]
    assert not last.xpath("//a[contains(., 'Cũ hơn')]")


def test_what_an_object_was_of_a_model_that_is_gone_shows_nothing(land) -> None:
    AuditEvent.objects.create(actor=land["district admin"], action="EXPORT", object_type="old.Thing", object_id="7")
    assert len(log_lines(land)) == 1


@pytest.mark.parametrize("number", [1, 3])
def test_queries(land, django_assert_num_queries, number) -> None:
    for n in range(number):
        user = UserFactory.create(username=f"moi-{n}")
        role = MembershipFactory.create(user=user, unit=land.units["commune"])
        audit_record(actor=user, action="SIGN_IN", obj=user)
        audit_record(actor=land["province admin"], action="MEMBERSHIP_ADD", obj=role)
        audit_record(actor=land["province admin"], action="UNIT_CREATE", obj=land.units["commune"])
    actor = User.objects.get(pk=land["district admin"].pk)
    with django_assert_num_queries(2 + 3):
        assert len(audit_log(actor, AuditFilter(person="", action="")).lines) == 3 * number
    client = signed_in(actor)
    client.get(PAGE)
    with django_assert_num_queries(2 + 3 + 2):  # the session and the person
        client.get(PAGE)
