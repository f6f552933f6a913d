"""The unchanged words of titles, for autocomplete and corrections."""

from palermo.search.analyser import arabic, latin
from palermo.search.analyser.chinese import pairs_of, simplify_characters
from palermo.search.analyser.numerals import folded_digits
from palermo.search.analyser.words import LONGEST, Piece, han_of, pieces


def name_of(raw: str) -> str:
    """A word in small letters, in one form, without accents; not its stem."""
    plain = folded_digits(raw)
    bare = arabic.normal(plain) if arabic.ARABIC.search(plain) else latin.fold_word(plain)
    return bare[:LONGEST]


def name_tokens(text: str) -> str:
    """The words of a title, Chinese characters in pairs."""
    return " ".join(token for piece in pieces(text) for token in _tokens(piece) if token)


def _tokens(piece: Piece) -> list[str]:
    return pairs_of(han_of(piece.raw)) if piece.is_han else [name_of(piece.raw)]


def correctable(text: str) -> list[str]:
    """The words that may be mistyped: of four letters or more, without digits, not Chinese."""
    words = (name_of(piece.raw) for piece in pieces(text) if not piece.is_han)
    return [word for word in words if len(word) >= 4 and word.isalpha()]


def parts_of(word: str) -> set[str]:
    """Three neighbouring letters each, with a blank before the word and one after it."""
    padded = f" {word} "
    return {padded[at : at + 3] for at in range(len(padded) - 2)}


def names_marked(title: str, typed: str) -> list[tuple[int, int]]:
    """Where in a title the words typed stand: each whole word, and of the last what was typed of it."""
    wanted = list(pieces(typed))
    words = [name_of(piece.raw) for piece in wanted if not piece.is_han]
    runs = [simplify_characters(han_of(piece.raw)) for piece in wanted if piece.is_han]
    spans = [(p.start, p.end) for p in pieces(title) if not p.is_han and name_of(p.raw).startswith(tuple(words))]
    for run in runs:
        at = simplify_characters(title).find(run)
        spans += [(at, at + len(run))] if at >= 0 else []
    return sorted(spans)
