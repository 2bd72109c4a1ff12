"""Rules that only the database can hold, each in the words of SQLite and of PostgreSQL, and the table of the cache."""

from django.core.management import call_command
from django.db import migrations

from chodon_thidua.lib.appendonly import append_only, by_vendor

# A unit's code is unique among units valid on the same day; both ends of the span belong to it.
CODE_ONCE_POSTGRESQL = (
    "CREATE EXTENSION IF NOT EXISTS btree_gist",
    """
    ALTER TABLE units_unit ADD CONSTRAINT unit_code_once_at_a_time
    EXCLUDE USING gist (code WITH =, daterange(valid_from, valid_to, '[]') WITH &&)
    """,
)
CODE_ONCE_SQLITE = """
    CREATE TRIGGER unit_code_once_at_a_time_{event} BEFORE {event} ON units_unit
    WHEN EXISTS (
        SELECT 1 FROM units_unit AS other
        WHERE other.code = NEW.code {and_is_another}
        AND COALESCE(other.valid_from, '0001-01-01') <= COALESCE(NEW.valid_to, '9999-12-31')
        AND COALESCE(NEW.valid_from, '0001-01-01') <= COALESCE(other.valid_to, '9999-12-31')
    )
    BEGIN
        SELECT RAISE(ABORT, 'unit_code_once_at_a_time');
    END
"""


def create_cache(apps, schema_editor):
    call_command("createcachetable", "cache", database=schema_editor.connection.alias, verbosity=0)


def drop_cache(apps, schema_editor):
    schema_editor.execute("DROP TABLE cache")


class Migration(migrations.Migration):
    dependencies = [("units", "0001_initial")]

    operations = [
        migrations.RunPython(create_cache, drop_cache),
        migrations.RunPython(
            by_vendor(
                postgresql=CODE_ONCE_POSTGRESQL,
                sqlite=(
                    # On INSERT the new row has no number to compare with yet.
                    CODE_ONCE_SQLITE.format(event="INSERT", and_is_another=""),
                    CODE_ONCE_SQLITE.format(event="UPDATE", and_is_another="AND other.id <> NEW.id"),
                ),
            ),
            # The extension stays: another schema of the same database may use it.
            by_vendor(
                postgresql=("ALTER TABLE units_unit DROP CONSTRAINT unit_code_once_at_a_time",),
                sqlite=(
                    "DROP TRIGGER unit_code_once_at_a_time_INSERT",
                    "DROP TRIGGER unit_code_once_at_a_time_UPDATE",
                ),
            ),
        ),
        migrations.RunPython(*append_only("units_auditevent")),
    ]
