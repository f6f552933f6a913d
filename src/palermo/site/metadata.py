"""The description of a public record for search engines and other programs, in the terms of schema.org.

Only of what a visitor may see, for every reader; and nothing but its own words, its place and its bodies.
"""

import json
from collections.abc import Mapping
from typing import NamedTuple

from django.db.models import Model
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator, capfirst
from wagtail.models import Page

from palermo.accounts.viewer import VISITOR, Viewer
from palermo.core.audiences import Audience
from palermo.core.kinds import StructuredData, kind_of, records_visible_to
from palermo.core.records import name_of
from palermo.core.text import MultilingualText, plain

LONGEST = 200
# Markup that would end the element, and separators of lines that older programs take for the end of a text.
_ESCAPED = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&\u2028\u2029"}


class Description(NamedTuple):
    """A record for those who do not open its page: its name, what it is about in short, and its data, if it has any."""

    title: str
    summary: str
    data: StructuredData


def describe(record: Model, viewer: Viewer) -> Description | None:
    """A record's description; None where a visitor may not see the record."""
    if not is_public(record, viewer):
        return None
    build = kind_of(type(record)).structured_data
    data: StructuredData = {name: value for name, value in build(record).items() if value} if build else {}
    if data:
        data = {"@context": "https://schema.org", **data}
    return Description(_title(record), _summary(record), data)


def is_public(record: Model, viewer: Viewer) -> bool:
    """Whether a visitor may see a record; what a visitor was shown, and what is for others, is not asked again."""
    if viewer.user_id is None:
        return True
    if getattr(record, "audience_today", getattr(record, "audience", Audience.PUBLIC)) != Audience.PUBLIC:
        return False
    # A record is public where its visibility query gives it to a visitor, whichever of them the sitemap lists.
    return records_visible_to(VISITOR, type(record)).filter(pk=record.pk).exists()


def as_script(data: Mapping[str, object]) -> SafeString:
    """Data as it may stand in an element of a page: nothing in it can end the element."""
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(_ESCAPED))  # noqa: S308 -- what could is escaped


def _title(record: Model) -> str:
    """The title, where a record has one; else its name."""
    title = getattr(record, "title", "")
    return plain(title if isinstance(title, str | MultilingualText) and title else name_of(record))


def _summary(record: Model) -> str:
    if isinstance(record, Page):
        words = getattr(record, "intro", "") or strip_tags(getattr(record, "body", ""))
    else:
        summary = kind_of(type(record)).summary
        text = summary(record) if summary else None
        words = plain(text) if isinstance(text, MultilingualText) else str(text or "")
    return Truncator(capfirst(" ".join(words.split()))).chars(LONGEST)
