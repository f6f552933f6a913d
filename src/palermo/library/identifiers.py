"""Refusing files whose columns identify persons, before a byte of them is kept.

They are read in a process with limits that is given them without a name in any folder.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.files import File
from django.utils.translation import gettext as _
from harmonise.identifiers.recognize import Identifier, Identity, Sign
from harmonise.reports.sentences import identifier_words

from palermo.core.languages import active_language
from palermo.core.limited_process.starting import MEGABYTE, Limits, read_apart
from palermo.core.refusals import Refused
from palermo.core.speech.lists import format_list

READER = "palermo.library.identifier_reader"
LIMITS = Limits(seconds=60, clock=90, memory=640 * MEGABYTE, answer=64 * MEGABYTE, space=1024 * MEGABYTE)
MOST_NAMED = 10
# In papers of meetings, names and addresses are those of delegates and offices; these are nobody's in public.
NEVER_IN_PAPERS = frozenset({Identity.NUMBER, Identity.BIRTH})


class IdentifiesPersons(Refused):
    """A file with columns that identify persons, of which nothing is kept."""


def find_in_file(file: File, name: str, *, layout: str = "", own_layout: str = "") -> list[Identifier]:
    """The columns of a file that identify persons; none if it is no table.

    Raises
    ------
    Unreadable
        If it cannot be looked through within the limits.
    """
    path = getattr(file.file, "name", None)
    place = str(Path(path).resolve()) if isinstance(path, str) and Path(path).is_file() else ""
    content = b"" if place else file.read()
    file.seek(0)
    return [_identifier(each) for each in _ask(content, name, place, layout, own_layout)["found"]]


def find_in_path(path: str, name: str, *, layout: str = "", own_layout: str = "") -> list[Identifier]:
    """As `find_in_file`, for a file that is kept."""
    return [_identifier(each) for each in _ask(b"", name, path, layout, own_layout)["found"]]


def values_in_path(path: str, name: str, *, layout: str = "", own_layout: str = "") -> set[str]:
    """All that stands in the columns of a file that is kept which identify persons."""
    return set(_ask(b"", name, path, layout, own_layout, with_values=True)["values"])


def _ask(content: bytes, name: str, file: str, layout: str, own_layout: str, *, with_values: bool = False) -> Any:
    return read_apart(
        READER,
        content,
        limits=LIMITS,
        name=name,
        ending=Path(name).suffix.lower(),
        file=file,
        layout=layout,
        own_layout=own_layout,
        with_values=with_values,
    )


def _identifier(fields: list[Any]) -> Identifier:
    number, heading, identity, sign, sheet = fields
    return Identifier(number, heading, Identity(identity), Sign(sign), sheet)


def check_identifies_nobody(content: bytes, name: str, only: Iterable[Identity] = Identity) -> None:
    """Refuse a table with columns that identify persons.

    Raises
    ------
    IdentifiesPersons
        Naming the columns and the way out.
    Unreadable
        If it cannot be looked through within the limits.
    """
    answer = _ask(content, name, "", "", "")
    wanted = set(only)
    refuse_identifiers([each for each in map(_identifier, answer["found"]) if each.identity in wanted])


def refuse_identifiers(found: list[Identifier]) -> None:
    """Refuse a file in which such columns were found.

    Raises
    ------
    IdentifiesPersons
        Naming them and the way out, unless there are none.
    """
    if not found:
        return
    columns = name_columns(found)
    raise IdentifiesPersons(
        _(
            "This file identifies persons, so nothing of it was kept. Columns: %(columns)s. Remove these columns, "
            "replace names with pseudonyms on your own computer with “harmonise pseudonymise”, or submit aggregate "
            "data."
        )
        % {"columns": columns}
    )


def name_columns(found: list[Identifier]) -> str:
    """Columns by their headings, or by their numbers where a heading could be a datum, and what identifies a person."""
    language = active_language().code
    shown = [identifier_words(each, language) for each in found[:MOST_NAMED]]
    if more := len(found) - len(shown):
        shown.append(_("%(number)d more") % {"number": more})
    return format_list(shown, language)
