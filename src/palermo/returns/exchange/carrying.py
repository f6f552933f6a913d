"""A workbook that was read, carried by the form that asks for confirmation: a file is not sent a second time."""

from collections.abc import Mapping
from typing import Any

from django.core import signing
from django.utils.translation import gettext as _

from palermo.core.refusals import Refused
from palermo.returns.entries import Entry
from palermo.returns.exchange.workbook_reader import FilledWorkbook

SALT = "palermo.returns.workbook"
GOOD_FOR = 3600
SEPARATOR = "/"


def carry(filled: FilledWorkbook, national_return: str, person: int) -> str:
    """What a workbook changes, as a word that is good for this return and this person, and for an hour."""
    touched = {f"{table}{SEPARATOR}{cell}": _plain(entry) for (table, cell), entry in filled.entries.items()}
    given = {
        "of": [national_return, person],
        "entries": touched,
        "base": {key: filled.base.get(_place(key), "") for key in touched},
        "places": {f"{table}{SEPARATOR}{cell}": name for (table, cell), name in filled.places.items()},
        "heads": filled.heads,
        "head_base": [[*key, digest] for key, digest in filled.head_base.items()],
    }
    return signing.dumps(given, salt=SALT, compress=True)


def take_up(word: str, national_return: str, person: int) -> FilledWorkbook:
    """The workbook in a word. Refused if the word is too old, or another return's or person's."""
    try:
        given: Mapping[str, Any] = signing.loads(word, salt=SALT, max_age=GOOD_FOR)
    except signing.BadSignature:
        given = {}
    if given.get("of") != [national_return, person]:
        raise Refused(_("The workbook is no longer available here. Choose the file again."))
    return FilledWorkbook(
        entries={_place(key): Entry(**entry) if entry else None for key, entry in given["entries"].items()},
        heads=given["heads"],
        base={_place(key): digest for key, digest in given["base"].items()},
        head_base={(table, name): digest for table, name, digest in given["head_base"]},
        places={_place(key): name for key, name in given["places"].items()},
    )


def _place(key: str) -> tuple[str, str]:
    table, _separator, cell = key.partition(SEPARATOR)
    return table, cell


def _plain(entry: Entry | None) -> dict[str, object] | None:
    if entry is None:
        return None
    return {name: getattr(entry, name) for name in ("kind", "value", "low", "high", "note")}
