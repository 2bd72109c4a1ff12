"""Django's migrate, one process at a time: servers that start together would otherwise trip over each other."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.commands import migrate
from django.db import connections

LOCK = 20220126  # any number that no other program uses in this database


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        with alone(options["database"]):
            super().handle(*args, **options)


@contextmanager
def alone(alias: str) -> Iterator[None]:
    """Holds PostgreSQL's advisory lock; on SQLite its own lock on the file is enough."""
    if connections[alias].vendor != "postgresql":
        yield
        return
    # A connection of its own, outside the pool, so that the lock ends with it, however this process ends.
    holder = connections[alias].copy()
    holder.settings_dict["OPTIONS"].pop("pool", None)
    try:
        with holder.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        yield
    finally:
        holder.close()
