"""The first look of a reviewer at a sent report is recorded; before it the unit may recall the report."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0012_directives"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="report",
            name="opened_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="cán bộ thẩm định mở xem lúc"),
        ),
        migrations.AddField(
            model_name="report",
            name="opened_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="cán bộ thẩm định đã mở xem",
            ),
        ),
        migrations.AlterField(
            model_name="reportevent",
            name="action",
            field=models.CharField(
                choices=[
                    ("CREATE", "Bắt đầu nhập"),
                    ("CHANGE", "Sửa số liệu"),
                    ("SUBMIT", "Gửi báo cáo"),
                    ("RETURN", "Trả lại"),
                    ("APPROVE", "Duyệt"),
                    ("REOPEN", "Mở lại để đính chính"),
                    ("RECALL", "Rút lại"),
                ],
                max_length=10,
                verbose_name="hành động",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("opened_at__isnull", True), ("opened_by__isnull", True)),
                    models.Q(("opened_at__isnull", False), ("opened_by__isnull", False)),
                    _connector="OR",
                ),
                name="report_opened",
                violation_error_message="Báo cáo đã được mở xem phải ghi người xem và lúc xem.",
            ),
        ),
    ]
