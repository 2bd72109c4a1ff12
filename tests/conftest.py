"""What holds for every test: no network but loopback, repeatable properties, the programs that some tests need."""

import gc
import ipaddress
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.db import connection

from tests.statements import Recorder
from tests.template_database import template_copy
from tests.tools.selection import Record

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
    """Leaves out, on a second database, what meets none and what asked the first one nothing that others do not."""
    if connection.vendor == "sqlite":
        return
    path = os.environ.get("TESTS_SPARED")
    redundant_tests = set(Path(path).read_text("utf-8").splitlines()) if path else set()
    again = [item for item in items if _meets_database(item) and item.nodeid not in redundant_tests]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(again)])
    items[:] = again


def _meets_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    marked = item.get_closest_marker("django_db") or item.get_closest_marker("postgresql")
    return bool(marked or fixtures & {"db", "transactional_db", "django_db_setup", "page", "chromium"})


def pytest_collection_finish() -> None:
    """Keeps the garbage collector from searching through all collected tests again and again: a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Records what the test asks the database, where the run is to choose the tests for a second one."""
    folder = os.environ.get("TESTS_FACTS")
    if not folder or not _meets_database(item):
        return (yield)
    recorder = Recorder()
    with connection.execute_wrapper(recorder):
        try:
            return (yield)
        finally:
            record = Record(item.nodeid, recorder.statements, _is_always_repeated(item, recorder), recorder.facts)
            with (Path(folder) / f"{os.getpid()}.facts").open("a", encoding="utf-8") as file:
                file.write(record.line())


def _is_always_repeated(item: pytest.Item, recorder: Recorder) -> bool:
    """A test of what the database refuses, or of transactions that end, is repeated whatever others ask."""
    mark = item.get_closest_marker("django_db")
    is_transactional = "transactional_db" in getattr(item, "fixturenames", ())
    return recorder.is_refused or is_transactional or bool(mark and mark.kwargs.get("transaction"))


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
