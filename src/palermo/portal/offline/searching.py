"""The index by which a bundle is searched without network: words by the site's own analyser, sorted on the disk.

For each language there are two sorted lists, cut into pieces that a page loads one by one: `words`, from a word as it
is written to its stem, and `stems`, from a stem to the entries in which it stands. Chinese characters in pairs are
their own stems. Nothing is held in memory but the piece that is being written.
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
LEAD = 200
# A word in a title weighs more than many in a text.
IN_TITLE, IN_TEXT = 4, 1
_SCHEMA = """
PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-4000; PRAGMA temp_store=FILE;
CREATE TABLE word (language, word, stem, PRIMARY KEY (language, word, stem)) WITHOUT ROWID;
CREATE TABLE stands (language, stem, entry, weight, PRIMARY KEY (language, stem, entry)) WITHOUT ROWID;
CREATE TABLE entry (language, number, told, PRIMARY KEY (language, number)) WITHOUT ROWID;
"""


class Found(NamedTuple):
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

    def add(self, found: Found) -> None:
        """One entry in its language."""
        number = self.counts[found.language] = self.counts.get(found.language, 0) + 1
        told = [found.place, found.title, found.about, _lead(found.text)]
        values = (found.language, number, json.dumps(told, ensure_ascii=False))
        self.database.execute("INSERT INTO entry VALUES (?, ?, ?)", values)
        for text in found.names:
            self._words(text, found.language, number, IN_TITLE)
        self._words(found.text, found.language, number, IN_TEXT)

    def _words(self, text: str, language: str, number: int, weight: int) -> None:
        stands, words = set(), set()
        for word, stem in words_of(text, language):
            stands.add((language, stem, number, weight))
            if word != stem:
                words.add((language, word, stem))
        self.database.executemany("INSERT OR IGNORE INTO stands VALUES (?, ?, ?, ?)", sorted(stands))
        self.database.executemany("INSERT OR IGNORE INTO word VALUES (?, ?, ?)", sorted(words))

    def files(self) -> Iterator[tuple[str, str]]:
        """Name and content of each file, in order; the one that names the others comes last."""
        directory: dict[str, dict[str, object]] = {}
        for language, count in sorted(self.counts.items()):
            held: dict[str, object] = {"count": count, "entries": ENTRIES, "tag": BY_CODE[language].tag}
            directory[language] = held
            for kind, lines in (("words", self._word_lines(language)), ("stems", self._stem_lines(language))):
                firsts: list[str] = []
                for first, text in cut(lines):
                    yield _piece(language, kind, len(firsts), text)
                    firsts.append(first)
                held[kind] = firsts
            for at, text in enumerate(self._entries(language)):
                yield _piece(language, "entries", at, text)
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
        told = "SELECT stem, entry, weight FROM stands WHERE language = ? ORDER BY stem, entry"
        for stem, group in groupby(self.database.execute(told, (language,)), itemgetter(0)):
            yield stem, f"{stem} {_places(group)}"

    def _entries(self, language: str) -> Iterator[str]:
        rows = self.database.execute("SELECT told FROM entry WHERE language = ? ORDER BY number", (language,))
        while told := rows.fetchmany(ENTRIES):
            yield "\n".join(text for (text,) in told)


def words_of(text: str, language: str) -> Iterator[tuple[str, str]]:
    """Each word as it is looked up, and its stem."""
    for piece in pieces(text):
        if piece.is_han:
            yield from ((pair, pair) for pair in pairs_of(han_of(piece.raw)))
        elif stem := word_token(piece.raw, language):
            yield name_of(piece.raw), stem


def _places(rows: Iterable[tuple[str, int, int]]) -> str:
    """Numbers of entries as steps from the one before, in base 36; an exclamation mark where it stands in the title."""
    before, told = 0, []
    for _stem, entry, weight in rows:
        told.append(f"{_base36(entry - before)}{'!' * (weight == IN_TITLE)}")
        before = entry
    return ",".join(told)


def _base36(number: int) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
    return digits or "0"


def cut(lines: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Lines in order as pieces, each with the key of its first line."""
    first, held, length = "", [], 0
    for key, line in lines:
        if held and length + len(line) > PIECE:
            yield first, "\n".join(held)
            held, length = [], 0
        if not held:
            first = key
        held.append(line)
        length += len(line) + 1
    if held:
        yield first, "\n".join(held)


def _piece(language: str, kind: str, at: int, text: str) -> tuple[str, str]:
    name = f"{FOLDER}/{language}-{kind}-{at}.js"
    return name, f'palermo.piece("{language}","{kind}",{at},{_json(text)});\n'


def _json(value: object) -> str:
    """As script takes it; two ends of lines that JSON allows are written out."""
    told = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return told.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _lead(text: str) -> str:
    """The beginning of a text, to the end of a word where there is one."""
    words = " ".join(text[: LEAD * 3].split())
    if len(words) <= LEAD:
        return words
    return f"{words[:LEAD].rsplit(' ', 1)[0] if ' ' in words[LEAD // 2 : LEAD] else words[:LEAD]}…"


def _letters() -> dict[str, object]:
    """What a page needs to read a query as the analyser would: traditional characters, stopwords, Arabic forms."""
    old, new = simplified_pairs()
    return {"old": old, "new": new, "stopwords": sorted(map(name_of, STOPWORDS)), "arabic": arabic.tables()}
