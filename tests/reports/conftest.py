"""What several tests of reports need."""

from pathlib import Path

import pytest
from django.core.files.storage import storages
from pytest_django.fixtures import Settings


@pytest.fixture
def uploads(settings: Settings, tmp_path: Path) -> Path:
    """A folder for uploaded files of this test alone."""
    settings.STORAGES = settings.STORAGES | {
        "default": settings.STORAGES["default"] | {"OPTIONS": {"location": str(tmp_path)}}
    }
    assert storages["default"].path("") == str(tmp_path)
    return tmp_path
