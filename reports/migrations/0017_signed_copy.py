"""The signed copy of a report."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import chodon_thidua.lib.fields


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0016_snapshot_meeting"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SignedCopy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("file", models.FileField(upload_to="signed/", verbose_name="tệp")),
                ("name", chodon_thidua.lib.fields.NormalisedCharField(max_length=200, verbose_name="tên tệp")),
                ("size", models.PositiveBigIntegerField(verbose_name="kích thước (byte)")),
                ("sha256", models.CharField(max_length=64)),
                ("at", models.DateTimeField(verbose_name="lúc")),
                ("removed_at", models.DateTimeField(blank=True, null=True, verbose_name="gỡ lúc")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người đính kèm",
                    ),
                ),
                (
                    "removed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người gỡ",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT, related_name="signed_copies", to="reports.report"
                    ),
                ),
            ],
            options={
                "ordering": ("-pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("size__gt", 0), ("size__lte", 10485760)),
                        name="signed_copy_size",
                        violation_error_message="Bản ký phải có nội dung và không quá 10 MB.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("removed_at__isnull", True), ("removed_by__isnull", True)),
                            models.Q(("removed_at__isnull", False), ("removed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="signed_copy_removed",
                        violation_error_message="Bản ký đã gỡ phải ghi người gỡ và lúc gỡ.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("removed_at__isnull", True)),
                        fields=("report",),
                        name="signed_copy_one",
                        violation_error_message="Báo cáo đã có một bản ký.",
                    ),
                ],
            },
        ),
    ]
