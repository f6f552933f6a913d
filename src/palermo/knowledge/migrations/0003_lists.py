"""The database itself refuses to change published code lists and mappings."""

from django.db import migrations

from palermo.knowledge import triggers


class Migration(migrations.Migration):
    """Triggers on the tables of code lists and mappings."""

    dependencies = [("knowledge", "0002_data")]

    operations = [
        migrations.RunPython(
            lambda apps, editor: triggers.install(editor.connection),
            lambda apps, editor: triggers.remove(editor.connection),
        ),
    ]
