"""Breakdowns that must be published, and dimensions hidden last; the database protects both."""

from django.db import migrations, models

from palermo.figures import triggers


def _remove(apps, editor):
    triggers.remove(editor.connection)


def _install(apps, editor):
    triggers.install(editor.connection)


class Migration(migrations.Migration):
    """Columns; the triggers are made again, since SQLite makes the table anew."""

    dependencies = [("figures", "0008_drawn_releases")]

    operations = [
        migrations.RunPython(_remove, _install),
        migrations.AddField(
            "release",
            "required_breakdowns",
            models.JSONField(blank=True, default=list, verbose_name="Must be published"),
        ),
        migrations.AddField(
            "release", "hidden_last", models.JSONField(blank=True, default=list, verbose_name="Hidden last")
        ),
        migrations.RunPython(_install, _remove),
    ]
