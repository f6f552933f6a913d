"""Reads an ICU pattern: which arguments it sets into the words, which ones only steer them."""

import re

_FORMS = re.compile(r"_(when|by|since|words|words_f|words_n|given|count|bare|full|de|a|li|gen|dat|acc|ins|loc)$")


def arguments(pattern: str) -> tuple[set[str], set[str]]:
    """Names of the arguments set into the words, without their form, and of those that choose between words."""
    printed: set[str] = set()
    steering: set[str] = set()
    _read(pattern, 0, printed, steering)
    return printed, steering


def _read(pattern: str, at: int, printed: set[str], steering: set[str]) -> int:
    """Read a message up to its closing brace; the place after it."""
    while at < len(pattern) and pattern[at] != "}":
        at = _argument(pattern, at + 1, printed, steering) if pattern[at] == "{" else at + 1
    return at + 1


def _argument(pattern: str, at: int, printed: set[str], steering: set[str]) -> int:
    name = re.compile(r"\s*(\w+)\s*").match(pattern, at)
    assert name, f"no argument at {pattern[at : at + 20]!r}"
    at = name.end()
    kind = re.compile(r",\s*(\w+)\s*").match(pattern, at)
    if kind and kind[1] in ("plural", "select"):
        steering.add(_FORMS.sub("", name[1]))
        return _choices(pattern, pattern.index(",", kind.end()) + 1, printed, steering)
    printed.add(_FORMS.sub("", name[1]))
    return pattern.index("}", at) + 1


def _choices(pattern: str, at: int, printed: set[str], steering: set[str]) -> int:
    while pattern[at] != "}":
        at = _read(pattern, at + 1, printed, steering) if pattern[at] == "{" else at + 1
    return at + 1
