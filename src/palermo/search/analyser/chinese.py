"""Chinese: no blanks between words, so each two neighbouring characters are one token of the index.

A phrase of such tokens finds exactly the texts that contain the characters side by side. The last character of a run
is a token of its own, so that a single character is found as the beginning of a token wherever it stands.
Traditional characters are folded into simplified ones, one for one: the 2,800 of traditional.txt.
"""

from importlib.resources import files

# Unified ideographs, extension A, compatibility ideographs, extensions B and later, and the signs that stand for one.
HAN = r"\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"


def _table() -> dict[int, str]:
    lines = files(__package__).joinpath("traditional.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.split(" ") for line in lines if not line.startswith("#"))
    return {ord(one): other for old, new in pairs for one, other in zip(old, new, strict=True)}


_SIMPLIFIED = _table()


def simplify_characters(characters: str) -> str:
    """Characters with traditional ones as simplified ones; as many as before."""
    return characters.translate(_SIMPLIFIED)


def pairs_of(run: str) -> list[str]:
    """The tokens of a run of characters: each with its neighbour, and the last by itself."""
    run = simplify_characters(run)
    return [run[at : at + 2] for at in range(len(run))]


def simplified_pairs() -> tuple[str, str]:
    """The traditional characters, and in the same order what each becomes, for those who fold them elsewhere."""
    return "".join(map(chr, _SIMPLIFIED)), "".join(_SIMPLIFIED.values())
