"""What a reader typed, as what is looked for.

Words asked for are all wanted. What stands in quotation marks, or hangs together as in a symbol (CN.15/2008), is wanted
side by side. A word in Latin letters is looked for by its stems in English, French and Spanish, so that nobody has to
say which language a query is in. Nothing typed has a meaning for the database: only tokens of words come out.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, product
from typing import NamedTuple

from palermo.search.analyser.chinese import pairs_of
from palermo.search.analyser.latin import LANGUAGES, fold_word
from palermo.search.analyser.numerals import folded_digits
from palermo.search.analyser.stopwords import STOPWORDS
from palermo.search.analyser.words import Piece, han_of, pieces, query_tokens

LONGEST_QUERY = 300
MOST_TERMS = 16
_MOST_PHRASES = 12
_QUOTED = re.compile(r'["“”„«»「」『』＂]')
# What parts words that are not wanted side by side; a full stop, slash, hyphen or apostrophe does not.
_APART = re.compile(r"[\s,;:!?()\[\]{}<>|+*^~=،؛؟、，。；：！？（）《》〈〉【】…]+")


class Phrase(NamedTuple):
    """Tokens side by side; where `is_begun`, the last is only the beginning of one."""

    tokens: tuple[str, ...]
    is_begun: bool = False


class Term(NamedTuple):
    """One thing wanted: any of these phrases."""

    phrases: tuple[Phrase, ...]


@dataclass(frozen=True)
class Query:
    """All terms are wanted. `whole` is everything typed side by side, for ranking; None where that says no more."""

    terms: tuple[Term, ...] = ()
    whole: Term | None = None

    def __bool__(self) -> bool:
        return bool(self.terms)


@lru_cache(maxsize=256)
def read_query(typed: str) -> Query:
    """What was typed as what is looked for; an empty query if there is no word in it."""
    typed = typed[:LONGEST_QUERY]
    parts = _parts(typed)
    telling = [part for part in parts if not _is_stopword(part)] or parts
    terms = tuple(dict.fromkeys(_term(tuple(pieces(part))) for part in telling))[:MOST_TERMS]
    whole = _term(tuple(pieces(_QUOTED.sub(" ", typed)))) if len(parts) > 1 else None
    return Query(terms, whole if terms and whole not in terms else None)


def is_written(typed: str, text: str) -> bool:
    """Whether each word of a query in Latin letters stands in a text as it was typed, accents and stop words aside."""
    telling = [part for part in _parts(typed) if not _is_stopword(part)]
    return _written(" ".join(telling)) <= _written(text)


def _written(text: str) -> set[str]:
    return {fold_word(folded_digits(piece.raw)) for piece in pieces(text) if not piece.is_han}


def _parts(typed: str) -> list[str]:
    """What is between quotation marks, whole; the rest in words."""
    parts = []
    for at, part in enumerate(_QUOTED.split(typed)):
        parts += [part] if at % 2 else _APART.split(part)
    return [part for part in parts if any(pieces(part))]


def _is_stopword(part: str) -> bool:
    return part.casefold() in STOPWORDS


def _term(phrase_pieces: tuple[Piece, ...]) -> Term:
    phrases: dict[Phrase, None] = {}
    for language in LANGUAGES:
        choices, is_begun = _choices(phrase_pieces, language)
        for tokens in islice(product(*choices), _MOST_PHRASES):
            phrases[Phrase(tokens, is_begun)] = None
    return Term(tuple(phrases))


def _choices(phrase_pieces: tuple[Piece, ...], language: str) -> tuple[list[tuple[str, ...]], bool]:
    """For each place of the phrase the tokens that may stand there."""
    choices: list[tuple[str, ...]] = []
    is_begun = False
    for at, piece in enumerate(phrase_pieces):
        if not piece.is_han:
            choices.append(query_tokens(piece.raw)[language])
            continue
        characters = pairs_of(han_of(piece.raw))
        is_last = at == len(phrase_pieces) - 1
        is_begun = is_last and len(characters) == 1
        choices += [(pair,) for pair in (characters[:-1] if is_last and not is_begun else characters)]
    return [tuple(filter(None, choice)) for choice in choices if any(choice)], is_begun
