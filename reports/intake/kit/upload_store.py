"""The workbook whose preview a person is looking at, stored until they confirm it."""

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
    """Stores the bytes and returns their token; a person has one workbook at most, so that none pile up."""
    upload = StoredUpload(secrets.token_urlsafe(16), name, content)
    cache.set(_cache_key(user_id), upload, KEPT_FOR)
    return upload.token


def stored_upload(user_id: int, token: str) -> StoredUpload | None:
    """Returns the workbook of the preview; None once its time is over, or when the person has sent another since."""
    upload = cache.get(_cache_key(user_id))
    if not isinstance(upload, StoredUpload) or not secrets.compare_digest(upload.token.encode(), token.encode()):
        return None
    return upload


def _cache_key(user_id: int) -> str:
    return f"intake:{user_id}"
