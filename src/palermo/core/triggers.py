"""Triggers by which the database refuses a change of rows that must stay as they are, on SQLite and PostgreSQL."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper


@dataclass(frozen=True)
class RefusingTrigger:
    """A trigger on `table` that refuses `event` of a row where `condition` holds of OLD and NEW.

    `event` is INSERT, DELETE, UPDATE or UPDATE OF some columns. All of it is put into a statement as it is: only names
    and conditions from our own source belong here.
    """

    table: str
    name: str
    event: str
    condition: str


def install_triggers(connection: BaseDatabaseWrapper, triggers: Iterable[RefusingTrigger], sentence: str) -> None:
    """Create the triggers; the database's error is an integrity error with `sentence`."""
    for each in triggers:
        creating = f"CREATE TRIGGER {each.name} BEFORE {each.event} ON {each.table}"
        if connection.vendor == "sqlite":
            _run(connection, f"{creating} WHEN {each.condition} BEGIN SELECT RAISE(ABORT, '{sentence}'); END")
            continue
        raising = f"RAISE EXCEPTION '{sentence}' USING ERRCODE = 'integrity_constraint_violation'"
        result = "OLD" if each.event == "DELETE" else "NEW"
        _run(
            connection,
            f"CREATE OR REPLACE FUNCTION {each.name}() RETURNS trigger AS $$ "
            f"BEGIN IF {each.condition} THEN {raising}; END IF; RETURN {result}; END $$ LANGUAGE plpgsql",
        )
        _run(connection, f"{creating} FOR EACH ROW EXECUTE FUNCTION {each.name}()")


def remove_triggers(connection: BaseDatabaseWrapper, triggers: Iterable[RefusingTrigger]) -> None:
    """Drop the triggers that exist: for a migration backwards, or to empty a test's database."""
    for each in triggers:
        if connection.vendor == "sqlite":
            _run(connection, f"DROP TRIGGER IF EXISTS {each.name}")
        else:
            _run(connection, f"DROP TRIGGER IF EXISTS {each.name} ON {each.table}")
            _run(connection, f"DROP FUNCTION IF EXISTS {each.name}()")


def _run(connection: BaseDatabaseWrapper, statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
