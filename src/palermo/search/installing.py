"""The index's tables of words, which no model describes."""

from django.apps.registry import Apps
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from palermo.search.engines.choice import engine_of


def create_index_tables(connection: BaseDatabaseWrapper) -> None:
    """Create them in a database that has none."""
    _run_statements(connection, engine_of(connection).INSTALL)


def install(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Create them in a migration."""
    create_index_tables(editor.connection)


def remove(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Remove them when the migration is undone."""
    _run_statements(editor.connection, engine_of(editor.connection).REMOVE)


def _run_statements(connection: BaseDatabaseWrapper, statements: tuple[str, ...]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
