"""What stands beside the passages of a chapter while it is written, such as the comments on them.

What has something to show there registers it when its module of pages is loaded; each part is called once a page.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from palermo.accounts.requests import SiteRequest
from palermo.core.languages import Language
from palermo.toolkit.models import Tool


@dataclass(frozen=True)
class Chapter:
    """The chapter that is shown: the keys of its passages, and of the one that is open, if any."""

    tool: Tool
    language: Language
    keys: tuple[str, ...]
    open_key: str


class Beside(NamedTuple):
    """A part of the column, and by the keys of passages how many entries of it are open."""

    html: SafeString
    counts: Mapping[str, int]


_PARTS: list[Callable[[SiteRequest, Chapter], Beside]] = []


def register_beside(part: Callable[[SiteRequest, Chapter], Beside]) -> None:
    """Show a part beside the passages of every chapter."""
    _PARTS.append(part)


def beside(request: SiteRequest, chapter: Chapter) -> Beside:
    """All parts, in the order in which they were registered, and their counts together."""
    shown = [part(request, chapter) for part in _PARTS]
    counts = {key: sum(each.counts.get(key, 0) for each in shown) for key in chapter.keys}
    return Beside(format_html_join("", "{}", ((each.html,) for each in shown)), counts)
