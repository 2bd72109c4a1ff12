from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0003_reminders"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.UniqueConstraint(
                fields=("figure", "sha256"),
                name="evidence_once",
                violation_error_message="Tệp này đã đính kèm cho chỉ tiêu.",
            ),
        ),
    ]
