"""Signing in and out: who gets in, what is said, what the audit log keeps."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import NoReverseMatch, reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects
from pytest_django.fixtures import Settings

from tests.factories import PASSWORD, MembershipFactory, UnitFactory, UserFactory, member
from units.enums import Role
from units.models import AuditEvent, User

pytestmark = pytest.mark.django_db

SIGN_IN, SIGN_OUT = "/tai-khoan/dang-nhap/", "/tai-khoan/dang-xuat/"
SESSIONS = "/tai-khoan/phien/"
WRONG = "Tên đăng nhập hoặc mật khẩu không đúng."


@pytest.fixture
def user() -> User:
    return member(UnitFactory.create(name="Xã Ngọc Phái"), Role.REPORTER, username="nhap-02053")


def sign_in(client: Client, username: str = "nhap-02053", password: str = PASSWORD, **extra: str):
    return client.post(SIGN_IN, {"login": username, "password": password, **extra})


def is_signed_in(client: Client) -> bool:
    return client.get(SESSIONS).status_code == 200


def actions() -> list[str]:
    return list(AuditEvent.objects.order_by("pk").values_list("action", flat=True))


def test_without_signing_in_every_page_leads_to_the_sign_in_page(client: Client) -> None:
    assertRedirects(client.get(SESSIONS), f"{SIGN_IN}?next={SESSIONS}")
    assertRedirects(client.get("/"), f"{SIGN_IN}?next=/")


def test_a_person_signs_in_and_comes_back_to_the_page_asked_for(client: Client, user: User) -> None:
    assertRedirects(sign_in(client, next=SESSIONS), SESSIONS)
    assertContains(client.get(SESSIONS), "Cán bộ nhập liệu – Xã Ngọc Phái")
    event = AuditEvent.objects.get()
    assert (event.actor, event.action, event.object_id) == (user, "SIGN_IN", str(user.pk))
    assert event.after == {"address": "127.0.0.1"}


@pytest.mark.parametrize("username", ["NHAP-02053", " nhap-02053 "])
def test_the_user_name_is_taken_as_people_type_it(client: Client, user: User, username: str) -> None:
    sign_in(client, username)
    assert is_signed_in(client)


@pytest.mark.parametrize("to", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_signing_in_never_leads_elsewhere(client: Client, user: User, to: str) -> None:
    assertRedirects(sign_in(client, next=to), "/", fetch_redirect_response=False)


def test_a_wrong_password_and_an_unknown_name_are_answered_alike(client: Client, user: User) -> None:
    for response in (sign_in(client, password="sai"), sign_in(client, "khong-co")):
        assertContains(response, WRONG)
    assert not is_signed_in(client)


def test_failures_are_kept_without_what_might_be_a_password(client: Client, user: User) -> None:
    sign_in(client, "mat-khau-go-nham-o")
    sign_in(client, "NHAP-02053", password="sai-roi")
    unknown, known_account = AuditEvent.objects.order_by("pk")
    assert (unknown.actor, unknown.action, unknown.object_id) == (None, "SIGN_IN_FAILED", "")
    assert unknown.after == {"reason": "PASSWORD", "username": None, "address": "127.0.0.1"}
    assert (known_account.actor, known_account.object_id) == (None, str(user.pk))
    assert known_account.after == {"reason": "PASSWORD", "username": "nhap-02053", "address": "127.0.0.1"}
    assert "sai-roi" not in str(list(AuditEvent.objects.values()))


def test_a_closed_account_does_not_open_with_the_right_password(client: Client, user: User) -> None:
    User.objects.update(is_active=False)
    assertRedirects(sign_in(client), "/tai-khoan/khoa/")
    assertContains(client.get("/tai-khoan/khoa/"), "Tài khoản này đã ngừng hoạt động")
    assertContains(sign_in(client, password="sai"), WRONG)
    assert not is_signed_in(client)
    assert "SIGN_IN" not in actions()


def test_an_account_closed_meanwhile_is_signed_out(client: Client, user: User) -> None:
    sign_in(client)
    User.objects.update(is_active=False)
    assert not is_signed_in(client)


def test_demo_accounts_open_in_a_demo_only(client: Client, user: User, settings: Settings) -> None:
    User.objects.update(is_demo=True)
    assertRedirects(sign_in(client), "/tai-khoan/khoa/")
    assert not is_signed_in(client)
    settings.DEMO = True
    sign_in(client)
    assert is_signed_in(client)


def test_the_sign_in_page_of_a_demo_lists_its_accounts(client: Client, user: User, settings: Settings) -> None:
    page = client.get(SIGN_IN)
    assert "demo_accounts" not in page.context
    User.objects.update(is_demo=True)
    UserFactory.create(username="that")
    MembershipFactory.create(
        user=UserFactory.create(username="quantri", is_demo=True), role=Role.ADMINISTRATOR, unit__name="Huyện"
    )
    settings.DEMO = True
    page = client.get(SIGN_IN)
    assert page.context["demo_accounts"] == [
        ("quantri", "Quản trị kế hoạch – Huyện"),
        ("nhap-02053", "Cán bộ nhập liệu – Xã Ngọc Phái"),
    ]
    assertContains(page, "thi-dua-2022")
    sign_in(client)
    assertNotContains(client.get(SESSIONS), "thi-dua-2022")


def test_signing_out_takes_a_post(client: Client, user: User) -> None:
    sign_in(client)
    assertContains(client.get(SIGN_OUT), "Đăng xuất?")
    assert is_signed_in(client)
    assertRedirects(client.post(SIGN_OUT), SIGN_IN)
    assert not is_signed_in(client)
    assert actions() == ["SIGN_IN", "SIGN_OUT"]


@pytest.mark.parametrize("name", ["account_signup", "account_reset_password", "account_email", "account_set_password"])
def test_nobody_signs_up_or_resets_a_password_alone(client: Client, name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_the_sign_in_page_offers_neither_sign_up_nor_reset(client: Client) -> None:
    page = client.get(SIGN_IN)
    assert page.context["signup_url"] is None
    assertNotContains(page, "Forgot")


def test_account_pages_answer_in_html_only(client: Client, user: User) -> None:
    response = client.post(
        SIGN_IN, {"login": user.username, "password": "sai"}, headers={"X-Requested-With": "XMLHttpRequest"}
    )
    assert response["Content-Type"] == "text/html; charset=utf-8"


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(datetime(2026, 3, 2, 1, tzinfo=UTC), tick=False) as traveller:
        yield traveller


def test_a_session_ends_after_half_an_hour_without_a_request(
    client: Client, user: User, clock: time_machine.Traveller
) -> None:
    sign_in(client)
    for _ in range(3):
        clock.shift(timedelta(minutes=29))
        assert is_signed_in(client)
    clock.shift(timedelta(minutes=31))
    assert not is_signed_in(client)


def test_the_cookie_does_not_outlive_the_browser(client: Client, user: User) -> None:
    sign_in(client)
    assert client.cookies["sessionid"]["max-age"] == ""
    assert client.cookies["sessionid"]["httponly"]


def test_open_sessions_are_listed_and_ended(user: User) -> None:
    here, there, stranger = Client(), Client(headers={"User-Agent": "Máy cũ"}), Client()
    sign_in(here)
    sign_in(there)
    UserFactory.create(username="khac")
    sign_in(stranger, "khac")
    page = here.get(SESSIONS)
    assert page.context["session_count"] == 2
    assertContains(page, "Máy cũ")
    assertContains(here.post(SESSIONS, follow=True), "Đã đăng xuất khỏi mọi nơi khác.")
    assert not is_signed_in(there)
    assert is_signed_in(here)
    assert is_signed_in(stranger)


def test_signing_in_again_while_signed_in_leads_on(client: Client, user: User) -> None:
    sign_in(client)
    assertRedirects(client.get(SIGN_IN), "/", fetch_redirect_response=False)
