"""Fixtures of the tests of pages that read."""

from collections.abc import Iterator

import pytest
from django.core.cache import caches
from pytest_django.fixtures import Settings


@pytest.fixture
def page_cache(settings: Settings) -> Iterator[None]:
    """Caches pages as in production."""
    settings.CACHES = settings.CACHES | {
        "pages": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "test"}
    }
    caches["pages"].clear()
    yield
    caches["pages"].clear()
