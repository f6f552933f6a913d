"""The database itself refuses to change or delete an audit entry."""

from django.db.backends.base.base import BaseDatabaseWrapper

SENTENCE = "audit entries are never changed or removed"

_SQLITE = {
    "install": [
        f"CREATE TRIGGER audit_no_{verb.lower()} BEFORE {verb} ON audit_auditevent "
        f"BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END"
        for verb in ("UPDATE", "DELETE")
    ],
    "remove": ["DROP TRIGGER IF EXISTS audit_no_update", "DROP TRIGGER IF EXISTS audit_no_delete"],
}
_POSTGRESQL = {
    "install": [
        "CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger AS $$ "
        f"BEGIN RAISE EXCEPTION '{SENTENCE}' USING ERRCODE = 'integrity_constraint_violation'; END $$ LANGUAGE plpgsql",
        "CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON audit_auditevent "
        "FOR EACH ROW EXECUTE FUNCTION audit_refuse()",
    ],
    "remove": ["DROP TRIGGER IF EXISTS audit_no_change ON audit_auditevent"],
}
_BY_VENDOR = {"sqlite": _SQLITE, "postgresql": _POSTGRESQL}


def install(connection: BaseDatabaseWrapper) -> None:
    """Make the refusal."""
    _run(connection, "install")


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take it away: for a migration backwards, or to empty a test's database."""
    _run(connection, "remove")


def _run(connection: BaseDatabaseWrapper, what: str) -> None:
    with connection.cursor() as cursor:
        for statement in _BY_VENDOR[connection.vendor][what]:
            cursor.execute(statement)
