"""The workbook that a person is looking at the preview of, kept until they confirm it."""

import secrets
from dataclasses import dataclass

from django.core.cache import cache

KEPT_FOR = 3600  # seconds


@dataclass(frozen=True, slots=True)
class StoredUpload:
    token: str
    name: str
    content: bytes


def store_upload(user_id: int, name: str, content: bytes) -> str:
    """Keeps the bytes, one workbook for each person, so that what is left behind never grows; returns its token."""
    upload = StoredUpload(secrets.token_urlsafe(16), name, content)
    cache.set(_cache_key(user_id), upload, KEPT_FOR)
    return upload.token


def stored_upload(user_id: int, token: str) -> StoredUpload | None:
    """The workbook of that preview; None when its hour is over, or when another one was sent since."""
    upload = cache.get(_cache_key(user_id))
    if not isinstance(upload, StoredUpload) or not secrets.compare_digest(upload.token.encode(), token.encode()):
        return None
    return upload


def _cache_key(user_id: int) -> str:
    return f"intake:{user_id}"
