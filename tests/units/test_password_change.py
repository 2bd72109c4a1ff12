"""A password that somebody else chose is changed before anything else."""

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertRedirects

from tests.factories import PASSWORD, UserFactory
from units.models import AuditEvent, User

pytestmark = pytest.mark.django_db

CHANGE, SESSIONS = "/tai-khoan/doi-mat-khau/", "/tai-khoan/phien/"
NEW = "rung-xanh-cho-don"


@pytest.fixture
def user(client: Client) -> User:
    user = UserFactory.create(must_change_password=True)
    client.force_login(user)
    return user


def change(client: Client, old: str = PASSWORD, new: str = NEW, again: str | None = None):
    return client.post(CHANGE, {"oldpassword": old, "password1": new, "password2": new if again is None else again})


@pytest.mark.parametrize("address", ["/", SESSIONS])
def test_every_page_leads_to_the_change(client: Client, user: User, address: str) -> None:
    assertRedirects(client.get(address), CHANGE)


def test_htmx_is_led_there_with_the_whole_window(client: Client, user: User) -> None:
    response = client.get(SESSIONS, headers={"HX-Request": "true"})
    assert (response.status_code, response["HX-Redirect"]) == (200, CHANGE)


def test_nothing_else_is_done_meanwhile(client: Client, user: User) -> None:
    other = Client()
    other.force_login(user)
    assertRedirects(client.post(SESSIONS), CHANGE)
    assertRedirects(other.get("/"), CHANGE)


def test_signing_out_and_the_health_page_stay_open(client: Client, user: User) -> None:
    assert client.get("/healthz").status_code == 200
    assertRedirects(client.post("/tai-khoan/dang-xuat/"), "/tai-khoan/dang-nhap/")


def test_the_page_says_why(client: Client, user: User) -> None:
    assertContains(client.get(CHANGE), "Đây là mật khẩu do quản trị cấp.")


def test_after_the_change_everything_is_open_and_other_sessions_are_closed(client: Client, user: User) -> None:
    elsewhere = Client()
    elsewhere.force_login(user)
    assertRedirects(change(client), "/", fetch_redirect_response=False)
    user.refresh_from_db()
    assert not user.must_change_password
    assert user.check_password(NEW)
    assertContains(client.get(SESSIONS), "Đã đổi mật khẩu.")
    assert elsewhere.get(SESSIONS).status_code == 302
    event = AuditEvent.objects.get()
    assert (event.actor, event.action, event.object_id) == (user, "PASSWORD_CHANGE", str(user.pk))
    assert NEW not in str(event.after)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"old": "sai"}, "Mật khẩu hiện tại không đúng."),
        ({"new": PASSWORD}, "Mật khẩu mới phải khác mật khẩu hiện tại."),
        ({"new": "ngan"}, "Mật khẩu quá ngắn, phải có ít nhất 10 ký tự."),
        ({"new": "8675309867"}, "Mật khẩu này hoàn toàn là số."),
        ({"again": "khac-han-mat-khau"}, "Hai lần nhập mật khẩu mới không giống nhau."),
        ({"again": ""}, "Trường này là bắt buộc."),
    ],
)
def test_what_is_wrong_is_said_in_vietnamese(client: Client, user: User, fields: dict[str, str], sentence: str) -> None:
    assertContains(change(client, **fields), sentence)
    user.refresh_from_db()
    assert user.must_change_password
    assert user.check_password(PASSWORD)
    assert not AuditEvent.objects.exists()


def test_guessing_the_present_password_is_limited(client: Client, user: User) -> None:
    assert [change(client, old="sai").status_code for _ in range(6)] == [200] * 5 + [429]


def test_people_change_their_password_whenever_they_like(client: Client) -> None:
    user = UserFactory.create()
    client.force_login(user)
    assert client.get(SESSIONS).status_code == 200
    change(client)
    user.refresh_from_db()
    assert user.check_password(NEW)
