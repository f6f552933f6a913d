"""The database itself refuses to change or delete an audit entry, or a version of a record.

Of a version only its entry in the log is filled in afterwards, once. Besides, a redaction goes through, and only as an
entry of the log announces it: the details of an entry give way to the place of that one, a column goes from a version.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

SENTENCE = "audit entries are never changed or removed"
ENTRIES, VERSIONS = "entries", "versions"
# What replaces the first two once there are redactions; the names of acts and kinds are those of audit/redaction.py.
REDACTIONS = "redactions"

_COLUMNS = "kind, record, root_kind, root, change, at, data"
_ENTRY_KEPT = (
    "sequence",
    "at",
    "actor_id",
    "actor_name",
    "verb",
    "target_kind",
    "target_id",
    "previous_digest",
    "digest",
)
_VERSION_KEPT = ("id", "kind", "record", "root_kind", "root", "change", "at", "entry")


def _is_same(columns: tuple[str, ...]) -> str:
    old, new = (", ".join(f"{side}.{each}" for each in columns) for side in ("OLD", "NEW"))
    return f"({new}) IS NOT DISTINCT FROM ({old})"


def _entry_redaction(is_mark: str) -> str:
    """The condition that the change of an entry is the one that a later entry announces."""
    return (
        f"{_is_same(_ENTRY_KEPT)} AND NEW.salt = '' AND OLD.verb NOT IN ('audit.entry_redacted', "  # noqa: S608
        "'audit.version_redacted') AND EXISTS (SELECT 1 FROM audit_auditevent act WHERE act.verb = "
        "'audit.entry_redacted' AND act.target_kind = 'log-entries' AND act.target_id = CAST(OLD.sequence AS text) "
        f"AND act.sequence > OLD.sequence AND {is_mark})"
    )


def _version_redaction(is_without: str) -> str:
    """The condition that the change of a version is the one that an entry announces."""
    return (
        f"{_is_same(_VERSION_KEPT)} AND EXISTS (SELECT 1 FROM audit_auditevent act WHERE act.verb = "  # noqa: S608
        "'audit.version_redacted' AND act.target_kind = 'record-versions' AND act.target_id = CAST(OLD.id AS text) "
        f"AND {is_without})"
    )


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
    REDACTIONS: [
        "DROP TRIGGER audit_no_update",
        "CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit_auditevent WHEN NOT ("
        + _entry_redaction("json(NEW.details) = json_object('redacted', act.sequence)")
        + f") {_ABORT}",
        "DROP TRIGGER version_no_update",
        f"CREATE TRIGGER version_no_update BEFORE UPDATE OF {_COLUMNS} ON audit_recordversion WHEN NOT ("
        + _version_redaction(
            "json(NEW.data) = json_remove(OLD.data, '$.\"' || json_extract(act.details, '$.column') || '\"')"
        )
        + f") {_ABORT}",
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


def _refuse_unless(function: str, condition: str) -> str:
    return (
        f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger AS $$ BEGIN IF NOT ({condition}) THEN "
        f"RAISE EXCEPTION '{SENTENCE}' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$ "
        "LANGUAGE plpgsql"
    )


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
    REDACTIONS: [
        _refuse_unless(
            "audit_refuse_update", _entry_redaction("NEW.details = jsonb_build_object('redacted', act.sequence)")
        ),
        "DROP TRIGGER audit_no_change ON audit_auditevent",
        f"CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit_auditevent {_REFUSE.format('')}",
        "CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit_auditevent FOR EACH ROW "
        "EXECUTE FUNCTION audit_refuse_update()",
        _refuse_unless("version_refuse_update", _version_redaction("NEW.data = OLD.data - (act.details ->> 'column')")),
        "DROP TRIGGER version_no_change ON audit_recordversion",
        f"CREATE TRIGGER version_no_delete BEFORE DELETE ON audit_recordversion {_REFUSE.format('')}",
        f"CREATE TRIGGER version_no_update BEFORE UPDATE OF {_COLUMNS} ON audit_recordversion FOR EACH ROW "
        "EXECUTE FUNCTION version_refuse_update()",
    ],
    "remove": [
        "DROP TRIGGER IF EXISTS audit_no_change ON audit_auditevent",
        "DROP TRIGGER IF EXISTS audit_no_delete ON audit_auditevent",
        "DROP TRIGGER IF EXISTS audit_no_update ON audit_auditevent",
        "DROP TRIGGER IF EXISTS version_no_change ON audit_recordversion",
        "DROP TRIGGER IF EXISTS version_no_delete ON audit_recordversion",
        "DROP TRIGGER IF EXISTS version_no_update ON audit_recordversion",
        "DROP TRIGGER IF EXISTS version_tied_once ON audit_recordversion",
    ],
}
_BY_VENDOR = {"sqlite": _SQLITE, "postgresql": _POSTGRESQL}


def install(connection: BaseDatabaseWrapper, *tables: str) -> None:
    """Make the refusal, for these tables or for both; with `REDACTIONS` redactions go through afterwards."""
    for table in tables or (ENTRIES, VERSIONS):
        _run_statements(connection, table)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take it away: for a migration backwards, or to empty a test's database."""
    _run_statements(connection, "remove")


def _run_statements(connection: BaseDatabaseWrapper, what: str) -> None:
    with connection.cursor() as cursor:
        for statement in _BY_VENDOR[connection.vendor][what]:
            cursor.execute(statement)
