"""What a column of a table of people holds: its name in six languages, and how a cell is read."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from django.db.models import Choices
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from palermo.accounts.models import Organisation, State
from palermo.core.languages import LANGUAGES

NOT_LETTERS = re.compile(r"[\W_]+")
# An answer is written as programs write it, or as the forms say it in one of the languages.
YES, NO = {"yes", "true", "1", "x"}, {"no", "false", "0"}


class UnfitError(Exception):
    """A cell that holds something else than what was expected: `found` is given where it is not the cell itself."""

    def __init__(self, expected: str, *, key: str = "", found: str = "") -> None:
        super().__init__(expected)
        self.expected, self.key, self.found = expected, key, found


@dataclass(frozen=True)
class Column:
    """One column; `read` makes of a cell that is not empty what the record holds, `empty` stands for a dash."""

    key: str
    label: Promise
    read: Callable[[str], object]
    empty: object = ""


@cache
def columns_by_name(columns: tuple[Column, ...]) -> dict[str, Column]:
    """Every name under which a column is known: its key, and its label in each language."""
    known = {bare(column.key): column for column in columns}
    for language in LANGUAGES:
        with translation.override(language.django_code):
            for column in columns:
                known.setdefault(bare(str(column.label)), column)
    return known


def bare(words: str) -> str:
    """Letters and digits, as names of columns are compared."""
    return NOT_LETTERS.sub(" ", words.casefold()).strip()


def words(most: int) -> Callable[[str], str]:
    """A text of so many characters at most."""

    def read(cell: str) -> str:
        if len(cell) > most:
            raise UnfitError(f"at most {most} characters", found=f"{len(cell)}")
        return cell

    return read


def whole(least: int, most: int) -> Callable[[str], int]:
    """A whole number between two others."""

    def read(cell: str) -> int:
        if not cell.isascii() or not cell.isdigit() or len(cell) > 9 or not least <= int(cell) <= most:
            raise UnfitError(f"a whole number from {least} to {most}")
        return int(cell)

    return read


def yes_no(cell: str) -> bool:
    """An answer."""
    answer = cell.casefold()
    if answer in YES | _in_every_language(gettext_lazy("Yes")):
        return True
    if answer in NO | _in_every_language(gettext_lazy("No")):
        return False
    raise UnfitError("yes or no")


def choice(choices: type[Choices]) -> Callable[[str], str]:
    """One of some choices, as files write it or as the site shows it in any of the six languages."""

    def read(cell: str) -> str:
        for value, label in choices.choices:
            if bare(cell) in {bare(str(value)), *map(bare, _in_every_language(label))}:
                return str(value)
        raise UnfitError(f"one of {', '.join(map(str, choices.values))}")

    return read


def _in_every_language(label: str | Promise) -> set[str]:
    labels = set()
    for language in LANGUAGES:
        with translation.override(language.django_code):
            labels.add(str(label).casefold())
    return labels


def state(cell: str) -> State:
    """A State, by its code or by any name that it has in one of the languages."""
    match = _find_by_name(State.objects.all(), cell, ("short_name", "formal_name", "list_name"))
    if match is None:
        raise UnfitError("the code or the name of a State on record")
    return match


def organisation(cell: str) -> Organisation:
    """An organization, by its id, or by its name or acronym in one of the languages."""
    match = _find_by_name(Organisation.objects.all(), cell, ("name", "acronym"))
    if match is None:
        raise UnfitError("the id or the name of one organization on record")
    return match


def _find_by_name[Record: (State, Organisation)](
    records: Iterable[Record], cell: str, names: tuple[str, ...]
) -> Record | None:
    """The one record that has this id or name; None where there is none, or where several have the name."""
    records, wanted = list(records), cell.casefold()
    matches = [record for record in records if record.slug == wanted]
    matches = matches or [each for each in records if wanted in _names(each, names)]
    return matches[0] if len(matches) == 1 else None


def _names(record: State | Organisation, names: tuple[str, ...]) -> set[str]:
    return {text.casefold() for name in names for text in getattr(record, name).values()}


def cell_text(value: object) -> str:
    """A value as the cell of an exported table."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (State, Organisation)):
        return value.slug
    return "" if value is None else str(value)
