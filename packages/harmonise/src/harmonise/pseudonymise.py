"""Replacing names by pseudonyms at the source: the same person gets the same ones wherever the same key is used."""

import csv
import hmac
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import jellyfish
from anyascii import anyascii
from disclosure.progress import Progress, silent

from harmonise.check import open_view
from harmonise.errors import InvalidArgument
from harmonise.layouts.layout import Column, Layout, Personal
from harmonise.readers.store import lock_store, open_store, quote_name
from harmonise.rules.view import View, text_name

# What the file has in the place of names; each is made apart, so that one says nothing of another.
FIELDS = ("person pseudonym", "name pseudonym", "sound pseudonym", "birth pseudonym", "birth year")
BATCH = 10_000
VERSION = b"harmonise 1"


@dataclass(frozen=True)
class Pseudonymised:
    """What became of a file.

    Attributes
    ----------
    rows : int
    without_person : int
        Rows that lack a name or a date of birth, and so have no pseudonym of the person.
    removed : tuple of str
        Columns that are not in the new file: names, identifiers, dates of birth, free texts, and unknown columns.
    """

    rows: int
    without_person: int
    removed: tuple[str, ...]


def pseudonymise_file(
    path: str | Path,
    layout: Layout,
    key: bytes,
    target: str | Path,
    *,
    keep_text: bool = False,
    memory: int = 256,
    progress: Progress = silent,
) -> Pseudonymised:
    """Write a file anew without names and identifiers, with pseudonyms made by HMAC-SHA256.

    Parameters
    ----------
    path, target : str or Path
        The target ends in .csv; it gets a new file that only its owner can read.
    layout : Layout
        Says which columns name persons.
    key : bytes
        As `read_key` gives it: the same for all who hand in data of one round.
    keep_text : bool
        Keep columns of free text, which may name persons all the same.
    memory : int
        MiB that DuckDB may use.
    progress : callable, optional

    Returns
    -------
    Pseudonymised

    Raises
    ------
    InvalidArgument
        If the target ends otherwise or is the file itself, or if the layout or the file has no column with names.
    UnreadableFile, WrongLayout
        As for `check_file`.

    Notes
    -----
    `person pseudonym` is made of all names, sorted, and the date of birth; `name pseudonym` of the names alone; `sound
    pseudonym` of the Soundex codes of the names in Latin letters without vowels, so that other spellings and orders,
    and often other scripts, give the same; `birth pseudonym` of the date of birth; `birth year` is the year itself.
    Each is the first 128 bits of HMAC-SHA256 (RFC 2104, FIPS 198-1) over the name of its field and its content. Whoever
    has the key can try out names: it stays with those who hand in data.
    """
    file, end = Path(path), Path(target)
    if end.suffix != ".csv" or end.resolve() == file.resolve():
        raise InvalidArgument(f"{end}: expected another file than the one read, ending in .csv.")
    with open_store(file.stat().st_size, memory=memory) as connection:
        view = open_view(file, layout, connection, date.today(), progress)
        lock_store(connection)
        view.create()
        names = [c for c in view.columns if c.personal is Personal.NAME]
        if not names:
            raise InvalidArgument(
                f"{file}: expected columns with names, as layout {layout.name} marks them; found none."
            )
        kept = [c for c in view.columns if not c.personal or (keep_text and c.personal is Personal.FREE)]
        removed = [c.name for c in view.columns if c not in kept] + list(view.match.unknown)
        without = _write(view, names, kept, key, end, progress)
        return Pseudonymised(view.table.rows, without, tuple(removed))


def _write(
    view: View, names: Sequence[Column], kept: Sequence[Column], key: bytes, end: Path, progress: Progress
) -> int:
    births = [c for c in view.columns if c.personal is Personal.BIRTH]
    columns = [text_name(c.name) for c in names] + [quote_name(c.name) for c in births[:1]]
    columns += [text_name(c.name) for c in kept]
    cursor = view.table.connection.execute(f"SELECT {', '.join(columns)} FROM data ORDER BY row")
    without = done = 0
    end.touch(mode=0o600)
    with end.open("w", encoding="utf-8", newline="") as stream:
        end.chmod(0o600)
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow([*FIELDS, *(c.name for c in kept)])
        while rows := cursor.fetchmany(BATCH):
            for row in rows:
                born = row[len(names)] if births else None
                fields = pseudonyms([each or "" for each in row[: len(names)]], born, key)
                without += not fields[0]
                writer.writerow([*fields, *row[len(names) + len(births[:1]) :]])
            done += len(rows)
            progress("replacing names", done, view.table.rows)
    return without


def pseudonyms(names: Sequence[str], born: date | None, key: bytes) -> tuple[str, ...]:
    """The fields that stand for a person, in the order of `FIELDS`; empty where there is nothing to make them of.

    Parameters
    ----------
    names : sequence of str
        First, middle and last names in any order.
    born : date or None
    key : bytes

    Returns
    -------
    tuple of str

    Examples
    --------
    >>> key = bytes(range(32))
    >>> one = pseudonyms(["Amal", "Haddad"], date(1990, 5, 17), key)
    >>> other = pseudonyms(["HADDAD", "Amaal"], None, key)
    >>> one[2] == other[2], one[1] == other[1], one[4], other[0]
    (True, False, '1990', '')
    """
    words = sorted(word for name in names for word in _words(name))
    sounds = sorted(filter(None, (jellyfish.soundex(each) for word in words for each in _consonants(word))))
    day = born.isoformat() if born else ""
    whole = [*words, day] if words and day else []
    made = (_mac(key, field, parts) for field, parts in zip(FIELDS, (whole, words, sounds, [day]), strict=False))
    return (*made, day[:4])


def _words(name: str) -> Iterator[str]:
    """Words of a name without case, marks above letters and signs."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign))
    yield from re.findall(r"[^\W\d_]+", plain.casefold().replace("'", "").replace("’", ""))


def _consonants(word: str) -> list[str]:
    """A word in Latin letters without vowels, which Arabic does not write, be it at the beginning."""
    latin = re.findall(r"[a-z]+", anyascii(word).lower().replace("kh", "h"))
    return [re.sub("[aeiouy]", "", each) or each for each in latin]


def _mac(key: bytes, field: str, parts: Sequence[Any]) -> str:
    if not any(parts):
        return ""
    content = "\0".join((field, *parts)).encode()
    return hmac.digest(key, VERSION + b"\0" + content, "sha256")[:16].hex()
