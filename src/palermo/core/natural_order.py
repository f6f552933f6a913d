"""The order in which people count: what ends in 9 comes before what ends in 10."""

import re

type NaturalKey = tuple[tuple[int, int, str], ...]
_PIECES = re.compile(r"(\d+)")


def natural_key(words: str) -> NaturalKey:
    """What sorts `words` with the numbers in it as numbers."""
    pieces = _PIECES.split(words)
    return tuple((0, int(piece), "") if piece.isdecimal() else (1, 0, piece) for piece in pieces if piece)
