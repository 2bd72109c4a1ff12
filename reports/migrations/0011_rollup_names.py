"""Names of stored totals that say what they hold. The totals themselves are made anew by `rebuild_rollup`."""

from django.db import migrations

COUNT_NAMES = {"asked": "obligations", "sent": "senders", "again": "to_send_again", "lying": "returned_reports"}


def rename_counts(apps, names):
    """Renames the stored numbers of reports and marks the totals as out of date: no page reads them until then."""
    apps.get_model("reports", "RollUp").objects.all().delete()
    scopes = apps.get_model("reports", "RollUpScope").objects
    for scope in scopes.order_by("pk").iterator(chunk_size=500):
        for counts_by_period in (scope.approved, scope.pending):
            for period, counts in counts_by_period.items():
                counts_by_period[period] = {names.get(name, name): value for name, value in counts.items()}
        scope.structure_mark = 0
        scope.save(update_fields=("approved", "pending", "structure_mark"))


def to_new_names(apps, schema_editor):
    rename_counts(apps, COUNT_NAMES)


def to_old_names(apps, schema_editor):
    rename_counts(apps, {new: old for old, new in COUNT_NAMES.items()})


class Migration(migrations.Migration):
    dependencies = [("reports", "0010_figure_confirmed")]

    operations = [
        migrations.RenameField("rollup", "promise", "allocations"),
        migrations.RenameField("rollupscope", "kept", "is_stored"),
        migrations.RenameField("rollupscope", "structure", "structure_mark"),
        migrations.RunPython(to_new_names, to_old_names),
    ]
