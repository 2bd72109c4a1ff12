from typing import Any

from django.db import migrations


def mark_out_of_date(apps: Any, schema_editor: Any) -> None:
    """What is kept so far does not say from which periods the units' values are."""
    apps.get_model("reports", "RollUpScope").objects.update(structure=0)


class Migration(migrations.Migration):
    dependencies = [("reports", "0008_rollup_anew")]

    operations = [migrations.RunPython(mark_out_of_date, migrations.RunPython.noop)]
