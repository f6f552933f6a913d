"""The database itself refuses to change editions of datasets that were accepted or returned."""

from django.db import migrations

from palermo.knowledge import edition_triggers


class Migration(migrations.Migration):
    """Triggers on the tables of editions, their steps and their findings."""

    dependencies = [("knowledge", "0005_figures")]

    operations = [
        migrations.RunPython(
            lambda apps, editor: edition_triggers.install(editor.connection),
            lambda apps, editor: edition_triggers.remove(editor.connection),
        ),
    ]
