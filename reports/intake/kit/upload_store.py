"""The workbook that a person is looking at the preview of, kept until they confirm it."""

import secrets
from dataclasses import dataclass

from django.core.cache import cache

from units.models import User

KEPT_FOR = 3600  # seconds


@dataclass(frozen=True, slots=True)
class Held:
    token: str
    name: str
    content: bytes


def hold(user: User, name: str, content: bytes) -> str:
    """Keep the bytes, one workbook for each person, so that what is left behind never grows; returns its token."""
    held = Held(secrets.token_urlsafe(16), name, content)
    cache.set(_key(user), held, KEPT_FOR)
    return held.token


def held_for(user: User, token: str) -> Held | None:
    """The workbook of that preview; None when its hour is over, or when another one was sent since."""
    held = cache.get(_key(user))
    if not isinstance(held, Held) or not secrets.compare_digest(held.token.encode(), token.encode()):
        return None
    return held


def _key(user: User) -> str:
    return f"intake:{user.pk}"
