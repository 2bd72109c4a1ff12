"""Migrations on SQLite that rebuild tables: triggers are set aside before and put back after.

SQLite drops the triggers of a table that is rebuilt, and refuses to rebuild one that triggers of other tables read.
"""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython
from django.db.migrations.operations.base import Operation


def rebuilding(*operations: Operation) -> list[Operation]:
    """Returns the operations of a migration between those that set all triggers aside and put them back."""
    return [RunPython(_set_aside, _put_back), *operations, RunPython(_put_back, _set_aside)]


def _set_aside(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor != "sqlite":
        return
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("CREATE TABLE triggers_aside AS SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        cursor.execute("SELECT name FROM triggers_aside")
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP TRIGGER {schema_editor.quote_name(name)}")


def _put_back(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor != "sqlite":
        return
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM triggers_aside")
        for (statement,) in cursor.fetchall():
            cursor.execute(statement)
        cursor.execute("DROP TABLE triggers_aside")
