"""Tables that the database itself keeps append-only.

On SQLite a later migration that rebuilds such a table (AlterField, AddConstraint …) drops its triggers and must create
them again; a test notices.
"""

from collections.abc import Callable
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

Operation = Callable[[Any, BaseDatabaseSchemaEditor], None]

# TRUNCATE stays possible: it takes the owner of the table, who could drop the trigger as well.
POSTGRESQL = (
    """
    CREATE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '{table} is append-only' USING ERRCODE = 'restrict_violation';
    END
    $$
    """,
    """
    CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION {table}_append_only()
    """,
)
# Deleting is left to the keys and to the absence of a service that does it: Django empties tables on SQLite by DELETE.
SQLITE = (
    """
    CREATE TRIGGER {table}_append_only BEFORE UPDATE ON {table}
    BEGIN
        SELECT RAISE(ABORT, '{table} is append-only');
    END
    """,
)
DROP_POSTGRESQL = ("DROP TRIGGER {table}_append_only ON {table}", "DROP FUNCTION {table}_append_only()")
DROP_SQLITE = ("DROP TRIGGER {table}_append_only",)


def append_only(table: str) -> tuple[Operation, Operation]:
    """Both directions of a RunPython that makes the database refuse to change the table's rows."""
    return (
        by_vendor(postgresql=_filled(POSTGRESQL, table), sqlite=_filled(SQLITE, table)),
        by_vendor(postgresql=_filled(DROP_POSTGRESQL, table), sqlite=_filled(DROP_SQLITE, table)),
    )


def append_only_again(table: str) -> Operation:
    """One direction of a RunPython for after SQLite has rebuilt the table; PostgreSQL keeps its trigger."""
    return by_vendor(postgresql=(), sqlite=_filled(SQLITE, table))


def by_vendor(*, postgresql: tuple[str, ...], sqlite: tuple[str, ...]) -> Operation:
    """One direction of a RunPython that executes the statements of the database at hand."""

    def execute(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
        for statement in {"postgresql": postgresql, "sqlite": sqlite}[schema_editor.connection.vendor]:
            schema_editor.execute(statement)

    return execute


def _filled(statements: tuple[str, ...], table: str) -> tuple[str, ...]:
    return tuple(statement.format(table=table) for statement in statements)
