"""The database itself refuses to change a published edition of a code list or a published mapping, or its rows.

A draft is filled first and then published. Nothing is added to what is published either.
"""

from collections.abc import Iterator

from django.db.backends.base.base import BaseDatabaseWrapper

SENTENCE = "published code lists and mappings are never changed or removed"

# What is published, its rows, and their column that says to what they belong.
PUBLISHED = {
    "knowledge_codelistedition": ("knowledge_code", "edition_id"),
    "knowledge_codemapping": ("knowledge_codemappingrow", "mapping_id"),
}
_VERBS = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}


def _is_published(table: str, keys: str) -> str:
    """The condition that one of the rows of a table is published; both are named in this module."""
    return f"EXISTS (SELECT 1 FROM {table} WHERE id IN ({keys}) AND status = 'published')"  # noqa: S608


def _sqlite() -> Iterator[tuple[str, str]]:
    """Each trigger: its name and the statement that makes it."""
    abort = f"BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END"
    for table, (rows, column) in PUBLISHED.items():
        for verb in ("UPDATE", "DELETE"):
            name = f"{table}_no_{verb.lower()}"
            yield name, f"CREATE TRIGGER {name} BEFORE {verb} ON {table} WHEN OLD.status = 'published' {abort}"
        for verb, sides in _VERBS.items():
            name = f"{rows}_no_{verb.lower()}"
            owners = ", ".join(f"{side}.{column}" for side in sides)
            found = _is_published(table, owners)
            yield name, f"CREATE TRIGGER {name} BEFORE {verb} ON {rows} WHEN {found} {abort}"


def _postgresql() -> Iterator[tuple[str, str, list[str]]]:
    """For each table: its name, that of its function, and the statements that make function and trigger."""
    raising = f"RAISE EXCEPTION '{SENTENCE}' USING ERRCODE = 'integrity_constraint_violation'"
    done = "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW;"
    for table, (rows, column) in PUBLISHED.items():
        of_published = "OLD.status = 'published'"
        of_row = _is_published(table, f"OLD.{column}, NEW.{column}")
        for each, verbs, condition in (
            (table, "UPDATE OR DELETE", of_published),
            (rows, "INSERT OR UPDATE OR DELETE", of_row),
        ):
            function = f"{each}_refuse"
            yield (
                each,
                function,
                [
                    f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger AS $$ "
                    f"BEGIN IF {condition} THEN {raising}; END IF; {done} END $$ LANGUAGE plpgsql",
                    f"CREATE TRIGGER {each}_no_change BEFORE {verbs} ON {each} "
                    f"FOR EACH ROW EXECUTE FUNCTION {function}()",
                ],
            )


def install(connection: BaseDatabaseWrapper) -> None:
    """Make the refusal."""
    if connection.vendor == "sqlite":
        statements = [statement for _name, statement in _sqlite()]
    else:
        statements = [statement for _table, _function, each in _postgresql() for statement in each]
    _run_statements(connection, statements)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take it away: for a migration backwards, or to empty a test's database."""
    if connection.vendor == "sqlite":
        statements = [f"DROP TRIGGER IF EXISTS {name}" for name, _statement in _sqlite()]
    else:
        statements = [
            statement
            for table, function, _statements in _postgresql()
            for statement in (
                f"DROP TRIGGER IF EXISTS {table}_no_change ON {table}",
                f"DROP FUNCTION IF EXISTS {function}()",
            )
        ]
    _run_statements(connection, statements)


def _run_statements(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
