"""The workbook that a person is looking at the preview of, kept until they confirm it."""

import secrets
from dataclasses import dataclass

from django.core.cache import cache

from reports.selectors.sheets import EntrySheet
from units.models import User

KEPT_FOR = 3600  # seconds


@dataclass(frozen=True, slots=True)
class Held:
    token: str
    place: str
    name: str
    content: bytes


def hold(user: User, sheet: EntrySheet, name: str, content: bytes) -> str:
    """Keep the bytes, one workbook for each person, so that what is left behind never grows; returns its token."""
    held = Held(secrets.token_urlsafe(16), _place(sheet), name, content)
    cache.set(_key(user), held, KEPT_FOR)
    return held.token


def held_for(user: User, sheet: EntrySheet, token: str) -> Held | None:
    """The workbook of that preview; None when its hour is over, or when another one was sent since."""
    held = cache.get(_key(user))
    if (
        not isinstance(held, Held)
        or held.place != _place(sheet)
        or not secrets.compare_digest(held.token.encode(), token.encode())
    ):
        return None
    return held


def _key(user: User) -> str:
    return f"intake:{user.pk}"


def _place(sheet: EntrySheet) -> str:
    return f"{sheet.view.plan.pk}/{sheet.period.ordinal}/{sheet.scope.pk if sheet.scope else 'all'}"
