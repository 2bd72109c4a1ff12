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
    said: list[str] = field(default_factory=list)

    def row(self) -> Any:
        """The first row of the page; its estimate of the year is a number that every unit may give."""
        return html.fromstring(self._ask(f"/bao-cao/2022/{self.code}/4/")[1]).xpath("//tr[@hx-post]")[0]

    def save(self, number: int, start: threading.Barrier) -> None:
        row = self.row()
        code = row.get("data-indicator")
        fields = {
            f"{code}-full_year_estimate": str(number),
            f"{code}-version": row.xpath(f".//input[@name='{code}-version']")[0].get("value"),
            "csrfmiddlewaretoken": self.token,
        }
        start.wait(timeout=SECONDS)
        status, page = self._ask(row.get("hx-post"), fields)
        self.statuses.append(status)
        self.said.append(" ".join(html.fromstring(f"<div>{page}</div>").text_content().split()))

    def stored(self) -> str:
        return self.row().xpath("string(.//input[contains(@name, '-full_year_estimate')]/@value)")

    def _ask(self, path: str, fields: dict[str, str] | None = None) -> tuple[int, str]:
        cookies = f"sessionid={self.session}; csrftoken={self.token}"
        headers = {"Cookie": cookies, **({"HX-Request": "true"} if fields else {})}
        body = urllib.parse.urlencode(fields).encode() if fields else None
        request = urllib.request.Request(f"{self.url}{path}", data=body, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=SECONDS) as answer:
                sent = SimpleCookie(", ".join(answer.headers.get_all("Set-Cookie") or ()))
                self.token = sent["csrftoken"].value if "csrftoken" in sent else self.token
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refusal:
            return refusal.code, refusal.read().decode()


def run(server: AppServer, *command: str) -> str:
    environment = server.database.process_environment()
    done = subprocess.run([sys.executable, *command], cwd=ROOT, env=environment, check=True, capture_output=True)
    return done.stdout.decode()


def test_thirty_people_save_at_once(server: AppServer) -> None:
    run(server, "manage.py", "period_state", "15/KH-UBND", "2022", "4", "OPEN", "--by", "quantri")
    reporters = json.loads(run(server, "-c", SESSIONS))
    # Units are fewer than people: the last ones sit at the desks of the first, at the same number.
    desks = [ConcurrentReporter(server.url, *reporters[n % len(reporters)]) for n in range(PEOPLE)]
    shared = {desk.code for desk in desks[len(reporters) :]}
    alone = [desk for desk in desks if desk.code not in shared]
    assert shared
    assert len(alone) > PEOPLE // 2
    with ThreadPoolExecutor(PEOPLE) as pool:
        for first in (100, 200):
            start = threading.Barrier(PEOPLE)
            for done in [pool.submit(desk.save, first + n, start) for n, desk in enumerate(desks)]:
                done.result()
    for desk in alone:
        assert desk.statuses == [200, 200], desk.said
        assert desk.stored() == str(200 + desks.index(desk))
    for code in shared:
        # Two at one number: in each round one is first and the other one is told.
        assert sorted(status for desk in desks if desk.code == code for status in desk.statuses) == [200, 200, 409, 409]
