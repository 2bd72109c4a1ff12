from django.db import migrations, models

MARKS = ("%", "‰", "/", "bình quân", "trung bình")
RATES = ("tỷ lệ", "tỉ lệ", "tỷ suất", "tỷ trọng", "tốc độ", "năng suất", "mật độ", "chỉ số", "hệ số")


def tell_averages(apps, schema_editor):
    """Amounts that look like an average are not added up from now on."""
    indicators = apps.get_model("targets", "Indicator").objects
    for row in indicators.filter(measure="AMOUNT").only("name", "unit_of_measure"):
        unit, name = row.unit_of_measure.casefold(), row.name.casefold()
        by_name = name.startswith(RATES) or ("bình quân" in name and not name.startswith("số "))
        if by_name or any(mark in unit for mark in (*MARKS, *RATES)):
            indicators.filter(pk=row.pk).update(additive=False)


class Migration(migrations.Migration):
    dependencies = [
        ("targets", "0002_exception_ended"),
    ]

    operations = [
        migrations.AddField(
            model_name="indicator",
            name="additive",
            field=models.BooleanField(
                default=True,
                help_text="Số bình quân, năng suất, tỷ lệ đã tính thì không.",
                verbose_name="cộng được giữa các đơn vị",
            ),
        ),
        migrations.RunPython(tell_averages, migrations.RunPython.noop),
    ]
