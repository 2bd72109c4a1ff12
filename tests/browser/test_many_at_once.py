"""Thirty people save at the same moment, on the server as it is served: nobody is refused, nothing is lost."""

import json
import subprocess
import sys
import threading
import urllib.error
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any

from lxml import html

from tests.browser.conftest import AppServer
from tests.tools.demo import ROOT

PEOPLE, SECONDS = 30, 30
# Sessions as a sign-in makes them, without the price of thirty password hashes.
SESSIONS = """
import json, sys
import django
django.setup()
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.conf import settings
from units.models import User
made = []
for user in User.objects.filter(username__startswith="nhap-").order_by("username"):
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    made.append((session.session_key, user.memberships.get().unit.code))
json.dump(made, sys.stdout)
"""


@dataclass
class ConcurrentReporter:
    """One person with a session at the report of the fourth quarter."""

    url: str
    session: str
    code: str
    token: str = ""
    statuses: list[int] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)

    def row(self) -> Any:
        """The first row of the page; its estimate of the year is a number that every unit may give."""
        return html.fromstring(self._request(f"/bao-cao/2022/{self.code}/4/")[1]).xpath("//tr[@hx-post]")[0]

    def save(self, number: int, start: threading.Barrier) -> None:
        row = self.row()
        code = row.get("data-indicator")
        fields = {
            f"{code}-full_year_estimate": str(number),
            f"{code}-version": row.xpath(f".//input[@name='{code}-version']")[0].get("value"),
            "csrfmiddlewaretoken": self.token,
        }
        start.wait(timeout=SECONDS)
        status, page = self._request(row.get("hx-post"), fields)
        self.statuses.append(status)
        self.messages.append(" ".join(html.fromstring(f"<div>{page}</div>").text_content().split()))

    def stored_estimate(self) -> str:
        return self.row().xpath("string(.//input[contains(@name, '-full_year_estimate')]/@value)")

    def _request(self, path: str, fields: dict[str, str] | None = None) -> tuple[int, str]:
        cookies = f"sessionid={self.session}; csrftoken={self.token}"
        headers = {"Cookie": cookies, **({"HX-Request": "true"} if fields else {})}
        body = urllib.parse.urlencode(fields).encode() if fields else None
        request = urllib.request.Request(f"{self.url}{path}", data=body, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=SECONDS) as response:
                cookies_set = SimpleCookie(", ".join(response.headers.get_all("Set-Cookie") or ()))
                self.token = cookies_set["csrftoken"].value if "csrftoken" in cookies_set else self.token
                return response.status, response.read().decode()
        except urllib.error.HTTPError as refusal:
            return refusal.code, refusal.read().decode()


def run(server: AppServer, *command: str) -> str:
    environment = server.database.process_environment()
    process = subprocess.run([sys.executable, *command], cwd=ROOT, env=environment, check=True, capture_output=True)
    return process.stdout.decode()


def test_thirty_people_save_at_once(server: AppServer) -> None:
    run(server, "manage.py", "period_state", "15/KH-UBND", "2022", "4", "OPEN", "--by", "quantri")
    reporters = json.loads(run(server, "-c", SESSIONS))
    # Units are fewer than people: the last ones share the reports of the first, at the same number.
    colleagues = [ConcurrentReporter(server.url, *reporters[n % len(reporters)]) for n in range(PEOPLE)]
    common_codes = {colleague.code for colleague in colleagues[len(reporters) :]}
    sole_reporters = [colleague for colleague in colleagues if colleague.code not in common_codes]
    assert common_codes
    assert len(sole_reporters) > PEOPLE // 2
    with ThreadPoolExecutor(PEOPLE) as pool:
        for first in (100, 200):
            start = threading.Barrier(PEOPLE)
            for result in [pool.submit(colleague.save, first + n, start) for n, colleague in enumerate(colleagues)]:
                result.result()
    for colleague in sole_reporters:
        assert colleague.statuses == [200, 200], colleague.messages
        assert colleague.stored_estimate() == str(200 + colleagues.index(colleague))
    for code in common_codes:
        # Two at one number: in each round the second one gets the conflict.
        assert sorted(
            status for colleague in colleagues if colleague.code == code for status in colleague.statuses
        ) == [200, 200, 409, 409]
