import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0006_rollup_standing"),
        ("targets", "0002_exception_ended"),
        ("units", "0005_audit_by_action"),
    ]

    operations = [
        migrations.CreateModel(
            name="Activity",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("steps", models.PositiveBigIntegerField(default=0, verbose_name="số bước")),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="targets.plan"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="units.unit"),
                ),
            ],
            options={
                "ordering": ("plan", "unit"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("plan", "unit"),
                        name="activity_once",
                        violation_error_message="Số bước của đơn vị trong kế hoạch này đã được đếm.",
                    )
                ],
            },
        ),
    ]
