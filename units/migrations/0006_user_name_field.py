from django.core.validators import RegexValidator
from django.db import migrations

from chodon_thidua.lib.fields import UserNameField


class Migration(migrations.Migration):
    dependencies = [("units", "0005_audit_by_action")]

    # The column stays as it is; only how names are looked up has changed.
    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="user",
                    name="username",
                    field=UserNameField(
                        error_messages={"unique": "Tên đăng nhập này đã có người dùng."},
                        max_length=60,
                        unique=True,
                        validators=[
                            RegexValidator(
                                "^[a-z0-9][a-z0-9._-]*\\Z",
                                "Tên đăng nhập chỉ gồm chữ thường không dấu, số, “.”, “_”, “-”.",
                            )
                        ],
                        verbose_name="tên đăng nhập",
                    ),
                ),
            ],
        ),
    ]
