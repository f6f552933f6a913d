"""Document symbols: taken apart, checked, put in order; never invented.

The rules are those of the Dag Hammarskjöld Library, “United Nations Document Symbols”
(https://research.un.org/en/docs/symbols): the first component names the organ (E) or a series of its own (CTOC), the
next ones a subsidiary body (CN.15), the session or year, the nature of the document (L. limited, CRP. conference room
paper, INF information, NGO statements, WP. working paper) and its number; the final ones, of which several may follow
each other, say that the document changes another: Add. (addendum), Amend. (alteration by decision of an authority),
Corr. (corrigendum), Rev. (revision, which replaces the text), Excerpt and Summary. An asterisk stands behind the
symbol of a document that was reissued for technical reasons. “Advance unedited version” is a status, not part of the
symbol.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from palermo.library.states import MODIFIED_BY, Modification

# The principal organs' series, and those that documents of this field carry.
SERIES = ("A", "S", "E", "T", "ST", "CTOC", "CAC", "DP", "ICEF", "TD", "HRI", "CRC", "CEDAW", "CCPR", "CERD", "CAT")
NUMBERED_SUFFIXES = tuple(start.removesuffix(".") for start in MODIFIED_BY)
OTHER_SUFFIXES = ("Excerpt", "Summary")
REISSUED = "*"
_PART = re.compile(r"^[A-Za-z0-9][A-Za-z0-9.\-()\[\]]*$")
_SUFFIX = re.compile(
    rf"^(?P<kind>{'|'.join((*NUMBERED_SUFFIXES, *OTHER_SUFFIXES))})\b\.?(?P<number>.*)$", re.IGNORECASE
)
_NUMBER = re.compile(r"^[1-9]\d*(?:\([^()]+\))?$")
_CHUNKS = re.compile(r"\d+|\D+")


@dataclass(frozen=True)
class Symbol:
    """`series` is the organ's, `parts` what follows up to the suffixes ("Add.1", "Corr.2").

    `reissues` counts the asterisks: how often the document was reissued for technical reasons.
    """

    series: str
    parts: tuple[str, ...]
    suffixes: tuple[str, ...] = ()
    reissues: int = 0

    def __str__(self) -> str:
        return "/".join((self.series, *self.parts, *self.suffixes)) + REISSUED * self.reissues

    @property
    def is_known_series(self) -> bool:
        """Whether the first component is one that documents of this field carry."""
        return self.series in SERIES

    @property
    def base(self) -> str:
        """The symbol without suffixes and asterisks: of the document that all the changes belong to."""
        return str(Symbol(self.series, self.parts))

    @property
    def parent(self) -> "Symbol | None":
        """The symbol of the document that this one changes: …/8/Add.1 of …/8/Add.1/Corr.1; None of a base."""
        return replace(self, suffixes=self.suffixes[:-1], reissues=0) if self.suffixes else None

    @property
    def modification(self) -> Modification | None:
        """How the document changes its parent; None where it changes none, or is an excerpt or summary."""
        return next((how for start, how in MODIFIED_BY.items() if self.suffixes and _starts(self, start)), None)

    @property
    def number(self) -> int:
        """The number of the last suffix: 2 of …/Corr.2; 0 without one."""
        found = re.search(r"\.(\d+)", self.suffixes[-1]) if self.suffixes else None
        return int(found[1]) if found else 0


def _starts(symbol: Symbol, start: str) -> bool:
    return symbol.suffixes[-1].startswith(start)


def parse_symbol(written: str) -> Symbol:
    """Take a symbol apart.

    Unknown series are valid: organs make new ones.

    Raises
    ------
    ValidationError
        Saying in which part of the symbol, what was expected, and what was found.
    """
    unstarred = written.rstrip(REISSUED)
    pieces = unstarred.split("/")
    for place, piece in enumerate(pieces, 1):
        if not _PART.match(piece):
            raise _fault(written, place, _("letters, digits and full stops"), piece)
    if len(pieces) < 2:
        raise ValidationError(
            _("A symbol consists of parts separated by slashes, as in E/CN.15/2008/1; found “%(found)s”.")
            % {"found": written}
        )
    if not pieces[0][0].isalpha():
        raise _fault(written, 1, _("the organ or series, as in E or CTOC"), pieces[0])
    first = next((at for at, piece in enumerate(pieces) if at and _SUFFIX.match(piece)), len(pieces))
    if first == 1:
        raise _fault(written, 2, _("the symbol of a document before the suffix"), pieces[1])
    for place, piece in enumerate(pieces[first:], first + 1):
        _check_suffix(written, place, piece)
    return Symbol(pieces[0], tuple(pieces[1:first]), tuple(pieces[first:]), len(written) - len(unstarred))


def _check_suffix(written: str, place: int, piece: str) -> None:
    known = ", ".join(f"{kind}.1" for kind in NUMBERED_SUFFIXES)
    found = _SUFFIX.match(piece)
    if found is None:
        raise _fault(written, place, _("another suffix (%(known)s)") % {"known": known}, piece)
    kind = next(each for each in (*NUMBERED_SUFFIXES, *OTHER_SUFFIXES) if each.lower() == found["kind"].lower())
    if kind in OTHER_SUFFIXES:
        if piece != kind:
            raise _fault(written, place, kind, piece)
    elif not piece.startswith(f"{kind}.") or not _NUMBER.match(found["number"]):
        raise _fault(written, place, _("a suffix with its number, as in %(example)s") % {"example": f"{kind}.1"}, piece)


def _fault(written: str, place: int, expected: str, found: str) -> ValidationError:
    return ValidationError(
        _("Part %(place)s of the symbol %(symbol)s: expected %(expected)s, found “%(found)s”.")
        % {"place": place, "symbol": written, "expected": expected, "found": found}
    )


def check_symbol(written: str) -> None:
    """Refuse what is no symbol: the validator of fields that hold one.

    Raises
    ------
    ValidationError
        As `parse_symbol`.
    """
    parse_symbol(written)


def sort_key(written: str) -> tuple[tuple[tuple[int, int, str], ...], ...]:
    """Order by parts, numbers as numbers: CRP.2 before CRP.10, a document before its corrigendum."""
    return tuple(
        tuple((0, int(c), "") if c.isdecimal() else (1, 0, c.casefold()) for c in _CHUNKS.findall(piece))
        for piece in written.split("/")
    )


def modified_by(written: str) -> tuple[str, Modification | None]:
    """The symbol of the document that one changes, and how: …/2/Add.1/Corr.1 is a corrigendum to …/2/Add.1.

    Of a document that changes none, and of what is no symbol, the words themselves and None. An asterisk is no part of
    the symbol of the document that is changed.
    """
    try:
        symbol = parse_symbol(written)
    except ValidationError:
        return written, None
    how, parent = symbol.modification, symbol.parent
    return (str(parent), how) if how and parent else (written, None)


def next_symbol(changed: str, how: Modification, taken: Iterable[str]) -> str:
    """The symbol of the next document that changes one: …/8/Corr.3 where Corr.1 and Corr.2 are taken.

    Raises
    ------
    ValidationError
        If `changed` is no symbol.
    """
    start = next(start for start, each in MODIFIED_BY.items() if each == how)
    base = str(replace(parse_symbol(changed), reissues=0))
    numbers = [0]
    for each in taken:
        try:
            symbol = parse_symbol(each)
        except ValidationError:
            # Another document has a symbol from before they were checked; it takes no number.
            continue
        if symbol.modification == how and str(symbol.parent) == base:
            numbers.append(symbol.number)
    return f"{base}/{start}{max(numbers) + 1}"


def reissued_symbol(changed: str) -> str:
    """The symbol of a document that is reissued for technical reasons: with one asterisk more.

    Raises
    ------
    ValidationError
        If `changed` is no symbol.
    """
    symbol = parse_symbol(changed)
    return str(replace(symbol, reissues=symbol.reissues + 1))
