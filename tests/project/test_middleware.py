"""Numbers of requests, and sessions that end under htmx."""

import pytest
from django.test import Client
from pytest_django.asserts import assertRedirects

from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.project.urls")]

SESSIONS, SIGN_IN = "/tai-khoan/phien/", "/tai-khoan/dang-nhap/"
HTMX = {"HX-Request": "true"}


def test_every_request_has_a_number_of_its_own(client: Client) -> None:
    first, second = client.get("/so/"), client.get("/so/")
    for response in (first, second):
        assert response.json() == {"id": response["X-Request-ID"], "event": response["X-Request-ID"]}
    assert first["X-Request-ID"] != second["X-Request-ID"]


def test_a_client_cannot_choose_the_number(client: Client) -> None:
    response = client.get("/so/", headers={"X-Request-ID": "a" * 40})
    assert response["X-Request-ID"] != "a" * 40


@pytest.mark.parametrize(
    ("current", "to"),
    [
        ("http://testserver/bao-cao/2022/02053/3/?a=1&b=2", "/bao-cao/2022/02053/3/%3Fa%3D1%26b%3D2"),
        ("https://evil.example/bao-cao/", "/"),
        ("//evil.example/", "/"),
        ("http://testserver:81/bao-cao/", "/"),
        ("", "/"),
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_an_ended_session_takes_the_window_to_the_sign_in_page_and_back(
    client: Client, method: str, current: str, to: str
) -> None:
    response = getattr(client, method)(SESSIONS, headers=HTMX | {"HX-Current-URL": current})
    assert response.status_code == 200
    assert response["HX-Redirect"] == f"{SIGN_IN}?next={to}"
    assert response.content == b""


def test_a_plain_request_is_redirected_as_ever(client: Client) -> None:
    response = client.get(SESSIONS)
    assertRedirects(response, f"{SIGN_IN}?next={SESSIONS}")
    assert "HX-Redirect" not in response


def test_other_redirects_of_htmx_are_left_alone(client: Client) -> None:
    client.force_login(UserFactory.create())
    response = client.get(SIGN_IN, headers=HTMX)
    assert response.status_code == 302


def test_pages_tell_caches_that_htmx_may_get_something_else(client: Client) -> None:
    assert "HX-Request" in client.get(SIGN_IN)["Vary"]
    assert "HX-Request" in client.get(SESSIONS)["Vary"]
    assert "HX-Request" in client.get("/khong-co/", headers=HTMX)["Vary"]
    assert "HX-Request" not in client.get("/so/").get("Vary", "")
