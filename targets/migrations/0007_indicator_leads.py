import django.db.models.deletion
from django.db import migrations, models

from chodon_thidua.lib.appendonly import by_vendor
from chodon_thidua.lib.sqlite_triggers import rebuilding

# PostgreSQL changes no table whose rows it still has to check.
check_now = by_vendor(postgresql=("SET CONSTRAINTS ALL IMMEDIATE",), sqlite=())


def lead_becomes_the_first(apps, schema_editor):
    """The unit that led an indicator alone is now the first of those that lead it."""
    leads = apps.get_model("targets", "IndicatorLead").objects
    indicators = apps.get_model("targets", "Indicator").objects.filter(lead__isnull=False)
    leads.bulk_create(
        leads.model(indicator_id=indicator, unit_id=unit, order=1)
        for indicator, unit in indicators.order_by("pk").values_list("pk", "lead_id")
    )


def first_becomes_the_lead(apps, schema_editor):
    """Only the first of several units can lead an indicator again."""
    firsts = apps.get_model("targets", "IndicatorLead").objects.order_by("indicator_id", "-order")
    for indicator, unit in firsts.values_list("indicator_id", "unit_id"):
        apps.get_model("targets", "Indicator").objects.filter(pk=indicator).update(lead_id=unit)


class Migration(migrations.Migration):
    dependencies = [
        ("units", "0007_contacts"),
        ("targets", "0006_kinds_of_targets"),
    ]

    operations = [
        migrations.CreateModel(
            name="IndicatorLead",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveSmallIntegerField(verbose_name="thứ tự")),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="leads", to="targets.indicator"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="units.unit"),
                ),
            ],
            options={
                "ordering": ("order",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("indicator", "unit"),
                        name="indicator_lead_once",
                        violation_error_message="Đơn vị đã chủ trì chỉ tiêu này.",
                    ),
                    models.UniqueConstraint(
                        fields=("indicator", "order"),
                        name="indicator_lead_order",
                        violation_error_message="Thứ tự này đã có đơn vị chủ trì khác.",
                    ),
                ],
            },
        ),
        migrations.RunPython(migrations.RunPython.noop, check_now),
        migrations.RunPython(lead_becomes_the_first, first_becomes_the_lead),
        migrations.RunPython(check_now, migrations.RunPython.noop),
        *rebuilding(migrations.RemoveField(model_name="indicator", name="lead")),
    ]
