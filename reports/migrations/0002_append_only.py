"""The story of a report and the numbers of a meeting are kept for ever."""

from django.db import migrations

from chodon_thidua.lib.appendonly import append_only


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial")]

    operations = [
        migrations.RunPython(*append_only("reports_reportevent")),
        migrations.RunPython(*append_only("reports_snapshot")),
    ]
