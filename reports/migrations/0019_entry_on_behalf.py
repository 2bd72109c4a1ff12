"""Reports that an administrator enters on the behalf of their unit: by whom, since when and why."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import chodon_thidua.lib.fields


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0018_event_of_signed_copy"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="report",
            name="on_behalf_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="nhập thay từ lúc"),
        ),
        migrations.AddField(
            model_name="report",
            name="on_behalf_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="người nhập thay",
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="on_behalf_reason",
            field=chodon_thidua.lib.fields.NormalisedTextField(blank=True, verbose_name="lý do nhập thay"),
        ),
        migrations.AddField(
            model_name="report",
            name="on_behalf_version",
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name="phiên bản lúc nhập thay"),
        ),
        migrations.AlterField(
            model_name="reportevent",
            name="action",
            field=models.CharField(
                choices=[
                    ("CREATE", "Bắt đầu nhập"),
                    ("ON_BEHALF", "Nhập thay đơn vị"),
                    ("CHANGE", "Sửa số liệu"),
                    ("SUBMIT", "Gửi báo cáo"),
                    ("RETURN", "Trả lại"),
                    ("APPROVE", "Duyệt"),
                    ("REOPEN", "Mở lại để đính chính"),
                    ("RECALL", "Rút lại"),
                    ("SIGN", "Bản ký của báo cáo"),
                ],
                max_length=10,
                verbose_name="hành động",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "APPROVED"), _negated=True),
                    ("on_behalf_by__isnull", True),
                    models.Q(("on_behalf_by", models.F("reviewed_by")), _negated=True),
                    _connector="OR",
                ),
                name="report_not_approved_by_entrant",
                violation_error_message="Không ai được duyệt báo cáo do chính mình nhập thay.",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("on_behalf_at__isnull", True),
                        ("on_behalf_by__isnull", True),
                        ("on_behalf_reason", ""),
                        ("on_behalf_version__isnull", True),
                    ),
                    models.Q(
                        ("on_behalf_at__isnull", False),
                        ("on_behalf_by__isnull", False),
                        ("on_behalf_version__isnull", False),
                        models.Q(("on_behalf_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="report_on_behalf",
                violation_error_message="Báo cáo nhập thay phải ghi người nhập, lúc nhập và lý do.",
            ),
        ),
    ]
