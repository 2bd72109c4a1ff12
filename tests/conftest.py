"""What holds for every test: no network but loopback, repeatable properties, the programs that some tests need."""

import gc
import ipaddress
import os
import shutil
import sys
from collections.abc import Iterator
from typing import Any

import hypothesis
import pytest
from django.db import connection

from tests.template_database import template_copy

hypothesis.settings.register_profile("ci", derandomize=True, max_examples=50, deadline=None, database=None)
hypothesis.settings.load_profile("ci")


def refuse_network(event: str, arguments: tuple[Any, ...]) -> None:
    """Fails a test that looks up or connects to another machine."""
    if event == "socket.getaddrinfo":
        host = arguments[0]
    elif event == "socket.connect" and isinstance(arguments[1], tuple):
        host = arguments[1][0]
    else:
        return
    name = host.decode() if isinstance(host, bytes) else host
    if name not in (None, "", "localhost") and not _is_loopback(name):
        raise RuntimeError(f"A test reached for the network: {name}")


def _is_loopback(name: str) -> bool:
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


sys.addaudithook(refuse_network)


def pytest_runtest_setup(item: pytest.Item) -> None:
    for vendor in ("postgresql", "sqlite"):
        if item.get_closest_marker(vendor) and connection.vendor != vendor:
            pytest.skip(f"needs {vendor}")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What meets no database is tested once, on the default one."""
    if connection.vendor == "sqlite":
        return
    selected_items = [item for item in items if _meets_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(selected_items)])
    items[:] = selected_items


def _meets_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    marked = item.get_closest_marker("django_db") or item.get_closest_marker("postgresql")
    return bool(marked or fixtures & {"db", "transactional_db", "django_db_setup", "page", "chromium"})


def pytest_collection_finish() -> None:
    """Keeps the garbage collector from searching through all collected tests again and again: a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_modify_db_settings: None, pytestconfig: pytest.Config
) -> Iterator[None]:
    """A migrated database for this process; pytest-django's own fixture runs every migration in every process."""
    with template_copy(pytestconfig.cache.mkdir("template_database")):
        yield


def _program(variable: str, *names: str) -> str:
    path = os.environ.get(variable) or next(filter(None, map(shutil.which, names)), None)
    return path or pytest.skip(f"none of {', '.join(names)} is installed")


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of Chromium."""
    return _program("CHROMIUM", "chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def soffice() -> str:
    """The path of LibreOffice."""
    return _program("SOFFICE", "soffice", "libreoffice")
