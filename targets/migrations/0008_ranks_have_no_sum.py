from django.db import migrations

UNITS = ("hạng", "thứ hạng", "vị trí", "bậc")
NAMES = ("xếp hạng", "thứ hạng", "vị trí xếp hạng")


def tell_ranks(apps, schema_editor):
    """Places among others are not added up from now on."""
    indicators = apps.get_model("targets", "Indicator").objects
    for row in indicators.filter(measure="AMOUNT", additive=True).only("name", "unit_of_measure"):
        if row.unit_of_measure.casefold().strip() in UNITS or row.name.casefold().startswith(NAMES):
            indicators.filter(pk=row.pk).update(additive=False)


class Migration(migrations.Migration):
    dependencies = [("targets", "0007_indicator_leads")]

    operations = [migrations.RunPython(tell_ranks, migrations.RunPython.noop)]
