"""Fills an empty database by migrations or from the models and prints all that it then holds, as JSON.

`python -m tests.config.describing_databases migrations|models`, on the database that the environment names.
"""

import json
import os
import re
import sys
from typing import Any

import django
from django.core import serializers
from django.core.management import call_command
from django.db import connection

Description = dict[str, Any]
WHERE_OURS = "n.nspname = 'public'"
POSTGRESQL = {
    "columns": """SELECT table_name, column_name, data_type, udt_name, character_maximum_length, is_nullable,
        column_default, collation_name, is_identity FROM information_schema.columns WHERE table_schema = 'public'""",
    "constraints": f"""SELECT r.relname, c.conname, pg_get_constraintdef(c.oid) FROM pg_constraint c
        JOIN pg_class r ON r.oid = c.conrelid JOIN pg_namespace n ON n.oid = r.relnamespace WHERE {WHERE_OURS}""",
    "indexes": "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "triggers": "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    "functions": f"""SELECT p.proname, pg_get_functiondef(p.oid) FROM pg_proc p
        JOIN pg_namespace n ON n.oid = p.pronamespace WHERE {WHERE_OURS}""",
    "sequences": "SELECT sequencename, data_type FROM pg_sequences WHERE schemaname = 'public'",
}

# SQLite's own tables behind its full-text tables: how they lie depends on the order of writing.
FULL_TEXT = ("search_names_", "search_words_", "wagtailsearch_indexentry_fts_")


def describe() -> Description:
    """The schema of the database and its rows; what differs by chance is left out, such as the order of columns."""
    schema = _sqlite_schema() if connection.vendor == "sqlite" else _postgresql_schema()
    return {"schema": schema, "rows": _rows()}


def _sqlite_schema() -> Description:
    with connection.cursor() as cursor:
        cursor.execute("SELECT type, name, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        return {f"{kind} {name}": [table, *_parts(kind, sql)] for kind, name, table, sql in cursor.fetchall()}


def _parts(kind: str, sql: str) -> list[str]:
    """The statement; of a table, its columns and constraints in order of words."""
    statement = re.sub(r"\s+", " ", sql)
    if kind != "table":
        return [statement]
    start, end = statement.index("("), statement.rindex(")")
    return [statement[:start].strip(), statement[end:], *sorted(_split(statement[start + 1 : end]))]


def _split(inner: str) -> list[str]:
    """Split at commas that stand in no brackets and no quotes."""
    parts, depth, quote = [""], 0, ""
    for character in inner:
        if quote:
            quote = "" if character == quote else quote
        elif character in "\"'":
            quote = character
        depth += {"(": 1, ")": -1}.get(character, 0) if not quote else 0
        if character == "," and depth == 0 and not quote:
            parts.append("")
        else:
            parts[-1] += character
    return [part.strip() for part in parts]


# Tables that Wagtail and Django have renamed or given wider keys since: migrated ones keep names and types of then.
RENAMED = ("wagtailcore_", "wagtail_localize_", "wagtailembeds_", "auth_group_permissions")


def _postgresql_schema() -> Description:
    schema = {}
    with connection.cursor() as cursor:
        for kind, query in POSTGRESQL.items():
            cursor.execute(query)
            schema[kind] = sorted(map(_without_history, cursor.fetchall()), key=repr)
    schema.pop("sequences")
    return schema


def _without_history(row: tuple[Any, ...]) -> list[Any]:
    """A row of the catalogue; of renamed tables, without names of constraints and indexes and widths of keys."""
    if not row[0].startswith(RENAMED):
        return list(row)
    if len(row) > 3:
        return ["integer" if value == "bigint" else "int4" if value == "int8" else value for value in row]
    return [row[0], str(row[-1]).replace(row[1], "")]


def _rows() -> Description:
    """Every row of every table of a model, in words; of other tables how many there are."""
    rows: Description = {}
    for model in django.apps.apps.get_models(include_auto_created=True):
        if not model._meta.managed or model._meta.proxy:
            continue
        rows[model._meta.label] = sorted(_row(record) for record in model._base_manager.all())
    described = {model._meta.db_table for model in django.apps.apps.get_models(include_auto_created=True)}
    with connection.cursor() as cursor:
        others = set(connection.introspection.table_names(cursor)) - described
        for table in sorted(others):
            if table.startswith(FULL_TEXT):
                continue
            if table == "django_migrations":
                cursor.execute("SELECT app, name FROM django_migrations")
                rows[table] = sorted(map(list, cursor.fetchall()))
            else:
                cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")
                rows[table] = cursor.fetchone()[0]
    return rows


def _row(record: Any) -> str:
    """A row without its number and what is made by chance; permissions have labels of when they were migrated."""
    [row] = serializers.serialize("python", [record], use_natural_foreign_keys=True, use_natural_primary_keys=True)
    row.pop("pk", None)
    for chance in ("translation_key", "name") if record._meta.label == "auth.Permission" else ("translation_key",):
        row["fields"].pop(chance, None)
    return json.dumps(row, sort_keys=True, default=str)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "palermo.config.settings")
    django.setup()
    if sys.argv[1] == "migrations":
        call_command("migrate", verbosity=0)
    else:
        from palermo.config import tables

        tables.create_tables()
    json.dump(describe(), sys.stdout, default=str)
