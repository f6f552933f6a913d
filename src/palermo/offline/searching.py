"""The index by which a bundle is searched without network: words by the site's own analyser, sorted on the disk.

For each language there are two sorted lists, cut into pieces that a page loads one by one: `words`, from a word as it
is written to its stem, and `stems`, from a stem to the entries in which it stands. Chinese characters in pairs are
their own stems. Beside each entry of a stem stands where in its text the stem is first met. The texts follow one
another as one long text, cut as well: a page loads what it shows of them. Nothing is held in memory but the piece that
is being written.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from palermo.core.languages import BY_CODE
from palermo.search.analyser import arabic
from palermo.search.analyser.chinese import pairs_of, simplified_pairs
from palermo.search.analyser.naming import name_of
from palermo.search.analyser.stopwords import STOPWORDS
from palermo.search.analyser.words import han_of, pieces, word_token

FOLDER = "search"
# How long a piece becomes, in characters; and how many entries one piece describes.
PIECE = 40_000
ENTRIES = 100
# A word in a title weighs more than many in a text.
IN_TITLE, IN_TEXT = 4, 1
# What is known already of the title gets its place in the text.
_STANDS = """
INSERT INTO stands VALUES (?, ?, ?, ?, ?)
ON CONFLICT DO UPDATE SET place = excluded.place WHERE place IS NULL
"""
_SCHEMA = """
PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-4000; PRAGMA temp_store=FILE;
CREATE TABLE word (language, word, stem, PRIMARY KEY (language, word, stem)) WITHOUT ROWID;
CREATE TABLE stands (language, stem, entry, weight, place, PRIMARY KEY (language, stem, entry)) WITHOUT ROWID;
CREATE TABLE entry (language, number, entry, text, PRIMARY KEY (language, number));
"""


class SearchEntry(NamedTuple):
    """Something to be found: where it lies, what it is called, what it says; `about` is shown beside its title.

    It is found by the words of `text` and of `names`: of a title only where it has one in this language.
    """

    place: str
    language: str
    title: str
    about: str
    text: str
    names: tuple[str, ...] = ()


class SearchIndex:
    """Filled entry by entry, then written piece by piece."""

    def __init__(self, path: Path) -> None:
        self.database = sqlite3.connect(path)
        self.database.executescript(_SCHEMA)
        self.counts: dict[str, int] = {}
        # How long the texts of a language are together.
        self.lengths: dict[str, int] = {}

    def add(self, entry: SearchEntry) -> None:
        """Add an entry in its language."""
        language, begins = entry.language, self.lengths.get(entry.language, 0)
        number = self.counts[language] = self.counts.get(language, 0) + 1
        self.lengths[language] = begins + len(entry.text)
        facts = json.dumps([entry.place, entry.title, entry.about, begins, len(entry.text)], ensure_ascii=False)
        self.database.execute("INSERT INTO entry VALUES (?, ?, ?, ?)", (language, number, facts, entry.text))
        for name in entry.names:
            self._words(name, language, number, IN_TITLE)
        self._words(entry.text, language, number, IN_TEXT)

    def _words(self, text: str, language: str, number: int, weight: int) -> None:
        first: dict[str, int] = {}
        words = set()
        for word, stem, place in words_of(text, language):
            first.setdefault(stem, place)
            if word != stem:
                words.add((language, word, stem))
        stands = [
            (language, stem, number, weight, place if weight == IN_TEXT else None) for stem, place in first.items()
        ]
        self.database.executemany(_STANDS, sorted(stands, key=itemgetter(1)))
        self.database.executemany("INSERT OR IGNORE INTO word VALUES (?, ?, ?)", sorted(words))

    def files(self) -> Iterator[tuple[str, str]]:
        """Name and content of each file, in order; the one that names the others comes last."""
        directory: dict[str, dict[str, object]] = {}
        for language, count in sorted(self.counts.items()):
            facts: dict[str, object] = {"count": count, "entries": ENTRIES, "text": PIECE, "tag": BY_CODE[language].tag}
            directory[language] = facts
            for kind, lines in (("words", self._word_lines(language)), ("stems", self._stem_lines(language))):
                firsts: list[str] = []
                for first, text in cut(lines):
                    yield _piece(language, kind, len(firsts), text)
                    firsts.append(first)
                facts[kind] = firsts
            for kind, texts in (("entries", self._entries(language)), ("text", self._texts(language))):
                for at, text in enumerate(texts):
                    yield _piece(language, kind, at, text)
        yield f"{FOLDER}/index.js", f"palermo.index({_json(directory)});\n"
        yield f"{FOLDER}/letters.js", f"palermo.letters({_json(_letters())});\n"

    def close(self) -> None:
        """Let go of the file."""
        self.database.close()

    def _word_lines(self, language: str) -> Iterator[tuple[str, str]]:
        rows = self.database.execute("SELECT word, stem FROM word WHERE language = ? ORDER BY word, stem", (language,))
        for word, group in groupby(rows, itemgetter(0)):
            yield word, " ".join((word, *(stem for _word, stem in group)))

    def _stem_lines(self, language: str) -> Iterator[tuple[str, str]]:
        query = "SELECT stem, entry, weight, place FROM stands WHERE language = ? ORDER BY stem, entry"
        for stem, group in groupby(self.database.execute(query, (language,)), itemgetter(0)):
            yield stem, f"{stem} {_places(group)}"

    def _entries(self, language: str) -> Iterator[str]:
        rows = self.database.execute("SELECT entry FROM entry WHERE language = ? ORDER BY number", (language,))
        while some := rows.fetchmany(ENTRIES):
            yield "\n".join(text for (text,) in some)

    def _texts(self, language: str) -> Iterator[str]:
        """All texts one after another, in pieces of one length."""
        buffer = ""
        for (text,) in self.database.execute("SELECT text FROM entry WHERE language = ? ORDER BY number", (language,)):
            buffer, at = buffer + text, 0
            while at + PIECE <= len(buffer):
                yield buffer[at : at + PIECE]
                at += PIECE
            buffer = buffer[at:]
        if buffer:
            yield buffer


def words_of(text: str, language: str) -> Iterator[tuple[str, str, int]]:
    """Each word as it is looked up, its stem, and where it begins."""
    for piece in pieces(text):
        if piece.is_han:
            places = (piece.start + at for at, character in enumerate(piece.raw) if not character.isspace())
            yield from ((pair, pair, at) for pair, at in zip(pairs_of(han_of(piece.raw)), places, strict=False))
        elif stem := word_token(piece.raw, language):
            yield name_of(piece.raw), stem, piece.start


def _places(rows: Iterable[tuple[str, int, int, int | None]]) -> str:
    """Numbers of entries as steps from the one before, in base 36; an exclamation mark for a word of the title,
    and after a tilde where in the text."""
    before, steps = 0, []
    for _stem, entry, weight, place in rows:
        at = "" if place is None else f"~{_base36(place)}"
        steps.append(f"{_base36(entry - before)}{'!' * (weight == IN_TITLE)}{at}")
        before = entry
    return ",".join(steps)


def _base36(number: int) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
    return digits or "0"


def cut(lines: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Lines in order as pieces, each with the key of its first line."""
    first, piece, length = "", list[str](), 0
    for key, line in lines:
        if piece and length + len(line) > PIECE:
            yield first, "\n".join(piece)
            piece, length = [], 0
        if not piece:
            first = key
        piece.append(line)
        length += len(line) + 1
    if piece:
        yield first, "\n".join(piece)


def _piece(language: str, kind: str, at: int, text: str) -> tuple[str, str]:
    name = f"{FOLDER}/{language}-{kind}-{at}.js"
    return name, f'palermo.piece("{language}","{kind}",{at},{_json(text)});\n'


def _json(value: object) -> str:
    """As script takes it; two ends of lines that JSON allows are written out."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _letters() -> dict[str, object]:
    """What a page needs to read a query as the analyser would: traditional characters, stopwords, Arabic forms."""
    old, new = simplified_pairs()
    return {"old": old, "new": new, "stopwords": sorted(map(name_of, STOPWORDS)), "arabic": arabic.tables()}
