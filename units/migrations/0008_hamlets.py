from django.db import migrations, models

from chodon_thidua.lib.sqlite_triggers import rebuilding
from chodon_thidua.lib.text import sort_key, with_padded_numbers

KINDS = [
    ("PROVINCE", "Tỉnh"),
    ("DISTRICT", "Huyện"),
    ("TOWNSHIP", "Thị trấn"),
    ("COMMUNE", "Xã"),
    ("WARD", "Phường"),
    ("DEPARTMENT", "Phòng, ban"),
    ("CLUSTER", "Cụm thi đua"),
    ("HAMLET", "Thôn, tổ dân phố"),
]


def put_numbers_in_order(apps, schema_editor):
    """“Ấp 2” stands before “Ấp 10”."""
    units = apps.get_model("units", "Unit").objects
    for pk, name in units.filter(short_name__regex="[0-9]").values_list("pk", "short_name"):
        units.filter(pk=pk).update(sort_key=sort_key(with_padded_numbers(name)))


def put_digits_in_order(apps, schema_editor):
    units = apps.get_model("units", "Unit").objects
    for pk, name in units.filter(short_name__regex="[0-9]").values_list("pk", "short_name"):
        units.filter(pk=pk).update(sort_key=sort_key(name))


class Migration(migrations.Migration):
    dependencies = [("units", "0007_contacts")]

    operations = [
        *rebuilding(
            migrations.RemoveConstraint("unit", "unit_kind"),
            migrations.AlterField("unit", "kind", models.CharField(choices=KINDS, max_length=20, verbose_name="loại")),
            migrations.AddConstraint(
                "unit",
                models.CheckConstraint(
                    condition=models.Q(("kind__in", [kind for kind, _ in KINDS])),
                    name="unit_kind",
                    violation_error_message="Loại đơn vị không hợp lệ.",
                ),
            ),
        ),
        migrations.RunPython(put_numbers_in_order, put_digits_in_order),
    ]
