"""Migrations: there and back again, one process at a time."""

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from tests import template_database
from tests.units.test_sign_in_limits import address_of_test_database
from units.management.commands.migrate import alone

ROOT = Path(__file__).parents[2]


def python(*arguments: str, database: str, folder: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(  # noqa: S603 - this project's own program
        [sys.executable, *arguments],
        cwd=ROOT,
        env=os.environ
        | {"DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "tests.settings", "TESTS_VAR_DIR": str(folder)},
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


@pytest.fixture
def empty_database(tmp_path: Path, django_db_blocker: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a database of its own, without a table."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.sqlite3'}"
        return
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        name = f"{connection.settings_dict['NAME']}_empty"
        with connection.cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}"')
        yield address_of_test_database().rpartition("/")[0] + f"/{name}"
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def migrated_database(tmp_path: Path, pytestconfig: pytest.Config) -> Iterator[str]:
    """The address of a migrated database of its own; every migration has run when its template was made."""
    if connection.vendor == "sqlite":
        template = template_database.migrated_file(pytestconfig.cache.mkdir("template_database"))
        path = shutil.copyfile(template, tmp_path / "own.sqlite3")
        yield f"sqlite:///{path}"
        return
    server, name = os.environ["DATABASE_URL"], f"{connection.settings_dict['NAME']}_migrated"
    template_database.copy_database(server, name)
    yield template_database.with_database(server, name)
    template_database.administer(server, "DROP DATABASE {} WITH (FORCE)", name)


BACK_AND_FORTH = """
import django
django.setup()
from django.core.management import call_command
for step in (["reports", "zero"], ["targets", "zero"], ["units", "0001"], []):
    call_command("migrate", *step, verbosity=0)
"""


@pytest.mark.django_db(transaction=True)
def test_every_migration_goes_back_and_forth(migrated_database: str, tmp_path: Path) -> None:
    process = python("-c", BACK_AND_FORTH, database=migrated_database, folder=tmp_path)
    output, _ = process.communicate(timeout=300)
    assert (process.returncode, output) == (0, "")


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_processes_that_migrate_together_wait_for_each_other(empty_database: str, tmp_path: Path) -> None:
    processes = [
        python("manage.py", "migrate", "--verbosity=0", database=empty_database, folder=tmp_path) for _ in range(3)
    ]
    outputs = [process.communicate(timeout=300)[0] for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0], outputs


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_the_lock_is_held_by_one_and_ends_with_it() -> None:
    entered, leave, second = threading.Event(), threading.Event(), threading.Event()

    def first_process() -> None:
        with alone("default"):
            entered.set()
            leave.wait(10)

    def second_process() -> None:
        with alone("default"):
            second.set()

    threads = [threading.Thread(target=first_process), threading.Thread(target=second_process)]
    threads[0].start()
    assert entered.wait(10)
    threads[1].start()
    assert not second.wait(0.5)
    leave.set()
    assert second.wait(10)
    for thread in threads:
        thread.join(10)
        assert not thread.is_alive()


@pytest.mark.django_db
def test_nothing_waits_to_be_migrated() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
