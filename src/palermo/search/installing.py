"""The tables of words, for the migration."""

from typing import Any

from palermo.search.engines import engine_of


def install(apps: Any, editor: Any) -> None:
    """Make them."""
    _run(editor.connection, engine_of(editor.connection).INSTALL)


def remove(apps: Any, editor: Any) -> None:
    """Take them away."""
    _run(editor.connection, engine_of(editor.connection).REMOVE)


def _run(connection: Any, statements: tuple[str, ...]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
