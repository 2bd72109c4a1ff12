"""Comments on single figures and the units' answers, kept for ever."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import chodon_thidua.lib.fields
from chodon_thidua.lib.appendonly import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0014_report_reopened"),
        ("targets", "0003_additive"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="FigureComment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_answer", models.BooleanField(default=False, verbose_name="đơn vị trả lời")),
                ("text", chodon_thidua.lib.fields.NormalisedTextField(max_length=1000, verbose_name="nội dung")),
                ("at", models.DateTimeField(verbose_name="lúc")),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người viết",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="targets.indicator"
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT, related_name="comments", to="reports.report"
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="comment_text",
                        violation_error_message="Nhận xét không được để trống.",
                    )
                ],
            },
        ),
        migrations.RunPython(*append_only("reports_figurecomment")),
    ]
