"""Test databases as copies of a template that is migrated once.

The template stays where it is until a migration, a model or a library changes: on SQLite a file in pytest's cache, on
PostgreSQL a database beside the test databases, for as long as the server lives.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.db import connection
from psycopg import sql

ROOT = Path(__file__).resolve().parents[1]
# What decides the tables and the rows that migrations write: migrations import from lib, permissions follow the models.
SOURCES = ("*/migrations/**/*.py", "*/models/**/*.py", "*/models.py", "*/apps.py", "chodon_thidua/lib/*.py")
SETTINGS = ("chodon_thidua/settings.py", "tests/settings.py", "requirements.lock")
LOCK = 20220127  # any number that no other program uses in this server


def fingerprint() -> str:
    """Returns a digest of every file that decides what a migrated database holds."""
    paths = {path for pattern in (*SOURCES, *SETTINGS) for path in ROOT.glob(pattern)}
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


@contextmanager
def template_copy(cache: Path) -> Iterator[None]:
    """Gives the default connection a copy of the template while the block runs; `cache` is a folder that stays."""
    used = connection.settings_dict["NAME"]
    copy = str(connection.settings_dict["TEST"]["NAME"] or f"test_{used}")
    connection.close()
    if connection.vendor == "sqlite":
        _remove_file(Path(copy))
        shutil.copyfile(migrated_file(cache), copy)
    else:
        copy_database(os.environ["DATABASE_URL"], copy)
    connection.settings_dict["NAME"] = copy
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = used
        if connection.vendor == "sqlite":
            _remove_file(Path(copy))
        else:
            connection.close_pool()  # type: ignore[attr-defined] # of PostgreSQL
            administer(os.environ["DATABASE_URL"], "DROP DATABASE {} WITH (FORCE)", copy)


def migrated_file(cache: Path) -> Path:
    """Returns a migrated database; the process that comes first makes it while the others wait."""
    template = cache / f"{fingerprint()}.sqlite3"
    with alone(cache):
        if not template.exists():
            for earlier in cache.glob("*.sqlite3"):
                earlier.unlink()
            made = template.with_suffix(".new")
            _remove_file(made)
            _migrate(f"sqlite:///{made}")
            made.rename(template)
    return template


def _remove_file(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def copy_database(url: str, copy: str) -> None:
    """Makes a migrated database on the server; the template there remembers its fingerprint as its comment."""
    template = f"{database_name(url)}_template"
    with psycopg.connect(with_database(url, "postgres"), autocommit=True) as maintenance:
        maintenance.execute("SELECT pg_advisory_lock(%s)", [LOCK])  # ends with this connection
        comment = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s"
        if maintenance.execute(comment, [template]).fetchone() != (fingerprint(),):
            maintenance.execute(_statement("DROP DATABASE IF EXISTS {} WITH (FORCE)", template))
            maintenance.execute(_statement("CREATE DATABASE {}", template))
            _migrate(with_database(url, template))
            maintenance.execute(_statement("COMMENT ON DATABASE {} IS {}", template, literal=fingerprint()))
        maintenance.execute(_statement("DROP DATABASE IF EXISTS {} WITH (FORCE)", copy))
        maintenance.execute(_statement("CREATE DATABASE {} TEMPLATE {}", copy, template))


def _migrate(url: str) -> None:
    with tempfile.TemporaryDirectory(prefix="thidua-template-") as folder:
        subprocess.run(
            [sys.executable, "manage.py", "migrate", "--verbosity=0"],
            cwd=ROOT,
            env=os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings", "TESTS_VAR_DIR": folder},
            check=True,
        )


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Lets one process at a time into the block, whichever share the folder."""
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def database_name(url: str) -> str:
    return urlsplit(url).path.lstrip("/")


def with_database(url: str, name: str) -> str:
    """Returns the address of another database on the same server."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


def administer(url: str, statement: str, *names: str) -> None:
    """Runs a statement about databases, whose names stand for its braces, on the server of the address."""
    with psycopg.connect(with_database(url, "postgres"), autocommit=True) as maintenance:
        maintenance.execute(_statement(statement, *names))


def _statement(statement: str, *names: str, literal: str | None = None) -> sql.Composed:
    literals = [] if literal is None else [sql.Literal(literal)]
    return sql.SQL(statement).format(*map(sql.Identifier, names), *literals)
