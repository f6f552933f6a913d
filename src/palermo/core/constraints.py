"""The sentence for what the database refuses: each constraint of a model has its own, and nothing else is shown.

A form asks the constraints before it saves, and shows their `violation_error_message`. When two people act at the same
moment both may be let through, and the database refuses the second: `refusing_in_sentences` makes the same sentence of
that.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.db import IntegrityError, models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.core.refusals import Refused

ID_TAKEN = gettext_lazy("This identifier is already in use. Choose another one.")
NUMBER_TAKEN = gettext_lazy("This number is already in use. Choose another one.")
LINK_TAKEN = gettext_lazy("This link is already in use. Create a new one.")
ON_RECORD = gettext_lazy("This record already exists. Reload the page to see it.")

_SQLITE_CHECK = re.compile(r"CHECK constraint failed: (\w+)")
_SQLITE_INDEX = re.compile(r"UNIQUE constraint failed: index '(\w+)'")
_SQLITE_UNIQUE = re.compile(r"UNIQUE constraint failed: (\w+\.\w+(?:, \w+\.\w+)*)")
_POSTGRESQL_COLUMNS = re.compile(r"\(([^)]*)\)=")


@contextmanager
def refusing_in_sentences() -> Iterator[None]:
    """Within it, what the database refuses is refused in a sentence.

    Raises
    ------
    Refused
        With the sentence of the constraint.
    """
    try:
        yield
    except IntegrityError as error:
        raise Refused(sentence_of(error)) from error


def sentence_of(error: IntegrityError) -> str:
    """The sentence of the constraint that the database refused to break; no word of the database's own."""
    name, table, columns = _read_postgresql(error) or _read_sqlite(str(error))
    return _of_name(name) or _of_columns(table, columns) or _unknown()


def _read_postgresql(error: IntegrityError) -> tuple[str, str, list[str]] | None:
    """The name of the constraint, its table, and the columns of which there can be only one."""
    diagnosis = getattr(error.__cause__, "diag", None)
    if diagnosis is None:
        return None
    match = _POSTGRESQL_COLUMNS.search(diagnosis.message_detail or "")
    columns = [column.strip(' "') for column in match.group(1).split(",")] if match else []
    return diagnosis.constraint_name or "", diagnosis.table_name or "", columns


def _read_sqlite(message: str) -> tuple[str, str, list[str]]:
    """What SQLite says of a constraint: the name of a check, or the columns of which there can be only one."""
    if match := _SQLITE_CHECK.search(message) or _SQLITE_INDEX.search(message):
        return match.group(1), "", []
    if match := _SQLITE_UNIQUE.search(message):
        table = match.group(1).partition(".")[0]
        return "", table, [column.partition(".")[2] for column in match.group(1).split(", ")]
    return "", "", []


def _of_name(name: str) -> str:
    constraints = (constraint for model in apps.get_models() for constraint in model._meta.constraints)
    match = next((constraint for constraint in constraints if name and constraint.name == name), None)
    return str(match.get_violation_error_message()) if match else ""


def _of_columns(table: str, columns: list[str]) -> str:
    """The sentence for the columns of which no two rows may hold the same."""
    model = next((model for model in apps.get_models() if table and model._meta.db_table == table), None)
    if model is None:
        return ""
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and _columns_of(model, constraint) == set(columns):
            return str(constraint.get_violation_error_message())
    fields = [field for field in model._meta.concrete_fields if [field.column] == columns and field.unique]
    return str(fields[0].error_messages["unique"]) if fields and fields[0].name != "id" else ""


def _columns_of(model: type[models.Model], constraint: models.UniqueConstraint) -> set[str]:
    columns = {field.name: str(field.column) for field in model._meta.concrete_fields}
    return {columns[name] for name in constraint.fields if isinstance(name, str)}


def _unknown() -> str:
    return _("Another change was saved at the same moment and conflicts with yours. Reload the page and try again.")
