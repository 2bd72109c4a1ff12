"""Figures may be words, and reviewers assess them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import chodon_thidua.lib.fields
from chodon_thidua.lib.sqlite_triggers import rebuilding

STATUSES = [
    ("EXCEEDED", "Vượt"),
    ("MET", "Đạt"),
    ("ON_TRACK", "Đúng tiến độ"),
    ("AT_RISK", "Cần chú ý"),
    ("BEHIND", "Chậm tiến độ"),
    ("MISSED", "Không đạt"),
]


def reference(to, **options):
    return models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, to=to, **options)


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0021_rollup_of_any_rhythm"),
        ("targets", "0006_kinds_of_targets"),
        ("units", "0007_contacts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        *rebuilding(
            migrations.RemoveConstraint(model_name="figure", name="figure_not_applicable"),
            migrations.AddField(
                model_name="figure",
                name="text_value",
                field=chodon_thidua.lib.fields.NormalisedTextField(
                    blank=True, max_length=1000, verbose_name="nội dung"
                ),
            ),
            migrations.AddConstraint(
                model_name="figure",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("not_applicable", False),
                        models.Q(
                            ("denominator__isnull", True),
                            ("numerator__isnull", True),
                            ("text_value", ""),
                            models.Q(("note", ""), _negated=True),
                        ),
                        _connector="OR",
                    ),
                    name="figure_not_applicable",
                    violation_error_message="“Không áp dụng” thì để trống số liệu và phải ghi chú lý do.",
                ),
            ),
        ),
        migrations.CreateModel(
            name="ManualAssessment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("status", models.CharField(choices=STATUSES, max_length=12, verbose_name="đánh giá")),
                ("reason", chodon_thidua.lib.fields.NormalisedTextField(max_length=1000, verbose_name="lý do")),
                (
                    "words",
                    chodon_thidua.lib.fields.NormalisedTextField(blank=True, verbose_name="nội dung được đánh giá"),
                ),
                ("judged_at", models.DateTimeField(verbose_name="đánh giá lúc")),
                ("version", models.PositiveIntegerField(default=1, verbose_name="phiên bản")),
                ("indicator", reference("targets.indicator", related_name="judgements")),
                ("judge", reference(settings.AUTH_USER_MODEL, related_name="+", verbose_name="người đánh giá")),
                ("period", reference("targets.period", related_name="judgements")),
                ("unit", reference("units.unit", related_name="judgements")),
            ],
            options={
                "ordering": ("pk",),
                "constraints": (
                    models.UniqueConstraint(
                        fields=("indicator", "unit", "period"),
                        name="judgement_once",
                        violation_error_message="Chỉ tiêu này đã được đánh giá ở phạm vi và kỳ này.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", [status for status, _ in STATUSES])),
                        name="judgement_status",
                        violation_error_message="Hãy chọn một mức đánh giá.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="judgement_reason",
                        violation_error_message="Đánh giá tay phải ghi lý do.",
                    ),
                ),
            },
        ),
    ]
