"""What other slices ask before a document changes: records that rest on it stay correct.

Each slice says in its `holds.py`, which is read when the site starts, what it asks; so no way of changing a document
can forget it.
"""

from collections.abc import Callable
from typing import NamedTuple

from palermo.core.audiences import Audience
from palermo.library.models import Document


class Change(NamedTuple):
    """What is about to happen to a document; what is empty stays as it is.

    `audience` is a narrower one that it gets, `language` the one in which its text or file is replaced.
    """

    audience: Audience | None = None
    language: str = ""
    is_withdrawn: bool = False


Hold = Callable[[Document, Change], None]
HOLDS: list[Hold] = []


def hold(check: Hold) -> None:
    """Ask `check`, which returns or raises Refused, before any document changes."""
    HOLDS.append(check)


def check_holds(document: Document, change: Change) -> None:
    """Ask every slice."""
    for check in HOLDS:
        check(document, change)
