"""Editorial texts as they are written in files, plain paragraphs, and as pages keep them, HTML."""

import re
from html import unescape

from django.utils.html import escape
from django.utils.text import normalize_newlines

_BLANK_LINE = re.compile(r"\n\s*\n")
# The editor marks its paragraphs with a key.
_PLAIN = re.compile(r"(?:<p(?: [^>]*)?>[^<]*</p>\s*)*")
_PARAGRAPH = re.compile(r"<p(?: [^>]*)?>([^<]*)</p>")


def html_of(text: str) -> str:
    """Plain paragraphs, divided by blank lines, as HTML; what already is HTML stays as it is."""
    if text.lstrip().startswith("<"):
        return text.strip()
    paragraphs = [part.strip() for part in _BLANK_LINE.split(normalize_newlines(text)) if part.strip()]
    return "".join(f"<p>{escape(part)}</p>" for part in paragraphs)


def text_of(html: str) -> str:
    """The way back: plain paragraphs where there is nothing else, else the HTML."""
    if not _PLAIN.fullmatch(html.strip()):
        return html.strip()
    return "\n\n".join(unescape(part).strip() for part in _PARAGRAPH.findall(html))
