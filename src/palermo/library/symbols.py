"""Document symbols: taken apart, checked, put in order; never invented."""

import re
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from palermo.library.states import MODIFIED_BY, Modification

# The principal organs' series, and those that documents of this field carry.
SERIES = ("A", "S", "E", "T", "ST", "CTOC", "CAC", "DP", "ICEF", "TD", "HRI", "CRC", "CEDAW", "CCPR", "CERD", "CAT")
MODIFICATIONS = ("Add.", "Amend.", "Corr.", "Rev.", "Summary")
_PART = re.compile(r"^[A-Za-z0-9][A-Za-z0-9.\-()*]*$")
_CHUNKS = re.compile(r"\d+|\D+")


class Symbol(NamedTuple):
    """`series` is the organ's, `parts` what follows up to the modifications ("Add.1", "Corr.2")."""

    series: str
    parts: tuple[str, ...]
    modifications: tuple[str, ...]
    is_known_series: bool

    @property
    def base(self) -> str:
        """The symbol of the document that this one modifies, or its own."""
        return "/".join((self.series, *self.parts))


def parse_symbol(written: str) -> Symbol:
    """Take a symbol apart.

    Unknown series are valid: organs make new ones.

    Raises
    ------
    ValidationError
        For an empty part, a blank, or a character no symbol has.
    """
    pieces = written.split("/")
    for place, piece in enumerate(pieces, 1):
        if not _PART.match(piece):
            raise ValidationError(
                _(
                    "Part %(place)s of the symbol %(symbol)s: expected letters, digits and full stops, found "
                    "“%(found)s”."
                )
                % {"place": place, "symbol": written, "found": piece}
            )
    if len(pieces) < 2:
        raise ValidationError(
            _("A symbol consists of parts separated by slashes, as in E/CN.15/2008/1; found “%(found)s”.")
            % {"found": written}
        )
    first = next((i for i, piece in enumerate(pieces) if i and piece.startswith(MODIFICATIONS)), len(pieces))
    return Symbol(pieces[0], tuple(pieces[1:first]), tuple(pieces[first:]), pieces[0] in SERIES)


def sort_key(written: str) -> tuple[tuple[tuple[int, int, str], ...], ...]:
    """Order by parts, numbers as numbers: CRP.2 before CRP.10, a document before its corrigendum."""
    return tuple(
        tuple((0, int(c), "") if c.isdecimal() else (1, 0, c.casefold()) for c in _CHUNKS.findall(piece))
        for piece in written.split("/")
    )


def modified_by(written: str) -> tuple[str, Modification | None]:
    """The symbol of the document that one changes, and how: …/2/Add.1/Corr.1 is a corrigendum to …/2/Add.1.

    Of a document that changes none, the symbol itself and None.
    """
    base, slash, last = written.rpartition("/")
    how = next((how for start, how in MODIFIED_BY.items() if last.startswith(start)), None) if slash else None
    return (base, how) if how else (written, None)
