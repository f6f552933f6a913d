"""Titles that may be meant: while something is typed, and after nothing was found."""

from dataclasses import dataclass

from django.db import connection

from palermo.accounts.viewer import Viewer
from palermo.search.analyser.asking import LONGEST_QUERY, Phrase, Term
from palermo.search.analyser.chinese import pairs_of
from palermo.search.analyser.naming import correctable, name_of, names_marked
from palermo.search.analyser.words import Piece, han_of, pieces
from palermo.search.engines.choice import engine_of
from palermo.search.engines.wanted import EngineQuery
from palermo.search.models import IndexEntry
from palermo.search.reach import words_of
from palermo.search.vocabulary import near_words

Span = tuple[int, int]
_MOST_WORDS = 8
_LOOKED_AT = 60


@dataclass(frozen=True)
class Suggestion:
    """A title that may be meant, for a field that completes."""

    kind: str
    pk: int
    language: str
    title: str
    marks: tuple[Span, ...] = ()


def suggest(viewer: Viewer, typed: str, *, reads: str = "en", at_most: int = 8) -> list[Suggestion]:
    """Titles within the viewer's reach that have the words typed, the last of them perhaps not finished; where there
    are none, those that nearly have them. Titles in the language `reads` first, then the newest; a record once."""
    ids = _title_matches(viewer, _terms(typed))
    if not ids and (meant := did_you_mean(viewer, typed)):
        typed, ids = meant, _title_matches(viewer, _terms(meant))
    entries = list(IndexEntry.objects.filter(id__in=ids))
    entries.sort(key=lambda entry: (entry.language != reads, entry.id))
    once = {(entry.kind, entry.record): entry for entry in reversed(entries)}
    best = sorted(once.values(), key=lambda entry: (entry.language != reads, entry.id))[:at_most]
    return [Suggestion(e.kind, e.record, e.language, e.title, tuple(names_marked(e.title, typed))) for e in best]


def did_you_mean(viewer: Viewer, words: str) -> str:
    """Words with those corrected that no title within the viewer's reach has; "" if none is near."""
    words = words[:LONGEST_QUERY]
    corrected, at, changed = [], 0, False
    for piece in list(pieces(words))[:_MOST_WORDS]:
        meant = _nearest_word(viewer, piece)
        corrected += [words[at : piece.start], meant or piece.raw]
        at, changed = piece.end, changed or bool(meant)
    return "".join([*corrected, words[at:]]) if changed else ""


def _nearest_word(viewer: Viewer, piece: Piece) -> str:
    """The nearest known word that some title within reach has; "" where the word itself is in one or none is near."""
    name = name_of(piece.raw)
    if piece.is_han or correctable(piece.raw) != [name]:
        return ""
    candidates = near_words(name)
    if not candidates:
        return ""
    wanted = [EngineQuery(words_of(viewer), title=(_term((each,)),)) for each in (name, *candidates)]
    own, *others = engine_of(connection).find_titles(connection, wanted, 1)
    return "" if own else next((each for each, ids in zip(candidates, others, strict=True) if ids), "")


def _title_matches(viewer: Viewer, terms: tuple[Term, ...]) -> list[int]:
    if not terms:
        return []
    [ids] = engine_of(connection).find_titles(connection, [EngineQuery(words_of(viewer), title=terms)], _LOOKED_AT)
    return ids


def _terms(typed: str) -> tuple[Term, ...]:
    """Each word whole but the last, which may go on."""
    words = list(pieces(typed[:LONGEST_QUERY]))[-_MOST_WORDS:]
    unfinished = not typed[-1:].isspace()
    terms = [_piece_term(piece, is_begun=unfinished and piece is words[-1]) for piece in words]
    return tuple(term for term in terms if term.phrases[0].tokens and term.phrases[0].tokens[0])


def _piece_term(piece: Piece, *, is_begun: bool) -> Term:
    if not piece.is_han:
        return _term((name_of(piece.raw),), is_begun=is_begun)
    pairs = pairs_of(han_of(piece.raw))
    return _term(tuple(pairs[:-1])) if len(pairs) > 1 else _term(tuple(pairs), is_begun=True)


def _term(tokens: tuple[str, ...], *, is_begun: bool = False) -> Term:
    return Term((Phrase(tokens, is_begun),))
