"""The workbook that a person is looking at the preview of, kept until they confirm it."""

import secrets
from dataclasses import dataclass

from django.core.cache import cache

from units.models import User

KEPT_FOR = 3600  # seconds


@dataclass(frozen=True, slots=True)
class StoredUpload:
    token: str
    name: str
    content: bytes


def store_upload(user: User, name: str, content: bytes) -> str:
    """Keep the bytes, one workbook for each person, so that what is left behind never grows; returns its token."""
    upload = StoredUpload(secrets.token_urlsafe(16), name, content)
    cache.set(_key(user), upload, KEPT_FOR)
    return upload.token


def stored_upload(user: User, token: str) -> StoredUpload | None:
    """The workbook of that preview; None when its hour is over, or when another one was sent since."""
    upload = cache.get(_key(user))
    if not isinstance(upload, StoredUpload) or not secrets.compare_digest(upload.token.encode(), token.encode()):
        return None
    return upload


def _key(user: User) -> str:
    return f"intake:{user.pk}"
