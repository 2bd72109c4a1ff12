import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models

import chodon_thidua.lib.fields


class Migration(migrations.Migration):
    dependencies = [
        ("targets", "0004_rhythm"),
        ("units", "0007_contacts"),
    ]

    operations = [
        migrations.CreateModel(
            name="Programme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "document_number",
                    chodon_thidua.lib.fields.NormalisedCharField(max_length=60, verbose_name="số văn bản"),
                ),
                ("issued_on", models.DateField(verbose_name="ngày ban hành")),
                (
                    "title",
                    chodon_thidua.lib.fields.NormalisedCharField(max_length=300, verbose_name="tên chương trình"),
                ),
                ("first_year", models.PositiveSmallIntegerField(verbose_name="năm đầu")),
                ("last_year", models.PositiveSmallIntegerField(verbose_name="năm cuối")),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="programmes",
                        to="units.unit",
                        verbose_name="cơ quan ban hành",
                    ),
                ),
            ],
            options={
                "ordering": ("-last_year", "first_year", "document_number", "pk"),
            },
        ),
        migrations.CreateModel(
            name="ProgrammeTarget",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", chodon_thidua.lib.fields.NormalisedCharField(max_length=20, verbose_name="mã")),
                ("name", chodon_thidua.lib.fields.NormalisedCharField(max_length=300, verbose_name="mục tiêu")),
                ("order", models.PositiveSmallIntegerField(verbose_name="thứ tự")),
                (
                    "over_years",
                    models.CharField(
                        choices=[
                            ("SUM", "cộng các năm"),
                            ("LAST", "mức của năm mới nhất"),
                            ("AVERAGE", "bình quân các năm"),
                            ("GROWTH", "tốc độ tăng bình quân (nhân)"),
                        ],
                        max_length=8,
                        verbose_name="cách tính qua các năm",
                    ),
                ),
                (
                    "comparator",
                    models.CharField(
                        blank=True,
                        choices=[(">", ">"), (">=", ">="), ("<", "<"), ("<=", "<=")],
                        max_length=2,
                        null=True,
                        verbose_name="so sánh",
                    ),
                ),
                (
                    "value",
                    chodon_thidua.lib.fields.AmountField(
                        blank=True, decimal_places=6, max_digits=20, null=True, verbose_name="mục tiêu cả giai đoạn"
                    ),
                ),
                (
                    "path",
                    models.JSONField(
                        blank=True,
                        help_text="Mức phải đạt đến hết từng năm.",
                        null=True,
                        verbose_name="lộ trình theo năm",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="programme_targets",
                        to="targets.indicator",
                        verbose_name="chỉ tiêu hằng năm",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="targets", to="targets.programme"
                    ),
                ),
            ],
            options={
                "ordering": ("order", "code"),
            },
        ),
        migrations.CreateModel(
            name="ProgrammeYear",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="năm")),
                (
                    "value",
                    chodon_thidua.lib.fields.AmountField(decimal_places=6, max_digits=20, verbose_name="giá trị"),
                ),
                (
                    "definition_label",
                    chodon_thidua.lib.fields.NormalisedCharField(
                        blank=True, max_length=120, verbose_name="định nghĩa, chuẩn áp dụng"
                    ),
                ),
                (
                    "source",
                    chodon_thidua.lib.fields.NormalisedCharField(blank=True, max_length=300, verbose_name="nguồn"),
                ),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="years", to="targets.programmetarget"
                    ),
                ),
            ],
            options={
                "ordering": ("year",),
            },
        ),
        migrations.AddConstraint(
            model_name="programme",
            constraint=models.UniqueConstraint(
                fields=("owner", "document_number"),
                name="programme_once",
                violation_error_message="Chương trình này đã có.",
            ),
        ),
        migrations.AddConstraint(
            model_name="programme",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("first_year__lte", models.F("last_year")),
                    (
                        "last_year__lt",
                        django.db.models.expressions.CombinedExpression(models.F("first_year"), "+", models.Value(20)),
                    ),
                ),
                name="programme_years",
                violation_error_message="Năm cuối phải từ năm đầu trở đi, và cả giai đoạn tối đa 20 năm.",
            ),
        ),
        migrations.AddConstraint(
            model_name="programmetarget",
            constraint=models.UniqueConstraint(
                fields=("programme", "code"),
                name="programme_target_once",
                violation_error_message="Mã mục tiêu này đã có trong chương trình.",
            ),
        ),
        migrations.AddConstraint(
            model_name="programmetarget",
            constraint=models.CheckConstraint(
                condition=models.Q(("over_years__in", ["SUM", "LAST", "AVERAGE", "GROWTH"])),
                name="programme_target_over_years",
                violation_error_message="Cách tính qua các năm không hợp lệ.",
            ),
        ),
        migrations.AddConstraint(
            model_name="programmetarget",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("comparator__isnull", True), ("value__isnull", True)),
                    models.Q(
                        ("comparator__in", [">", ">=", "<", "<="]),
                        ("comparator__isnull", False),
                        ("value__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="programme_target_comparator",
                violation_error_message="Mục tiêu phải có cả phép so sánh và giá trị, hoặc không có cả hai.",
            ),
        ),
        migrations.AddConstraint(
            model_name="programmeyear",
            constraint=models.UniqueConstraint(
                fields=("target", "year"), name="programme_year_once", violation_error_message="Năm này đã có số."
            ),
        ),
    ]
