"""How often a release was proposed; the database refuses to change published indicators and what was released."""

import django.db.models
from django.db import migrations

from palermo.figures import triggers


class Migration(migrations.Migration):
    """A column, and triggers on the tables of indicators and releases."""

    dependencies = [("figures", "0001_figures")]

    operations = [
        migrations.AddField(
            "release",
            "attempt",
            django.db.models.PositiveSmallIntegerField(default=0, verbose_name="Attempt"),
        ),
        migrations.RunPython(
            lambda apps, editor: triggers.install(editor.connection),
            lambda apps, editor: triggers.remove(editor.connection),
        ),
    ]
