"""A text as tokens with the places they come from: the one thing that indexing, asking and marking share."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from palermo.search.analyser import arabic, latin, russian
from palermo.search.analyser.chinese import HAN, pairs_of
from palermo.search.analyser.numerals import folded_digits

MARKS = r"\u0300-\u036f\u0483-\u0487\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed"
# Characters of one run may be parted by blanks, or by one end of a line: blanks mean nothing in Chinese.
_BLANKS = r"[ \t\u3000\u00a0]*\n?[ \t\u3000\u00a0]*"
_PIECE = re.compile(rf"[{HAN}]+(?:{_BLANKS}[{HAN}]+)*|(?:[^\W_{HAN}]+[{MARKS}]*)+")
_HAN = re.compile(f"[{HAN}]")
_APOSTROPHES = "'’ʼ＇"
_ELIDED = frozenset({"l", "d", "qu", "n", "s", "j", "m", "t", "c", "jusqu", "lorsqu", "puisqu", "quoiqu"})
LONGEST = 64


class Token(NamedTuple):
    """A token of the index, and where in the text it comes from."""

    word: str
    start: int
    end: int


class Piece(NamedTuple):
    """A run of Chinese characters or a word, as it is in the text."""

    raw: str
    start: int
    end: int
    is_han: bool


def pieces(text: str) -> Iterator[Piece]:
    """Runs and words, in order, without elided particles (l’accès) and the English possessive."""
    for match in _find_pieces(text):
        raw = match.group()
        yield Piece(raw, *match.span(), bool(_HAN.match(raw)))


def _find_pieces(text: str, start: int = 0) -> Iterator[re.Match[str]]:
    may_elide = any(apostrophe in text for apostrophe in _APOSTROPHES)
    for match in _PIECE.finditer(text, start):
        if not may_elide or not _is_elided(text, match.group(), *match.span()):
            yield match


def _is_elided(text: str, raw: str, start: int, end: int) -> bool:
    if len(raw) > 7 or not raw.isascii():
        return False
    small = raw.lower()
    if small == "s" and start and text[start - 1] in _APOSTROPHES:
        return True
    return small in _ELIDED and text[end : end + 1] in tuple(_APOSTROPHES) and text[end + 1 : end + 2].isalpha()


@lru_cache(maxsize=20_000)
def word_token(raw: str, language: str) -> str:
    """The token of a word in a text of this language; its script says more than the text's language."""
    plain = folded_digits(raw)
    if arabic.ARABIC.search(plain):
        return arabic.stem(plain)[:LONGEST]
    if russian.CYRILLIC.search(plain):
        return russian.stem(plain)[:LONGEST]
    return latin.stem(latin.fold_word(plain), latin_language(language))[:LONGEST]


@lru_cache(maxsize=20_000)
def query_tokens(raw: str) -> dict[str, tuple[str, ...]]:
    """The tokens by which a word of a query is looked for; for Latin letters by language, since it is not known."""
    plain = folded_digits(raw)
    if arabic.ARABIC.search(plain):
        return dict.fromkeys(latin.LANGUAGES, tuple(word[:LONGEST] for word in arabic.query_stems(plain)))
    return {language: (word_token(raw, language),) for language in latin.LANGUAGES}


def latin_language(language: str) -> str:
    """Which of the three a word in Latin letters is taken for; in Arabic, Chinese and Russian texts English."""
    return language if language in latin.LANGUAGES else "en"


def find_tokens(text: str, language: str, start: int = 0) -> Iterator[Token]:
    """Every token of a text with its place, from the place of one of them on."""
    for match in _find_pieces(text, start):
        raw = match.group()
        if _HAN.match(raw):
            yield from _han_tokens(raw, match.start())
        elif word := word_token(raw, language):
            yield Token(word, *match.span())


def _han_tokens(raw: str, start: int) -> Iterator[Token]:
    places = [start + at for at, character in enumerate(raw) if _HAN.match(character)]
    characters = han_of(raw)
    for at, pair in enumerate(pairs_of(characters)):
        yield Token(pair, places[at], places[min(at + 1, len(places) - 1)] + 1)


def han_of(raw: str) -> str:
    """A run without the blanks in it, compatibility ideographs as what they stand for."""
    return folded_digits("".join(raw.split()))


def index_tokens(text: str, language: str) -> str:
    """The tokens of a text, to be put into an index that takes blanks for boundaries."""
    result: list[str] = []
    for piece in pieces(text):
        if piece.is_han:
            result += pairs_of(han_of(piece.raw))
        else:
            result.append(word_token(piece.raw, language))
    return " ".join(filter(None, result))
