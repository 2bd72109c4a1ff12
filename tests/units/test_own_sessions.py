"""The page of one's own sessions: each told in words, this one first."""

from datetime import UTC, datetime

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.test import Client

from tests.factories import PASSWORD, UserFactory
from tests.reports.pages import page as parsed
from tests.reports.pages import visible_text
from units.browsers import browser_text, network_text
from units.selectors.sessions import moment_text

PAGE, SIGN_IN = "/tai-khoan/phien/", "/tai-khoan/dang-nhap/"
WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"
CHROME = f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {WEBKIT} Chrome/107.0.0.0 Safari/537.36"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 16_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("user_agent", "text"),
    [
        (CHROME, "Chrome trên Windows"),
        (f"{CHROME} Edg/107.0.1418.35", "Edge trên Windows"),
        (f"{CHROME} OPR/93.0.0.0", "Opera trên Windows"),
        (
            f"Mozilla/5.0 (Windows NT 6.1) {WEBKIT} coc_coc_browser/108.0.148 Chrome/102.0.5005.148 Safari/537.36",
            "Cốc Cốc trên Windows",
        ),
        ("Mozilla/5.0 (Windows NT 10.0; rv:106.0) Gecko/20100101 Firefox/106.0", "Firefox trên Windows"),
        ("Mozilla/5.0 (Windows NT 6.1; WOW64; Trident/7.0; rv:11.0) like Gecko", "Internet Explorer trên Windows"),
        ("Mozilla/5.0 (compatible; MSIE 9.0; Windows NT 6.1)", "Internet Explorer trên Windows"),
        (f"{IPHONE} Version/16.1 Mobile/15E148 Safari/604.1", "Safari trên iPhone"),
        (f"{IPHONE} CriOS/107.0.5304.66 Mobile/15E148 Safari/604.1", "Chrome trên iPhone"),
        (f"{IPHONE} Mobile/15E148 Zalo iOS/400 ZaloTheme/light", "Zalo trên iPhone"),
        (
            f"Mozilla/5.0 (Linux; Android 13; SM-S901B) {WEBKIT} SamsungBrowser/19.0 Chrome/102.0 Mobile Safari/537.36",
            "Samsung Internet trên điện thoại, máy tính bảng Android",
        ),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 13_0) AppleWebKit/605.1 Version/16.1 Safari/605.1",
            "Safari trên máy Mac",
        ),
        (f"Mozilla/5.0 (X11; Linux x86_64) {WEBKIT} Chrome/107.0.0.0 Safari/537.36", "Chrome trên Linux"),
        ("curl/7.88", "Trình duyệt không rõ"),
        ("", "Trình duyệt không rõ"),
        ("<script>alert(1)</script> Windows", "Trình duyệt không rõ trên Windows"),
    ],
)
def test_a_browser_is_told_as_people_call_it(user_agent: str, text: str) -> None:
    assert browser_text(user_agent) == text


@pytest.mark.parametrize(
    ("address", "text"),
    [
        ("10.1.2.3", "mạng nội bộ (10.1.2.3)"),
        ("192.168.1.7", "mạng nội bộ (192.168.1.7)"),
        ("fd00::1", "mạng nội bộ (fd00::1)"),
        ("113.160.1.1", "Internet (113.160.1.1)"),
        ("2402:800::1", "Internet (2402:800::1)"),
        ("127.0.0.1", "chính máy chủ (127.0.0.1)"),
        ("nowhere", "không rõ"),
    ],
)
def test_the_office_s_network_is_told_from_the_internet(address: str, text: str) -> None:
    assert network_text(address) == text


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (datetime(2022, 9, 15, 2, 5, tzinfo=UTC), "hôm nay 09:05"),
        (datetime(2022, 9, 14, 17, 0, tzinfo=UTC), "hôm nay 00:00"),
        (datetime(2022, 9, 14, 16, 59, tzinfo=UTC), "hôm qua 23:59"),
        (datetime(2022, 9, 13, 16, 59, tzinfo=UTC), "13/09/2022 23:59"),
    ],
)
def test_a_moment_is_told_by_the_day_in_vietnam(moment: datetime, text: str) -> None:
    assert moment_text(moment, datetime(2022, 9, 15, 3, 0, tzinfo=UTC)) == text


@pytest.mark.django_db
def test_the_page_tells_this_session_first_then_the_newest(settings) -> None:
    user, clients = UserFactory.create(), []
    with time_machine.travel("2022-09-15T01:00:00Z", tick=False) as clock:
        for user_agent, address in (
            (CHROME, "10.1.2.3"),
            (f"{IPHONE} Version/16 Safari/604.1", "113.160.1.1"),
            ("x", "::1"),
        ):
            client = Client(headers={"User-Agent": user_agent}, REMOTE_ADDR=address)
            client.post(SIGN_IN, {"login": user.username, "password": PASSWORD})
            clients.append(client)
            clock.shift(300)
        rows = [visible_text(row) for row in parsed(clients[0], PAGE).xpath("//tbody/tr")]
    assert rows == [
        "Chrome trên Windows (phiên này) mạng nội bộ (10.1.2.3) hôm nay 08:00",
        "Trình duyệt không rõ chính máy chủ (::1) hôm nay 08:10",
        "Safari trên iPhone Internet (113.160.1.1) hôm nay 08:05",
    ]
    assert UserSession.objects.count() == 3
    answer = clients[0].post(PAGE, follow=True)
    assert "Đăng xuất mọi nơi khác" not in answer.content.decode(), "nothing is left to end"
    assert clients[1].get(PAGE).status_code == 302
