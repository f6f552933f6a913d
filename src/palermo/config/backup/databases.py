"""The database of one moment as a file, what it says of itself at that moment, and its restoration.

SQLite is copied by its own online backup, PostgreSQL by pg_dump: both go on while others write.
"""

import os
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from django.db import connection
from django.db.backends.utils import CursorWrapper

from palermo.config.stored_files import NAMED_BY_DIGEST, column_of, file_fields
from palermo.core.refusals import Refused

SQLITE, POSTGRESQL = "sqlite", "postgresql"
# The name of the database in an archive.
ENTRIES = {SQLITE: "database.sqlite3", POSTGRESQL: "database.pgdump"}
PAGES = 4000
WAIT = 20
# Where Debian and Red Hat lay the programs of each version of PostgreSQL, besides the one of the search path.
PROGRAMS = ("usr/lib/postgresql/*/bin", "usr/pgsql-*/bin")

DAMAGED = (
    "The database is damaged: %(damage)s No backup was made. Stop the site, keep a copy of %(place)s as it is, and "
    "restore the last verified backup."
)

# A row of a result, whose types depend on the query.
type Row = tuple[Any, ...]
Ask = Callable[[str], list[Row]]
Progress = Callable[[int, int], None]


class Facts(NamedTuple):
    """What a database says of itself: it is the same before and after."""

    kind: str
    log_sequence: int
    log_digest: str
    migrations: list[str]
    tables: dict[str, int]


class Snapshot(NamedTuple):
    """A database as it was at one moment: what it says of itself, and the files that it names."""

    facts: Facts
    files: set[str]


def take_snapshot(into: Path, progress: Progress) -> Snapshot:
    """Write the database as it is now into a file, unaffected by concurrent writes."""
    return {SQLITE: _copy_sqlite, POSTGRESQL: _dump_postgresql}[connection.vendor](into, progress)


def facts_here() -> Facts:
    """What the database in use says of itself."""
    with connection.cursor() as cursor:
        return facts_of(lambda query: _answer(cursor, query))


def files_here() -> set[str]:
    """The files that the database in use names."""
    with connection.cursor() as cursor:
        return files_of(lambda query: _answer(cursor, query))


def facts_of(ask: Ask) -> Facts:
    """What a database says of itself, asked table by table."""
    quote = connection.ops.quote_name
    tables = sorted(row[0] for row in ask(_TABLES[connection.vendor]))
    kinds, heads = ask("SELECT kind FROM accounts_installation"), ask("SELECT sequence, digest FROM audit_chainhead")
    migrations = sorted(f"{app}.{name}" for app, name in ask("SELECT app, name FROM django_migrations"))
    # A name that the database itself gave.
    counts = {table: int(ask(f"SELECT count(*) FROM {quote(table)}")[0][0]) for table in tables}  # noqa: S608
    sequence, digest = heads[0] if heads else (0, "")
    return Facts(kinds[0][0] if kinds else "", int(sequence), digest, migrations, counts)


_TABLES = {
    SQLITE: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite^_%' ESCAPE '^'",
    POSTGRESQL: "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()",
}
_COLUMNS = {
    SQLITE: "SELECT name FROM pragma_table_info('{}')",
    POSTGRESQL: "SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema() "
    "AND table_name = '{}'",
}


def files_of(ask: Ask) -> set[str]:
    """Every file that a row names, in whatever table; what the database lacks of this version's tables names none."""
    quote = connection.ops.quote_name
    names: set[str] = set()
    for table, column, name_of in _file_columns():
        if column not in {row[0] for row in ask(_COLUMNS[connection.vendor].format(table))}:
            continue
        rows = ask(f"SELECT DISTINCT {quote(column)} FROM {quote(table)} WHERE {quote(column)} <> ''")  # noqa: S608
        names |= {name_of(row[0]) for row in rows}
    return names


def _file_columns() -> Iterator[tuple[str, str, Callable[[str], str]]]:
    """Tables and columns that name files, and how the name is made of what a row has."""
    for model, field in file_fields():
        yield model._meta.db_table, column_of(model, field), str
    for each in NAMED_BY_DIGEST:
        yield each.model._meta.db_table, column_of(each.model, each.field), each.name_of


def _answer(cursor: CursorWrapper, query: str) -> list[Row]:
    cursor.execute(query)
    return list(cursor.fetchall())


def _copy_sqlite(into: Path, progress: Progress) -> Snapshot:
    name = str(connection.settings_dict["NAME"])
    with closing(_open_database(name)) as source, closing(_open_database(str(into))) as target:
        source.execute("BEGIN")
        # The first read fixes the moment; without it, the copy would restart at every write.
        source.execute("SELECT count(*) FROM sqlite_master").fetchall()
        source.backup(target, pages=PAGES, progress=lambda _status, remaining, of: progress(of - remaining, of))
        source.execute("ROLLBACK")
        # One file, without others beside it.
        target.execute("PRAGMA journal_mode=DELETE").fetchall()
        if damage := _damage_of(target):
            raise Refused(DAMAGED % {"damage": damage, "place": name})
        ask = _asker(target)
        return Snapshot(facts_of(ask), files_of(ask))


def _open_database(name: str) -> sqlite3.Connection:
    return sqlite3.connect(name, timeout=WAIT, isolation_level=None)


def _asker(database: sqlite3.Connection) -> Ask:
    return lambda query: database.execute(query).fetchall()


def _dump_postgresql(into: Path, progress: Progress) -> Snapshot:
    with _read_transaction() as cursor:
        version = int(_answer(cursor, "SHOW server_version_num")[0][0]) // 10_000
        program = find_program("pg_dump", version)
        # This transaction and the dump share one moment, so that results read here match the dump.
        [(moment,)] = _answer(cursor, "SELECT pg_export_snapshot()")
        options = ["--format=custom", "--no-owner", "--no-privileges", "--no-comments", f"--snapshot={moment}"]
        _run_program([program, *options, f"--file={into}"])
        progress(1, 1)
        return Snapshot(facts_of(lambda query: _answer(cursor, query)), files_of(lambda query: _answer(cursor, query)))


@contextmanager
def _read_transaction() -> Iterator[CursorWrapper]:
    """A cursor of a connection of its own, for which time stands still."""
    own = connection.copy()
    try:
        with own.cursor() as cursor:
            cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield cursor
            cursor.execute("ROLLBACK")
    finally:
        own.close()


def check_is_empty() -> None:
    """Refuse to restore into a database in which there is something."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
    if tables:
        raise Refused(
            f"The database {connection.settings_dict['NAME']} is not empty: {len(tables)} tables. Nothing was "
            "restored. Create an empty database and set PALERMO_DATABASE to it."
        )


def restore_postgresql(dump: Path) -> None:
    """Fill the empty database from a dump, whole or not at all."""
    with connection.cursor() as cursor:
        version = int(_answer(cursor, "SHOW server_version_num")[0][0]) // 10_000
    program = find_program("pg_restore", version)
    options = ["--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error"]
    _run_program([program, *options, f"--dbname={connection.settings_dict['NAME']}", str(dump)])


def empty_postgresql() -> None:
    """Take away what was restored, and refused afterwards, from a database that was empty before."""
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"DROP TABLE {quote(table)} CASCADE")
        functions = (
            "SELECT p.oid::regprocedure::text FROM pg_proc p WHERE p.pronamespace = current_schema()::regnamespace "
            "AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')"
        )
        for (function,) in _answer(cursor, functions):
            cursor.execute(f"DROP FUNCTION {function} CASCADE")


def find_damage(database: Path) -> str:
    """What SQLite finds when it looks through every page of a file; empty where nothing is wrong."""
    with closing(_open_database(str(database))) as opened:
        return _damage_of(opened)


def _damage_of(opened: sqlite3.Connection) -> str:
    try:
        problems = [row[0] for row in opened.execute("PRAGMA integrity_check(5)").fetchall()]
    except sqlite3.DatabaseError as error:
        return f"{error}."
    return "" if problems == ["ok"] else f"{'; '.join(' '.join(each.split()) for each in problems)}."


def find_program(name: str, version: int) -> str:
    """A program of PostgreSQL that is not older than the server. Refused if there is none."""
    versions = {path: _version_of(path) for path in _candidates(name)}
    fitting = [path for path, number in versions.items() if number >= version]
    if fitting:
        return fitting[0]
    available = ", ".join(f"{path} (version {number})" for path, number in versions.items()) or "none"
    raise Refused(
        f"{name} from PostgreSQL {version} or newer is required to match the server; found: {available}. Install the "
        f"client programs (on Debian: postgresql-client-{version})."
    )


def _candidates(name: str) -> Iterable[str]:
    first = shutil.which(name)
    others = sorted(str(path / name) for pattern in PROGRAMS for path in Path("/").glob(pattern))
    return dict.fromkeys([*([first] if first else []), *(path for path in others if os.access(path, os.X_OK))])


def _version_of(program: str) -> int:
    output = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603
    number = re.search(r"\b(\d+)", output)
    return int(number[1]) if number else 0


def _run_program(command: list[str]) -> None:
    """Run a program of PostgreSQL against the database in use; its password stands in no list of processes."""
    options = connection.settings_dict
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    variables = {variable: str(options[name]) for variable, name in names.items() if options.get(name)}
    process = subprocess.run(command, env=os.environ | variables, capture_output=True, text=True, check=False)  # noqa: S603
    if process.returncode:
        lines = process.stderr.strip().splitlines() or [f"exit status {process.returncode}"]
        raise Refused(f"{Path(command[0]).name} failed: {' '.join(lines[:3])}")
