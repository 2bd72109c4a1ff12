"""A report that was reopened for a correction has a state of its own, no longer that of a returned one."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import OuterRef, Subquery

STATES = ["DRAFT", "SUBMITTED", "RETURNED", "REOPENED", "APPROVED"]
STATE_CHOICES = [
    ("DRAFT", "Đang nhập"),
    ("SUBMITTED", "Chờ duyệt"),
    ("RETURNED", "Bị trả lại"),
    ("REOPENED", "Mở lại để đính chính"),
    ("APPROVED", "Đã duyệt"),
]


def name_reopened(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Gives the state to every revision that waits since its reopening: no return came after it."""
    report, event = apps.get_model("reports", "Report"), apps.get_model("reports", "ReportEvent")
    decisions = event.objects.filter(report=OuterRef("pk"), action__in=["RETURN", "REOPEN"]).order_by("-pk")
    waiting = report.objects.filter(state="RETURNED").annotate(decision=Subquery(decisions.values("action")[:1]))
    report.objects.filter(pk__in=list(waiting.filter(decision="REOPEN").values_list("pk", flat=True))).update(
        state="REOPENED"
    )


def forget_reopened(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("reports", "Report").objects.filter(state="REOPENED").update(state="RETURNED")


class Migration(migrations.Migration):
    dependencies = [("reports", "0013_report_opened")]

    operations = [
        migrations.RemoveConstraint(model_name="report", name="report_state"),
        migrations.RemoveConstraint(model_name="report", name="report_reviewed"),
        migrations.AlterField(
            model_name="report",
            name="state",
            field=models.CharField(choices=STATE_CHOICES, default="DRAFT", max_length=10, verbose_name="trạng thái"),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", STATES)),
                name="report_state",
                violation_error_message="Trạng thái báo cáo không hợp lệ.",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("reviewed_at__isnull", True),
                        ("reviewed_by__isnull", True),
                        ("state__in", ["DRAFT", "SUBMITTED"]),
                    ),
                    models.Q(
                        ("reviewed_at__isnull", False),
                        ("reviewed_by__isnull", False),
                        ("state__in", ["RETURNED", "REOPENED", "APPROVED"]),
                    ),
                    _connector="OR",
                ),
                name="report_reviewed",
                violation_error_message="Báo cáo đã duyệt, bị trả lại hoặc mở lại phải ghi người thẩm định và lúc "
                "thẩm định; báo cáo khác thì không.",
            ),
        ),
        migrations.RunPython(name_reopened, forget_reopened),
    ]
