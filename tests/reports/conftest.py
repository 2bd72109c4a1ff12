"""Fixtures that several tests of reports share."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.test import Client
from pytest_django.fixtures import Settings

from chodon_thidua.lib import clock
from tests.reports.builders import SampleOffice, make_office, moment
from tests.reports.pages import signed_in


@pytest.fixture
def office(db: None) -> Iterator[SampleOffice]:
    """An office with every kind while quarter III is being reported; a module that needs another makes its own."""
    with clock.at(moment()):
        yield make_office()


@pytest.fixture
def leader(office: SampleOffice) -> Client:
    return signed_in(office.leader)


@pytest.fixture
def administrator(office: SampleOffice) -> Client:
    return signed_in(office.administrator)


@pytest.fixture
def uploads(settings: Settings, tmp_path: Path) -> Path:
    """A folder for uploaded files of this test alone."""
    settings.STORAGES = settings.STORAGES | {
        "default": settings.STORAGES["default"] | {"OPTIONS": {"location": str(tmp_path)}}
    }
    assert storages["default"].path("") == str(tmp_path)
    return tmp_path
