"""The places where a person is signed in, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.utils import timezone

from units.browsers import browser_text, network_text


@dataclass(frozen=True, slots=True)
class SessionLine:
    browser: str
    network: str
    since: str
    is_current: bool
    user_agent: str


def session_lines(sessions: Iterable[UserSession], current_key: str | None) -> list[SessionLine]:
    """Returns the sessions in words, this one first, then the newest. Queries: none."""
    newest_first = sorted(sessions, key=lambda session: session.created_at, reverse=True)
    lines = [
        SessionLine(
            browser=browser_text(session.user_agent),
            network=network_text(session.ip),
            since=moment_text(session.created_at, timezone.now()),
            is_current=session.session_key == current_key,
            user_agent=session.user_agent,
        )
        for session in newest_first
    ]
    return sorted(lines, key=lambda line: not line.is_current)


def moment_text(moment: datetime, now: datetime) -> str:
    """“hôm nay 14:05”, “hôm qua 08:00”, “29/11/2022 14:05”; sessions keep real time, whatever the day of the demo."""
    zone = timezone.get_default_timezone()
    own, today = timezone.localtime(moment, zone), timezone.localtime(now, zone).date()
    days = {today: "hôm nay", today - timedelta(days=1): "hôm qua"}
    return f"{days.get(own.date(), f'{own:%d/%m/%Y}')} {own:%H:%M}"
