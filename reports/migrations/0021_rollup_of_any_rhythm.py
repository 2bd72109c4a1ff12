"""Stored totals say of any rhythm that a due period is missing, and go with their period as with their indicator."""

import django.db.models.deletion
from django.db import migrations, models

OLD_NAME, NEW_NAME = "missed_quarter", "missed_due"


def rename(apps, old_name, new_name):
    """Renames the one number; it is only stored where a period is missing."""
    for row in apps.get_model("reports", "RollUp").objects.order_by("pk").iterator(chunk_size=500):
        totals = [total for total in (row.approved, row.pending) if old_name in total]
        for total in totals:
            total[new_name] = total.pop(old_name)
        if totals:
            row.save(update_fields=("approved", "pending"))


def to_new_name(apps, schema_editor):
    rename(apps, OLD_NAME, NEW_NAME)


def to_old_name(apps, schema_editor):
    rename(apps, NEW_NAME, OLD_NAME)


class Migration(migrations.Migration):
    dependencies = [("reports", "0020_figure_on_behalf"), ("targets", "0004_rhythm")]

    operations = [
        migrations.AlterField(
            "rollup",
            "period",
            models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="targets.period"),
        ),
        migrations.RunPython(to_new_name, to_old_name),
    ]
