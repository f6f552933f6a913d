"""The database itself refuses to change an edition of a dataset that was accepted or returned, its steps, its findings.

Its files can be deleted, its figures read for comparison, and what was found in it can be explained or be marked as
corrected. If it identified persons, what is quoted of it is deleted too, and a step says so; nothing else changes.
"""

from collections.abc import Iterator

from django.db.backends.base.base import BaseDatabaseWrapper

from palermo.core.triggers import RefusingTrigger, install_triggers, remove_triggers

SENTENCE = "editions of datasets that were accepted or returned are never changed or removed"

EDITIONS, STEPS, FINDINGS = "knowledge_datasetedition", "knowledge_editionstep", "knowledge_finding"
# What may change: files that are deleted, and what became of a finding.
FILES = ("received_file", "rows_file")
KEPT = (
    *("id", "dataset_id", "number", "agreement_id", "status", "received_on", "covers_from", "covers_until"),
    *("file_name", "file_digest", "bytes", "row_count", "digest", "counts", "decided_on", "reason"),
)
OF_FINDING = ("id", "edition_id", "number", "rule", "severity", "row", "column", "details")
DECIDED = "('accepted', 'refused')"
OF_STEP = ("id", "edition_id", "position", "kind", "version", "column", "mapping_id", "digest", "done_at")
# A step that is taken after the decision, and again: it is derived from the rows.
DERIVED = "figures"
PURGED = "purged"
_VERBS = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}


def _names(columns: tuple[str, ...]) -> str:
    return ", ".join(f'"{each}"' for each in columns)


def _changed() -> str:
    """The condition that something of an edition changes, other than that its files are deleted."""
    kept = (
        f"({', '.join(f'OLD.{each}' for each in KEPT)}) IS DISTINCT FROM ({', '.join(f'NEW.{each}' for each in KEPT)})"
    )
    files = [f"(NEW.{each} <> '' AND NEW.{each} <> OLD.{each})" for each in FILES]
    return f"({kept} OR {' OR '.join(files)})"


def _keeps(columns: tuple[str, ...]) -> str:
    """The condition that none of these changes."""
    sides = (", ".join(f'{side}."{each}"' for each in columns) for side in ("OLD", "NEW"))
    return "({}) IS NOT DISTINCT FROM ({})".format(*sides)


def _is_blanked(table: str) -> str:
    """The condition that what a step or a finding quotes of a file is deleted, and the rest of it stays."""
    if table == STEPS:
        return f"(NEW.report = '{{}}' AND {_keeps(OF_STEP)})"
    kept = tuple(each for each in OF_FINDING if each not in ("column", "details"))
    return f"(NEW.details = '{{}}' AND NEW.\"column\" IN (OLD.\"column\", '') AND {_keeps(kept)})"


def _is_decided(owners: str) -> str:
    return f"EXISTS (SELECT 1 FROM {EDITIONS} WHERE id IN ({owners}) AND status IN {DECIDED})"  # noqa: S608


def _list_triggers() -> Iterator[RefusingTrigger]:
    """What the database refuses, a trigger for each kind of change of a table."""
    yield RefusingTrigger(EDITIONS, f"{EDITIONS}_no_update", "UPDATE", f"OLD.status IN {DECIDED} AND {_changed()}")
    yield RefusingTrigger(EDITIONS, f"{EDITIONS}_no_delete", "DELETE", f"OLD.status IN {DECIDED}")
    for table in (STEPS, FINDINGS):
        for verb, sides in _VERBS.items():
            when = f"UPDATE OF {_names(OF_FINDING)}" if (table, verb) == (FINDINGS, "UPDATE") else verb
            condition = _is_decided(", ".join(f"{side}.edition_id" for side in sides))
            if table == STEPS:
                condition += f" AND ({' OR '.join(f"{side}.kind <> '{DERIVED}'" for side in sides)})"
                condition += f" AND NEW.kind <> '{PURGED}'" if verb == "INSERT" else ""
            if verb == "UPDATE":
                condition += f" AND NOT {_is_blanked(table)}"
            yield RefusingTrigger(table, f"{table}_no_{verb.lower()}", when, condition)


def install(connection: BaseDatabaseWrapper) -> None:
    """Create the triggers."""
    install_triggers(connection, _list_triggers(), SENTENCE)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Drop the triggers: for a migration backwards, or to empty a test's database."""
    remove_triggers(connection, _list_triggers())
