"""What identified persons can be deleted of an edition that was decided on, and a step says so."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from palermo.knowledge import edition_triggers


def install_again(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Replace the triggers by those of today."""
    edition_triggers.remove(editor.connection)
    edition_triggers.install(editor.connection)


class Migration(migrations.Migration):
    """A kind of step, and triggers that allow it."""

    dependencies = [("knowledge", "0006_decided_editions")]

    operations = [
        migrations.AlterField(
            model_name="editionstep",
            name="kind",
            field=models.CharField(
                choices=[
                    ("received", "Received"),
                    ("parsed", "Read"),
                    ("harmonised", "Harmonized"),
                    ("checked", "Checked"),
                    ("figures", "Made available for comparison"),
                    ("purged", "Deleted, since it identified persons"),
                ],
                max_length=12,
                verbose_name="Step",
            ),
        ),
        migrations.RunPython(install_again, install_again),
    ]
