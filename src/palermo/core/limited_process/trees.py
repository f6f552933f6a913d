"""XML and JSON of strangers as plain trees, in a process of `reader`: nothing is resolved, nothing is endless.

Knows nothing of Django. What cannot be taken is a `Misfit`, which says what was expected and what was found.
"""

import json
import math
from typing import Any, NoReturn
from xml.parsers import expat

from lxml import etree

from palermo.core.controls import CONTROL
from palermo.core.refusals import quote

MOST_ELEMENTS = 300_000
DEEPEST = 40
LONGEST_TEXT = 100_000
# What a database keeps as a whole number.
LARGEST_NUMBER = 2**63 - 1
LONGEST_NUMBER = 19
MARK = b"\xef\xbb\xbf"


class Misfit(ValueError):  # noqa: N818 -- read as a sentence in `except Misfit`
    """What was expected and what was found instead, at a place within the file if that is known."""

    def __init__(self, expected: str, found: str, place: str = "") -> None:
        found = quote(found)
        super().__init__(f"expected {expected}, found {found}")
        self.expected, self.found, self.place = expected, found, place


def xml_root(content: bytes) -> etree._Element:
    """The root of a file: no entity, no document type, nothing from outside, nothing huge.

    Raises
    ------
    Misfit
        If it is no such XML.
    """
    try:
        _check_elements(content)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        return etree.fromstring(content, parser)
    except Misfit:
        raise
    except (etree.XMLSyntaxError, expat.ExpatError, ValueError, LookupError) as error:
        raise Misfit("XML", str(error)) from None


def _check_elements(content: bytes) -> None:
    """Before anything that a document type declares is read: expat reports it first."""
    count = 0

    def refuse(*_declaration: object) -> NoReturn:
        raise Misfit("plain XML", "a document type")

    def count_element(_name: str, _attributes: list[str]) -> None:
        nonlocal count
        count += 1
        if count > MOST_ELEMENTS:
            raise Misfit(f"at most {MOST_ELEMENTS:,} elements", "more")

    parser = expat.ParserCreate()
    parser.ordered_attributes = True
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = count_element
    parser.Parse(content, True)


def json_tree(content: bytes | str) -> Any:
    """What a JSON file says, as lists, objects, texts and numbers that a record could hold.

    Raises
    ------
    Misfit
        If it is no such JSON.
    """
    try:
        text = content if isinstance(content, str) else content.removeprefix(MARK).decode()
        tree = json.loads(text, parse_int=_whole, parse_float=_number, parse_constant=_no_number)
    except UnicodeDecodeError as error:
        raise Misfit("UTF-8", f"byte {error.start:,} is not") from None
    except RecursionError:
        raise Misfit(f"at most {DEEPEST} levels", "objects within objects without end") from None
    except json.JSONDecodeError as error:
        raise Misfit("JSON", str(error)) from None
    check_plain(tree)
    return tree


def _whole(written: str) -> int:
    if len(written.lstrip("-")) > LONGEST_NUMBER or abs(number := int(written)) > LARGEST_NUMBER:
        raise Misfit(f"whole numbers up to {LARGEST_NUMBER:,}", f"one of {len(written.lstrip('-')):,} digits")
    return number


def _number(written: str) -> float:
    if not math.isfinite(number := float(written)):
        raise Misfit("numbers that can be counted with", written[:40])
    return number


def _no_number(written: str) -> NoReturn:
    raise Misfit("JSON", written)


def check_plain(tree: object) -> None:
    """Refuse a tree that is too deep or too large, and texts that no database keeps.

    Raises
    ------
    Misfit
        With the place of what is wrong.
    """
    count = 0
    waiting: list[tuple[object, str, int]] = [(tree, "", 0)]
    while waiting:
        node, place, depth = waiting.pop()
        count += 1
        if count > MOST_ELEMENTS:
            raise Misfit(f"at most {MOST_ELEMENTS:,} values", "more")
        if isinstance(node, str):
            _check_text(node, place)
        elif isinstance(node, dict | list):
            if depth == DEEPEST:
                raise Misfit(f"at most {DEEPEST} levels", "more", place[:200])
            waiting += _below(node, place, depth + 1)


def _below(node: dict[str, object] | list[object], place: str, depth: int) -> list[tuple[object, str, int]]:
    if isinstance(node, list):
        return [(each, f"{place}[{number}]", depth) for number, each in enumerate(node)]
    for name in node:
        _check_text(name, place)
    return [(each, f"{place}.{name}" if place else name, depth) for name, each in node.items()]


def _check_text(words: str, place: str) -> None:
    if len(words) > LONGEST_TEXT:
        raise Misfit(f"a text of at most {LONGEST_TEXT:,} characters", f"{len(words):,}", place[:200])
    if words.isascii() and words.isprintable():
        return
    if match := CONTROL.search(words):
        raise Misfit("text without control characters", f"U+{ord(match.group()):04X}", place[:200])
    try:
        words.encode()
    except UnicodeEncodeError as error:
        raise Misfit("whole characters", f"U+{ord(words[error.start]):04X}", place[:200]) from None
