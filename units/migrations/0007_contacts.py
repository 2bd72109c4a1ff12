import django.db.models.deletion
from django.core.validators import RegexValidator
from django.db import migrations, models

from chodon_thidua.lib.fields import NormalisedCharField

PHONE_SHAPE = RegexValidator(
    "^\\+?[0-9][0-9 .()/+-]{4,}( ?(máy lẻ|máy|ext\\.?) ?[0-9]+)?\\Z",
    "Không hiểu số điện thoại này. Nhập như 0209 388 2123 hoặc 0912.345.678.",
)
POST = {"verbose_name": "chức vụ", "max_length": 120, "blank": True, "default": ""}


class Migration(migrations.Migration):
    dependencies = [("units", "0006_user_name_field")]

    operations = [
        migrations.AddField(model_name="user", name="post", field=NormalisedCharField(**POST)),
        migrations.AddField(
            model_name="user",
            name="phone",
            field=NormalisedCharField("điện thoại", max_length=40, blank=True, default="", validators=[PHONE_SHAPE]),
        ),
        migrations.CreateModel(
            name="UnitContact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "name",
                    NormalisedCharField("họ và tên", max_length=120, error_messages={"blank": "Hãy ghi họ và tên."}),
                ),
                ("post", NormalisedCharField(**POST)),
                (
                    "phone",
                    NormalisedCharField(
                        "điện thoại",
                        max_length=40,
                        validators=[PHONE_SHAPE],
                        error_messages={"blank": "Hãy ghi số điện thoại."},
                    ),
                ),
                (
                    "unit",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="contact",
                        to="units.unit",
                        verbose_name="đơn vị",
                    ),
                ),
            ],
        ),
    ]
