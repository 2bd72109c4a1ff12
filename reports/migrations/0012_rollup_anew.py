from django.db import migrations


def make_anew(apps, schema_editor):
    """Totals that were kept by other rules are out of date: figures are read until they are made anew."""
    apps.get_model("reports", "RollUpScope").objects.update(structure=0)


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0011_figure_confirmed"),
    ]

    operations = [migrations.RunPython(make_anew, migrations.RunPython.noop)]
