"""Parts of every page of a record that slices above the web kit add: a button to follow it, a link to its history.

A slice registers them in its `page_parts.py`.
"""

from collections.abc import Callable

from django.template import Context
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

type PagePart = Callable[[Context], SafeString]

# A page has the last only where its template asks for it, below its own text.
HEAD, MARGIN, BODY = "head", "margin", "body"
_PARTS: dict[str, list[PagePart]] = {HEAD: [], MARGIN: [], BODY: []}


def register_page_part(place: str, part: PagePart) -> None:
    """Add a part to the head, to the margin or below the text of every page of a record."""
    _PARTS[place].append(part)


def render_page_parts(place: str, context: Context) -> SafeString:
    """Every part of a place, in the order of the slices, the lowest first."""
    return format_html_join("", "{}", ((part(context),) for part in _PARTS[place]))
