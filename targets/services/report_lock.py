"""The lock that writers of a plan and writers of its reports take in one order."""

from django.db import connection

from targets.models import Period


def reports_lock() -> None:
    """Keeps everybody from writing figures and decisions until this transaction ends; reading goes on.

    Whoever enters or decides locks the unit's report before looking at what is asked and approved. A row lock could not
    hold a report that its first figure is only about to make, so PostgreSQL locks the table in the mode that row locks
    wait for; SQLite has one writer anyhow. The table comes before plans, indicators and targets, and nobody takes it
    after them, so that no two wait for each other; the targets of several indicators take it once.
    """
    if connection.vendor == "postgresql":
        reports = Period._meta.get_field("reports").related_model
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {connection.ops.quote_name(reports._meta.db_table)} IN EXCLUSIVE MODE")
