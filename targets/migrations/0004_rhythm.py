"""A plan's year has two, four or twelve regular periods; the plans that there are have quarters."""

from django.db import migrations, models

import targets.models.rhythm_field
import targets.rhythm
from chodon_thidua.lib.appendonly import by_vendor

# Which ordinals there are depends on the rhythm of a row in another table: no constraint of a column can say it.
PERIOD_MISFIT = """
    NEW.ordinal > (SELECT rhythm FROM targets_plan WHERE id = NEW.plan_id) + 1
    OR (NEW.kind = 'FINAL') <> (NEW.ordinal = (SELECT rhythm FROM targets_plan WHERE id = NEW.plan_id) + 1)
"""
BASELINE_MISFIT = """
    NEW.ordinal > 1 + (
        SELECT rhythm FROM targets_plan JOIN targets_indicator ON targets_indicator.plan_id = targets_plan.id
        WHERE targets_indicator.id = NEW.indicator_id
    )
"""
PLAN_MISFIT = "NEW.rhythm <> OLD.rhythm AND EXISTS (SELECT 1 FROM targets_period WHERE plan_id = NEW.id)"
RULES = (
    ("targets_period", ("INSERT", "UPDATE"), PERIOD_MISFIT),
    ("targets_baseline", ("INSERT", "UPDATE"), BASELINE_MISFIT),
    ("targets_plan", ("UPDATE",), PLAN_MISFIT),
)
SQLITE = """
    CREATE TRIGGER {table}_fits_rhythm_{event} BEFORE {event} ON {table} WHEN {misfit}
    BEGIN
        SELECT RAISE(ABORT, '{table}_fits_rhythm');
    END
"""
POSTGRESQL_FUNCTION = """
    CREATE FUNCTION {table}_fits_rhythm() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF {misfit} THEN
            RAISE EXCEPTION '{table}_fits_rhythm' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END
    $$
"""
POSTGRESQL_TRIGGER = """
    CREATE TRIGGER {table}_fits_rhythm BEFORE {events} ON {table}
    FOR EACH ROW EXECUTE FUNCTION {table}_fits_rhythm()
"""


def call_periods_regular(apps, schema_editor):
    apps.get_model("targets", "Period").objects.filter(kind="QUARTER").update(kind="REGULAR")


def call_periods_quarters(apps, schema_editor):
    apps.get_model("targets", "Period").objects.filter(kind="REGULAR").update(kind="QUARTER")


def create_triggers(apps, schema_editor):
    postgresql = [
        statement.format(table=table, events=" OR ".join(events), misfit=misfit)
        for table, events, misfit in RULES
        for statement in (POSTGRESQL_FUNCTION, POSTGRESQL_TRIGGER)
    ]
    sqlite = [
        SQLITE.format(table=table, event=event, misfit=misfit) for table, events, misfit in RULES for event in events
    ]
    by_vendor(postgresql=tuple(postgresql), sqlite=tuple(sqlite))(apps, schema_editor)


def drop_triggers(apps, schema_editor):
    postgresql = [
        statement.format(table=table)
        for table, *_ in RULES
        for statement in ("DROP TRIGGER {table}_fits_rhythm ON {table}", "DROP FUNCTION {table}_fits_rhythm()")
    ]
    sqlite = [f"DROP TRIGGER {table}_fits_rhythm_{event}" for table, events, _ in RULES for event in events]
    by_vendor(postgresql=tuple(postgresql), sqlite=tuple(sqlite))(apps, schema_editor)


class Migration(migrations.Migration):
    dependencies = [("targets", "0003_additive")]

    operations = [
        migrations.RemoveConstraint("period", "period_kind"),
        migrations.RunPython(call_periods_regular, call_periods_quarters),
        migrations.AlterField(
            "period",
            "kind",
            models.CharField(choices=[("REGULAR", "REGULAR"), ("FINAL", "FINAL")], max_length=8, verbose_name="loại"),
        ),
        migrations.AddConstraint(
            "period",
            models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "FINAL"), ("ordinal__in", [3, 5, 13])),
                    models.Q(("kind", "REGULAR"), ("ordinal__range", (1, 12))),
                    _connector="OR",
                ),
                name="period_kind",
                violation_error_message="Thứ tự này không phải của kỳ thường, cũng không phải của cả năm.",
            ),
        ),
        migrations.RemoveConstraint("baseline", "baseline_ordinal"),
        migrations.AddConstraint(
            "baseline",
            models.CheckConstraint(
                condition=models.Q(("ordinal__range", (1, 13))),
                name="baseline_ordinal",
                violation_error_message="Kỳ của số liệu năm trước phải là một kỳ của năm.",
            ),
        ),
        migrations.AlterField(
            "indicator",
            "profile",
            models.JSONField(
                blank=True,
                help_text="Tỷ lệ lũy kế của từng kỳ.",
                null=True,
                verbose_name="tiến độ chuẩn theo kỳ (%)",
            ),
        ),
        migrations.AddField(
            "plan",
            "rhythm",
            targets.models.rhythm_field.RhythmField(
                default=targets.rhythm.Rhythm["QUARTERS"], verbose_name="số kỳ trong năm"
            ),
        ),
        migrations.AddConstraint(
            "plan",
            models.CheckConstraint(
                condition=models.Q(("rhythm__in", [2, 4, 12])),
                name="plan_rhythm",
                violation_error_message="Kế hoạch một năm có 2, 4 hoặc 12 kỳ, chưa kể cả năm.",
            ),
        ),
        migrations.RunPython(create_triggers, drop_triggers),
    ]
