from typing import Any

from django.db import migrations, models


def mark_out_of_date(apps: Any, schema_editor: Any) -> None:
    """What is kept so far says nothing of how the reports stand."""
    apps.get_model("reports", "RollUpScope").objects.update(structure=0)


class Migration(migrations.Migration):
    dependencies = [("reports", "0005_rollup")]

    operations = [
        migrations.AddField("rollupscope", "approved", models.JSONField("nộp báo cáo", default=dict)),
        migrations.AddField("rollupscope", "pending", models.JSONField("nộp báo cáo, gồm chờ duyệt", default=dict)),
        migrations.RunPython(mark_out_of_date, migrations.RunPython.noop),
    ]
