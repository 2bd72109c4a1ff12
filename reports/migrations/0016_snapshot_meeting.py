"""A snapshot names its meeting. Those from before have no name and stay as they are."""

from django.db import migrations, models

import chodon_thidua.lib.fields
from chodon_thidua.lib.appendonly import append_only_again


class Migration(migrations.Migration):
    dependencies = [("reports", "0015_figure_comment")]

    operations = [
        migrations.AddField(
            model_name="snapshot",
            name="meeting_name",
            field=chodon_thidua.lib.fields.NormalisedCharField(
                blank=True, default="", max_length=200, verbose_name="tên cuộc họp"
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="snapshot",
            name="meeting_on",
            field=models.DateField(blank=True, null=True, verbose_name="ngày họp"),
        ),
        migrations.RunPython(append_only_again("reports_snapshot"), migrations.RunPython.noop),
    ]
