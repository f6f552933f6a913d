"""Creates the tables of an empty database from the models, in a second instead of a minute of migrations.

The migrations remain the way to bring a database that is in use up to date; on an empty one each of them is recorded as
applied. tests/config/test_tables.py proves that both ways give the same schema, triggers and rows.
"""

from importlib import import_module

from django.apps import apps
from django.core.management import call_command
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython, RunSQL, SeparateDatabaseAndState
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState
from wagtail.search.models import IndexEntry

from palermo.audit import triggers
from palermo.config import initial_rows
from palermo.figures import triggers as release_triggers
from palermo.knowledge import edition_triggers
from palermo.knowledge import triggers as list_triggers
from palermo.search import installing

# Wagtail's migrations that make what no model describes: words in SQLite's full-text tables, PostgreSQL's collation.
BESIDE_MODELS = (
    ("wagtailcore", "wagtail.migrations.0027_fix_collection_path_collation"),
    ("wagtailsearch", "wagtail.search.migrations.0006_customise_indexentry"),
)
# Gives the paths of pages a collation on PostgreSQL, beside what it does to rows and models.
PAGE_PATHS = "wagtail.migrations.0001_squashed_0016_change_page_url_path_to_text_field"
# Has a model, but is made by the second of them.
FULL_TEXT_TABLE = f"{IndexEntry._meta.db_table}_fts"


def is_empty() -> bool:
    """Whether the database has no table yet."""
    return not connection.introspection.table_names()


def create_tables() -> None:
    """Create everything that the migrations create, in one transaction. The database must be empty."""
    loader = MigrationLoader(connection)
    with connection.schema_editor() as editor:
        for model in apps.get_models():
            options = model._meta
            if options.managed and not options.proxy and not options.swapped and options.db_table != FULL_TEXT_TABLE:
                editor.create_model(model)
        # Constraints and indexes, which PostgreSQL is given at the end otherwise: rows are written under them.
        while editor.deferred_sql:
            editor.execute(editor.deferred_sql.pop(0))
        _create_beside_models(editor)
        recorder = MigrationRecorder(connection)
        recorder.ensure_schema()
        applied = [recorder.Migration(app=app, name=name) for app, name in loader.disk_migrations]
        recorder.migration_qs.bulk_create(applied)
        # Content types and permissions, which rows refer to.
        emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)
        initial_rows.create()


def _create_beside_models(editor: BaseDatabaseSchemaEditor) -> None:
    call_command("createcachetable", verbosity=0)
    installing.create_index_tables(connection)
    triggers.install(connection, triggers.ENTRIES, triggers.VERSIONS, triggers.REDACTIONS)
    list_triggers.install(connection)
    edition_triggers.install(connection)
    release_triggers.install(connection)
    import_module(PAGE_PATHS).set_page_path_collation(apps, editor)
    for app, module in BESIDE_MODELS:
        for operation in import_module(module).Migration.operations:
            _run_operation(operation, app, editor)


def _run_operation(operation: Operation, app: str, editor: BaseDatabaseSchemaEditor) -> None:
    """Run what an operation does to the database apart from what models describe."""
    if isinstance(operation, SeparateDatabaseAndState):
        for part in operation.database_operations:
            _run_operation(part, app, editor)
    elif isinstance(operation, RunPython | RunSQL):
        operation.database_forwards(app, editor, ProjectState(), ProjectState())
