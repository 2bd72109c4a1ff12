"""A step of a report's history may be its signed copy."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0017_signed_copy")]

    operations = [
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
                    ("SIGN", "Bản ký của báo cáo"),
                ],
                max_length=10,
                verbose_name="hành động",
            ),
        ),
    ]
