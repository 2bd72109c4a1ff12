"""Middleware by itself, without a database: how a request looks to a view, and what never gets to one."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.http import HttpResponse, HttpResponseNotAllowed
from django.test import RequestFactory, override_settings
from hypothesis import given
from hypothesis import strategies as st

from chodon_thidua.lib import request_id
from chodon_thidua.lib.middleware import RequestMiddleware
from chodon_thidua.middleware.passwords import OPEN_BEFORE_PASSWORD_CHANGE, PasswordChangeMiddleware
from chodon_thidua.middleware.requests import (
    FormAddressMiddleware,
    PlainAddressMiddleware,
    RequestIdMiddleware,
    RequestSizeMiddleware,
)
from chodon_thidua.middleware.sessions import (
    SESSION_SEEN,
    SESSION_WRITTEN_EVERY,
    HtmxSessionMiddleware,
    SlidingSessionMiddleware,
    is_stale_form,
)
from tests.lib.text_disguises import disguise
from units.middleware import RefusalMiddleware

FACTORY = RequestFactory()
HOST = "http://testserver"


def answer(_: Any) -> HttpResponse:
    return HttpResponse("đã trả lời")


@pytest.mark.parametrize(
    "middleware", [PlainAddressMiddleware, PasswordChangeMiddleware, SlidingSessionMiddleware, RefusalMiddleware]
)
def test_what_acts_around_a_view_passes_the_answer_on(middleware: type[RequestMiddleware]) -> None:
    assert middleware(answer)(FACTORY.get("/")).content.decode() == "đã trả lời"


def test_every_request_has_an_id_of_its_own_that_ends_with_it() -> None:
    ids: list[str] = []

    def view(request: Any) -> HttpResponse:
        ids.append(request_id.current())
        assert request.id == ids[-1]
        return HttpResponse()

    for _ in range(2):
        assert RequestIdMiddleware(view)(FACTORY.get("/"))["X-Request-ID"] == ids[-1]
    assert ids[0] != ids[1]
    assert all(len(number) == 32 and set(number) <= set("0123456789abcdef") for number in ids)
    assert request_id.current() == ""


def test_an_id_ends_where_the_view_fails() -> None:
    def fail(_: Any) -> HttpResponse:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        RequestIdMiddleware(fail)(FACTORY.get("/"))
    assert request_id.current() == ""


@pytest.mark.parametrize(
    ("length", "status"),
    [("", 200), ("0", 200), ("1000", 200), ("1001", 413), ("9" * 20, 413), ("-1", 200), ("một", 200), ("1e9", 200)],
)
def test_a_request_that_is_too_large_is_refused_before_it_is_read(length: str, status: int) -> None:
    def view(_: Any) -> HttpResponse:
        views.append(length)
        return HttpResponse()

    views: list[str] = []
    with override_settings(REQUEST_SIZE_LIMIT=1000):
        response = RequestSizeMiddleware(view)(FACTORY.post("/", CONTENT_LENGTH=length))
    assert response.status_code == status
    assert bool(views) is (status == 200)


@pytest.mark.parametrize(
    ("method", "status", "in_words"),
    [("get", 405, True), ("post", 405, False), ("head", 405, False), ("get", 200, False), ("get", 404, False)],
)
def test_an_address_that_takes_only_a_form_says_so_to_whoever_follows_it(
    method: str, status: int, in_words: bool
) -> None:
    inner = HttpResponseNotAllowed(["POST"]) if status == 405 else HttpResponse(status=status)
    response = FormAddressMiddleware(lambda _: inner)(getattr(FACTORY, method)("/tham-dinh/duyet/"))
    assert response.status_code == status
    assert bool(response.content) is in_words
    assert status != 405 or response["Allow"] == "POST"


# The words of an address


def plain(query: dict[str, Any], **kwargs: Any) -> tuple[Any, dict[str, Any]]:
    request = FACTORY.get("/", query)
    PlainAddressMiddleware(answer).process_view(request, answer, (), kwargs)
    return request.GET, kwargs


@given(st.data())
@pytest.mark.parametrize("word", ["Ngọc Phái", "Đồng Lạc", "CT03", "KT"])
def test_what_looks_the_same_in_an_address_is_the_same(word: str, data: st.DataObject) -> None:
    disguised = data.draw(disguise(word))
    query, kwargs = plain({"tim": disguised}, code=disguised)
    assert (query["tim"], kwargs["code"]) == (word, word)


def test_numbers_of_an_address_and_repeated_words_stay() -> None:
    query, kwargs = plain({"don-vi": ["02053 ", "02038"], "ky": "3"}, year=2022, item=5, code="\u00a002053")
    assert query.getlist("don-vi") == ["02053", "02038"]
    assert kwargs == {"year": 2022, "item": 5, "code": "02053"}


# Passwords that somebody else chose


def user(**changes: Any) -> Any:
    return SimpleNamespace(**{"is_authenticated": True, "must_change_password": False} | changes)


def page_request(name: str, person: Any, method: str = "get", **headers: str) -> Any:
    request: Any = getattr(FACTORY, method)("/", headers=headers)
    request.resolver_match, request.user = SimpleNamespace(view_name=name), person
    request.htmx = False
    return request


@pytest.mark.parametrize("name", ["reports:dashboard", "units:accounts", "home", ""])
def test_with_a_password_of_somebody_else_every_page_leads_to_the_change(name: str) -> None:
    middleware = PasswordChangeMiddleware(answer)
    response = middleware.process_view(page_request(name, user(must_change_password=True)), answer, (), {})
    assert response is not None
    assert (response.status_code, response["Location"]) == (302, "/tai-khoan/doi-mat-khau/")
    assert middleware.process_view(page_request(name, user()), answer, (), {}) is None


@pytest.mark.parametrize("name", sorted(OPEN_BEFORE_PASSWORD_CHANGE))
def test_some_pages_are_open_before_it(name: str) -> None:
    request = page_request(name, user(must_change_password=True))
    assert PasswordChangeMiddleware(answer).process_view(request, answer, (), {}) is None


def test_who_has_not_signed_in_has_no_password_to_change() -> None:
    request = page_request("reports:dashboard", SimpleNamespace(is_authenticated=False))
    assert PasswordChangeMiddleware(answer).process_view(request, answer, (), {}) is None


# Sessions


@pytest.mark.parametrize(
    ("seconds", "is_written"),
    [(0, False), (SESSION_WRITTEN_EVERY - 1, False), (SESSION_WRITTEN_EVERY, True), (10**6, True)],
)
def test_the_end_of_a_session_moves_on_once_a_minute(
    seconds: int, is_written: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chodon_thidua.middleware.sessions.time.time", lambda: 10**9 + seconds)
    request = page_request("home", user())
    request.session = {SESSION_SEEN: 10**9}
    SlidingSessionMiddleware(answer).process_view(request, answer)
    assert request.session == {SESSION_SEEN: 10**9 + (seconds if is_written else 0)}


def test_nobodys_session_is_not_prolonged() -> None:
    request = page_request("home", SimpleNamespace(is_authenticated=False))
    request.session = {}
    SlidingSessionMiddleware(answer).process_view(request, answer)
    assert request.session == {}


@pytest.mark.parametrize(
    ("name", "method", "origin", "htmx", "signed_in", "is_stale"),
    [
        ("reports:entry_submit", "post", HOST, False, True, True),
        ("reports:entry_submit", "post", HOST, True, True, False),
        ("reports:entry_submit", "post", HOST, False, False, False),
        ("reports:entry_submit", "post", "https://evil.example", False, True, False),
        ("reports:entry_submit", "post", f"{HOST}.evil.example", False, True, False),
        ("reports:entry_submit", "post", "null", False, True, False),
        ("reports:entry_submit", "post", "", False, True, False),
        ("reports:entry_submit", "get", HOST, False, True, False),
        ("account_change_password", "post", HOST, False, True, False),  # no password is kept
        ("account_login", "post", HOST, False, True, False),
        ("unsent_forms", "post", HOST, False, True, False),
        ("", "post", HOST, False, True, True),
    ],
)
def test_only_a_form_of_our_own_pages_is_shown_again(
    name: str, method: str, origin: str, htmx: bool, signed_in: bool, is_stale: bool
) -> None:
    request = page_request(name, SimpleNamespace(is_authenticated=signed_in), method, Origin=origin)
    request.htmx = htmx
    assert is_stale_form(request) is is_stale


SIGN_IN = "/tai-khoan/dang-nhap/"


@pytest.mark.parametrize(
    ("htmx", "status", "location", "redirects_window"),
    [
        (True, 302, f"{SIGN_IN}?next=/", True),
        (True, 302, SIGN_IN, True),
        (True, 302, "/tong-quan/", False),
        (True, 302, f"{SIGN_IN}khac/", False),
        (False, 302, f"{SIGN_IN}?next=/", False),
        (True, 200, "", False),
    ],
)
def test_an_ended_session_takes_the_whole_window_along(
    htmx: bool, status: int, location: str, redirects_window: bool
) -> None:
    inner = HttpResponse(status=status, headers={"Location": location} if location else None)
    request = page_request("home", user())
    request.htmx = htmx
    response = HtmxSessionMiddleware(lambda _: inner)(request)
    assert response.get("HX-Redirect") == (location if redirects_window else None)
    assert response.status_code == (200 if redirects_window else status)


@pytest.mark.parametrize(("kind", "varies"), [("text/html; charset=utf-8", True), ("application/json", False)])
def test_a_page_and_its_part_are_two_answers_of_one_address(kind: str, varies: bool) -> None:
    response = HtmxSessionMiddleware(lambda _: HttpResponse(content_type=kind))(page_request("home", user()))
    assert ("HX-Request" in response.get("Vary", "")) is varies
