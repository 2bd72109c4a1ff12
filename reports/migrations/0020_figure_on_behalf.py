"""Figures say whether they were entered on the unit's behalf, those that are there already by who entered them."""

from typing import Any

from django.db import migrations, models
from django.db.models import F


def mark_figures(apps: Any, _schema_editor: Any) -> None:
    figures = apps.get_model("reports", "Figure")
    entered = figures.objects.filter(report__on_behalf_by=F("changed_by"), changed_at__gte=F("report__on_behalf_at"))
    figures.objects.filter(pk__in=entered.order_by().values("pk")).update(on_behalf=True)


class Migration(migrations.Migration):
    dependencies = [("reports", "0019_entry_on_behalf")]

    operations = [
        migrations.AddField(
            model_name="figure",
            name="on_behalf",
            field=models.BooleanField(default=False, verbose_name="nhập thay"),
        ),
        migrations.RunPython(mark_figures, migrations.RunPython.noop),
    ]
