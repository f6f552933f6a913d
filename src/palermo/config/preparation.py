"""What must be there before a page can be served: the database's tables, static files, interface catalogues."""

import hashlib
import io
from importlib.metadata import version

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from palermo.config import catalogues, environment, tables
from palermo.config.progress import Step, step
from palermo.core.refusals import Refused

# Packages whose static files are collected with ours.
SHIPS_STATIC_FILES = ("wagtail", "django-allauth", "django")


def pending_migrations() -> int:
    """How many migrations the database still lacks."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def check_is_migrated() -> None:
    """Refuse to work on a database that is behind the code.

    Raises
    ------
    Refused
        With the command that brings it up to date.
    """
    if count := pending_migrations():
        raise Refused(
            f"The database is not up to date: {count} migrations are missing. Create it with `palermo init` or "
            "`palermo demo`; for an older one, make a backup, then run `palermo manage migrate`."
        )


def migrate() -> None:
    """Bring the database up to date; an empty one gets its tables at once, without running migrations."""
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
