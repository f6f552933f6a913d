"""What must be there before a page can be served: the database's tables, static files, interface catalogues."""

import hashlib
import importlib.util
import io
import pkgutil
import sqlite3
from contextlib import closing
from importlib.metadata import version
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from palermo.config import catalogues, environment, tables
from palermo.config.progress import Step, step
from palermo.core.refusals import Refused

# Packages whose static files are collected with ours.
SHIPS_STATIC_FILES = ("wagtail", "django-allauth", "django")
# How many names a sentence lists.
SHOWN = 3
COLUMNS = {
    "sqlite": "SELECT m.name, p.name FROM sqlite_master m, pragma_table_info(m.name) p WHERE m.type = 'table'",
    "postgresql": "SELECT table_name, column_name FROM information_schema.columns "
    "WHERE table_schema = current_schema()",
}
# Without them a database is none of ours.
OWN_TABLES = {"django_migrations", "accounts_installation", "audit_auditevent"}


def pending_migrations() -> int:
    """How many migrations the database still lacks."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def check_is_migrated() -> None:
    """Refuse to work on a database that is not ours, or that is not of this version."""
    check_is_own()
    if not _migrations_on_disk() <= _applied_migrations() and (count := pending_migrations()):
        raise Refused(
            f"The database is not up to date: {count} migrations are missing. Make a backup, then run "
            "`palermo manage migrate`."
        )
    if lacking := sorted(_columns_of_models() - _columns_of_database()):
        names = ", ".join(f"{table}.{column}" for table, column in lacking[:SHOWN])
        raise Refused(
            f"The database {connection.settings_dict['NAME']} was created by another version of Palermo: "
            f"{len(lacking)} columns are missing, such as {names}. Use that version, or another folder with --data "
            "FOLDER."
        )


def check_is_own() -> None:
    """Refuse where there is no installation; nothing is made in its place."""
    check_is_own_or_none()
    if _has_no_database():
        raise Refused(
            f"There is no installation in {settings.DATA}. Create one with `palermo init` or `palermo demo`, or name "
            "its folder with --data FOLDER."
        )


def check_is_own_or_none() -> None:
    """Refuse a database of another program, or of a version of Palermo that this one does not know."""
    if _has_no_database():
        return
    place = connection.settings_dict["NAME"]
    if not _table_names() >= OWN_TABLES:
        raise Refused(f"The database {place} was not created by Palermo. Choose another with --data FOLDER.")
    unknown = _applied_migrations() - _migrations_on_disk()
    if unknown:
        # What several migrations were merged into replaces them: only reading them shows it.
        loader = MigrationLoader(connection)
        unknown -= {key for each in loader.disk_migrations.values() for key in each.replaces}
    if unknown:
        names = sorted(f"{app}.{name}" for app, name in unknown)
        more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
        raise Refused(
            f"The database {place} was created by another version of Palermo, with migrations unknown to this one: "
            f"{', '.join(names[:SHOWN])}{more}. Use that version or a newer one, or another folder with --data FOLDER."
        )


def _has_no_database() -> bool:
    return not _table_names()


def _table_names() -> set[str]:
    """The tables of the database, if there is one; looking makes none, and changes nothing of another program's."""
    if connection.vendor != "sqlite":
        return set(connection.introspection.table_names())
    path = Path(connection.settings_dict["NAME"])
    if not path.is_file():
        return set()
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as opened:
            return {name for (name,) in opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    except sqlite3.DatabaseError as error:
        raise Refused(f"{path} cannot be read as a database of Palermo: {error}.") from error


def _columns_of_models() -> set[tuple[str, str]]:
    """Of our own slices: what packages keep, their migrations alone describe."""
    models = [each for each in apps.get_models(include_auto_created=True) if each.__module__.startswith("palermo.")]
    return {(each._meta.db_table, str(field.column)) for each in models for field in each._meta.local_concrete_fields}


def _columns_of_database() -> set[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(COLUMNS[connection.vendor])
        return set(cursor.fetchall())


def _applied_migrations() -> set[tuple[str, str]]:
    return set(MigrationRecorder(connection).applied_migrations())


def _migrations_on_disk() -> set[tuple[str, str]]:
    """Every migration by app and name; none of them is read, which takes a second."""
    found = set()
    for app in apps.get_app_configs():
        name = MigrationLoader.migrations_module(app.label)[0]
        package = importlib.import_module(name) if name and importlib.util.find_spec(name) else None
        paths = getattr(package, "__path__", [])
        found |= {(app.label, module.name) for module in pkgutil.iter_modules(paths) if module.name[0] not in "_~"}
    return found


def migrate() -> None:
    """Bring the database up to date; an empty one gets its tables at once, without running migrations.

    Refused if it is not ours, or of a version that this one does not know.
    """
    check_is_own_or_none()
    if tables.is_empty():
        with step("Creating database tables"):
            tables.create_tables()
    elif count := pending_migrations():
        with step("Updating database tables") as under_way:
            call_command("migrate", interactive=False, stdout=_Count(under_way, count))


class _Count(io.StringIO):
    """Counts the migrations that Django reports as done."""

    def __init__(self, under_way: Step, of: int) -> None:
        super().__init__()
        self.under_way, self.of, self.done = under_way, of, 0

    def write(self, words: str) -> int:
        self.done += words.count(" OK")
        self.under_way.count(self.done, self.of)
        return len(words)


def prepare_files() -> None:
    """Compile catalogues and collect static files, each only where something changed since."""
    if behind := catalogues.behind():
        with step("Compiling translations"):
            catalogues.compile_all(behind)
    stamp = settings.DATA / environment.STATIC_STAMP
    if not stamp.is_file() or stamp.read_text() != _static_files():
        with step("Collecting static files"):
            call_command("collectstatic", interactive=False, clear=True, verbosity=0)
            stamp.write_text(_static_files())


def _static_files() -> str:
    """Our files by name, size and time, and the versions of the packages that bring theirs."""
    files = sorted(path for path in environment.SOURCE.glob("**/static/**/*") if path.is_file())
    lines = [f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in files]
    lines += [f"{package} {version(package)}" for package in SHIPS_STATIC_FILES]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
