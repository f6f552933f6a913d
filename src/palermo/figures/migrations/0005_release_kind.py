"""What kind of release it is; the database protects that as well."""

from django.db import migrations, models

from palermo.figures import triggers
from palermo.figures.states.releases import ReleaseKind


def _remove(apps, editor):
    triggers.remove(editor.connection)


def _install(apps, editor):
    triggers.install(editor.connection)


class Migration(migrations.Migration):
    """A column; the triggers are made again, since SQLite makes the table anew."""

    dependencies = [("figures", "0004_lower_limits")]

    operations = [
        migrations.RunPython(_remove, _install),
        migrations.AddField(
            "release",
            "kind",
            models.CharField(
                choices=ReleaseKind.choices, default=ReleaseKind.PROTECTED, max_length=15, verbose_name="Kind"
            ),
        ),
        migrations.RunPython(_install, _remove),
    ]
