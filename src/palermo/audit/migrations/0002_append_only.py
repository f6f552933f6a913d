"""Audit entries can be added, never changed or removed."""

from django.db import migrations

from palermo.audit import triggers


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [
        migrations.RunPython(
            lambda apps, editor: triggers.install(editor.connection, triggers.ENTRIES),
            lambda apps, editor: triggers.remove(editor.connection),
        )
    ]
