"""Keys by which people are found and ordered, filled for those that are there."""

from django.db import migrations, models

from chodon_thidua.lib import text


def fill(apps, schema_editor):
    User = apps.get_model("units", "User")
    for user in User.objects.all():
        user.search_key = text.search_key(f"{user.full_name} {user.username}")
        user.sort_key = text.sort_key(text.given_name_first(user.full_name))
        user.save(update_fields=("search_key", "sort_key"))


class Migration(migrations.Migration):
    dependencies = [("units", "0003_notices")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="search_key",
            field=models.CharField(default="", editable=False, max_length=200),
        ),
        migrations.AddField(
            model_name="user",
            name="sort_key",
            field=models.CharField(default="", editable=False, max_length=600),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
