"""Targets with two ends, growth, states, words, parts of an indicator, means and maxima over time."""

import django.db.models.deletion
from django.db import migrations, models

import chodon_thidua.lib.fields
from chodon_thidua.lib.sqlite_triggers import rebuilding


class Migration(migrations.Migration):
    dependencies = [
        ("targets", "0005_programmes"),
        ("units", "0007_contacts"),
    ]

    operations = rebuilding(
        migrations.RemoveConstraint(
            model_name="indicator",
            name="indicator_measure",
        ),
        migrations.RemoveConstraint(
            model_name="indicator",
            name="indicator_composite",
        ),
        migrations.RemoveConstraint(
            model_name="indicator",
            name="indicator_baseline",
        ),
        migrations.RemoveConstraint(
            model_name="indicatorpart",
            name="part_choices",
        ),
        migrations.RemoveConstraint(
            model_name="programmetarget",
            name="programme_target_comparator",
        ),
        migrations.RemoveConstraint(
            model_name="target",
            name="target_comparator",
        ),
        migrations.AddField(
            model_name="indicator",
            name="breakdown_of",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="breakdown",
                to="targets.indicator",
                verbose_name="trong đó của",
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="states",
            field=models.JSONField(
                blank=True,
                default=list,
                help_text="Tên các trạng thái từ 0, của chỉ tiêu theo trạng thái.",
                verbose_name="các trạng thái",
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="target_words",
            field=chodon_thidua.lib.fields.NormalisedCharField(
                blank=True, max_length=300, verbose_name="mục tiêu bằng lời"
            ),
        ),
        migrations.AddField(
            model_name="programmetarget",
            name="upper",
            field=chodon_thidua.lib.fields.AmountField(
                blank=True,
                decimal_places=6,
                help_text="Của khoảng, hoặc mức phấn đấu.",
                max_digits=20,
                null=True,
                verbose_name="mức trên",
            ),
        ),
        migrations.AddField(
            model_name="target",
            name="upper",
            field=chodon_thidua.lib.fields.AmountField(
                blank=True,
                decimal_places=6,
                help_text="Của khoảng, hoặc mức phấn đấu.",
                max_digits=20,
                null=True,
                verbose_name="mức trên",
            ),
        ),
        migrations.AlterField(
            model_name="indicator",
            name="basis",
            field=models.CharField(
                blank=True,
                choices=[("LEVEL", "LEVEL"), ("RISE", "RISE"), ("FALL", "FALL"), ("GROWTH", "GROWTH")],
                max_length=6,
                null=True,
                verbose_name="so với",
            ),
        ),
        migrations.AlterField(
            model_name="indicator",
            name="measure",
            field=models.CharField(
                choices=[
                    ("AMOUNT", "AMOUNT"),
                    ("RATIO", "RATIO"),
                    ("RECOGNITION", "RECOGNITION"),
                    ("STATE", "STATE"),
                    ("TEXT", "TEXT"),
                    ("ALL_OF", "ALL_OF"),
                ],
                max_length=12,
                verbose_name="cách tính",
            ),
        ),
        migrations.AlterField(
            model_name="indicatorpart",
            name="over_time",
            field=models.CharField(
                choices=[("SUM", "SUM"), ("LAST", "LAST"), ("AVERAGE", "AVERAGE"), ("MAXIMUM", "MAXIMUM")],
                max_length=8,
                verbose_name="cộng dồn",
            ),
        ),
        migrations.AlterField(
            model_name="programmetarget",
            name="comparator",
            field=models.CharField(
                blank=True,
                choices=[(">", ">"), (">=", ">="), ("<", "<"), ("<=", "<="), ("in", "in"), ("~", "~"), ("=", "=")],
                max_length=2,
                null=True,
                verbose_name="so sánh",
            ),
        ),
        migrations.AlterField(
            model_name="target",
            name="comparator",
            field=models.CharField(
                blank=True,
                choices=[(">", ">"), (">=", ">="), ("<", "<"), ("<=", "<="), ("in", "in"), ("~", "~"), ("=", "=")],
                max_length=2,
                null=True,
                verbose_name="so sánh",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicator",
            constraint=models.CheckConstraint(
                condition=models.Q(("measure__in", ["AMOUNT", "RATIO", "RECOGNITION", "STATE", "TEXT", "ALL_OF"])),
                name="indicator_measure",
                violation_error_message="Cách tính không hợp lệ.",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicator",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("baseline_kind__isnull", True),
                        ("basis__isnull", True),
                        ("breakdown_of__isnull", True),
                        ("measure", "ALL_OF"),
                        ("parent__isnull", True),
                        ("profile__isnull", True),
                    ),
                    models.Q(
                        models.Q(("measure", "ALL_OF"), _negated=True),
                        ("basis__in", ["LEVEL", "RISE", "FALL", "GROWTH"]),
                        ("basis__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="indicator_composite",
                violation_error_message="Chỉ tiêu gộp chỉ có các chỉ tiêu con; chỉ tiêu khác phải nêu so với mức nào.",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicator",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("baseline_kind__isnull", True), ("basis", "LEVEL")),
                    models.Q(("baseline_kind__isnull", True), ("basis__isnull", True)),
                    models.Q(
                        ("baseline_kind__in", ["YEAR_END", "SAME_PERIOD"]),
                        ("baseline_kind__isnull", False),
                        ("basis__in", ["RISE", "FALL", "GROWTH"]),
                    ),
                    _connector="OR",
                ),
                name="indicator_baseline",
                violation_error_message="Chỉ tiêu tăng, giảm phải nêu kỳ gốc; chỉ tiêu theo mức thì không.",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicator",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("measure__in", ["STATE", "TEXT"]), _negated=True),
                    models.Q(("additive", False), ("basis", "LEVEL"), ("profile__isnull", True)),
                    _connector="OR",
                ),
                name="indicator_words",
                violation_error_message="Chỉ tiêu bằng lời, theo trạng thái không so với năm trước, không cộng được và không có tiến độ chuẩn.",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicator",
            constraint=models.CheckConstraint(
                condition=models.Q(("breakdown_of__isnull", True), ("parent__isnull", True), _connector="OR"),
                name="indicator_breakdown",
                violation_error_message="Chỉ tiêu con của chỉ tiêu gộp không thể là số “trong đó”.",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicatorpart",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("over_time__in", ["SUM", "LAST", "AVERAGE", "MAXIMUM"]), ("role__in", ["NUMERATOR", "DENOMINATOR"])
                ),
                name="part_choices",
                violation_error_message="Vai trò hoặc cách cộng dồn không hợp lệ.",
            ),
        ),
        migrations.AddConstraint(
            model_name="programmetarget",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("comparator__isnull", True), ("value__isnull", True)),
                    models.Q(
                        ("comparator__in", [">", ">=", "<", "<=", "in", "~", "="]),
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
            model_name="programmetarget",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("upper__isnull", True),
                        models.Q(
                            ("comparator__isnull", True),
                            models.Q(("comparator__in", ["in", "~", "="]), _negated=True),
                            _connector="OR",
                        ),
                    ),
                    models.Q(
                        ("comparator__in", [">", ">=", "in", "~"]),
                        ("comparator__isnull", False),
                        ("upper__gt", models.F("value")),
                        ("upper__isnull", False),
                    ),
                    models.Q(
                        ("comparator", "="),
                        ("comparator__isnull", False),
                        ("upper", models.F("value")),
                        ("upper__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="programme_target_upper",
                violation_error_message="Mức trên phải lớn hơn mức dưới, và chỉ có ở chỉ tiêu theo khoảng hoặc chỉ tiêu tối thiểu có mức phấn đấu.",
            ),
        ),
        migrations.AddConstraint(
            model_name="target",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("comparator__isnull", True), ("value__isnull", True)),
                    models.Q(
                        ("comparator__in", [">", ">=", "<", "<=", "in", "~", "="]),
                        ("comparator__isnull", False),
                        ("value__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="target_comparator",
                violation_error_message="Chỉ tiêu giao phải có cả phép so sánh và giá trị, hoặc không có cả hai.",
            ),
        ),
        migrations.AddConstraint(
            model_name="target",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("upper__isnull", True),
                        models.Q(
                            ("comparator__isnull", True),
                            models.Q(("comparator__in", ["in", "~", "="]), _negated=True),
                            _connector="OR",
                        ),
                    ),
                    models.Q(
                        ("comparator__in", [">", ">=", "in", "~"]),
                        ("comparator__isnull", False),
                        ("upper__gt", models.F("value")),
                        ("upper__isnull", False),
                    ),
                    models.Q(
                        ("comparator", "="),
                        ("comparator__isnull", False),
                        ("upper", models.F("value")),
                        ("upper__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="target_upper",
                violation_error_message="Mức trên phải lớn hơn mức dưới, và chỉ có ở chỉ tiêu theo khoảng hoặc chỉ tiêu tối thiểu có mức phấn đấu.",
            ),
        ),
    )
