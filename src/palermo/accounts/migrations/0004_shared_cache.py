"""The table in which all processes count attempts at sign-in."""

from typing import Any

from django.core.management import call_command
from django.db import migrations


def make_table(apps: Any, schema_editor: Any) -> None:
    """As `createcachetable` does, in the same step as every other table: an update asks for nothing more."""
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_sharing")]
    operations = [migrations.RunPython(make_table, migrations.RunPython.noop)]
