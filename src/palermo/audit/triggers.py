"""The database itself refuses to change or delete an audit entry, or a version of a record.

Of a version only its entry in the log is filled in afterwards, once.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

SENTENCE = "audit entries are never changed or removed"
ENTRIES, VERSIONS = "entries", "versions"

_COLUMNS = "kind, record, root_kind, root, change, at, data"
_ABORT = f"BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END"
_SQLITE = {
    ENTRIES: [
        f"CREATE TRIGGER audit_no_{verb.lower()} BEFORE {verb} ON audit_auditevent {_ABORT}"
        for verb in ("UPDATE", "DELETE")
    ],
    VERSIONS: [
        f"CREATE TRIGGER version_no_delete BEFORE DELETE ON audit_recordversion {_ABORT}",
        f"CREATE TRIGGER version_no_update BEFORE UPDATE OF {_COLUMNS} ON audit_recordversion {_ABORT}",
        "CREATE TRIGGER version_tied_once BEFORE UPDATE OF entry ON audit_recordversion "
        f"WHEN OLD.entry IS NOT NULL {_ABORT}",
    ],
    "remove": [
        f"DROP TRIGGER IF EXISTS {name}"
        for name in (
            "audit_no_update",
            "audit_no_delete",
            "version_no_delete",
            "version_no_update",
            "version_tied_once",
        )
    ],
}
_REFUSE = "FOR EACH ROW {} EXECUTE FUNCTION audit_refuse()"
_POSTGRESQL = {
    ENTRIES: [
        "CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger AS $$ "
        f"BEGIN RAISE EXCEPTION '{SENTENCE}' USING ERRCODE = 'integrity_constraint_violation'; END $$ LANGUAGE plpgsql",
        f"CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON audit_auditevent {_REFUSE.format('')}",
    ],
    VERSIONS: [
        f"CREATE TRIGGER version_no_change BEFORE DELETE OR UPDATE OF {_COLUMNS} ON audit_recordversion "
        f"{_REFUSE.format('')}",
        "CREATE TRIGGER version_tied_once BEFORE UPDATE OF entry ON audit_recordversion "
        f"{_REFUSE.format('WHEN (OLD.entry IS NOT NULL)')}",
    ],
    "remove": [
        "DROP TRIGGER IF EXISTS audit_no_change ON audit_auditevent",
        "DROP TRIGGER IF EXISTS version_no_change ON audit_recordversion",
        "DROP TRIGGER IF EXISTS version_tied_once ON audit_recordversion",
    ],
}
_BY_VENDOR = {"sqlite": _SQLITE, "postgresql": _POSTGRESQL}


def install(connection: BaseDatabaseWrapper, *tables: str) -> None:
    """Make the refusal, for these tables or for both."""
    for table in tables or (ENTRIES, VERSIONS):
        _run_statements(connection, table)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take it away: for a migration backwards, or to empty a test's database."""
    _run_statements(connection, "remove")


def _run_statements(connection: BaseDatabaseWrapper, what: str) -> None:
    with connection.cursor() as cursor:
        for statement in _BY_VENDOR[connection.vendor][what]:
            cursor.execute(statement)
