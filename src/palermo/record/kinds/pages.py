"""Editorial pages: one file a page, in all its languages; on the site, one tree of pages for each language."""

from typing import NamedTuple

from django.db import models

from palermo.core.fields import MultilingualField
from palermo.portal.editorial import KINDS
from palermo.record.codecs import CHOICE, DAY_OF, TEXT, TEXT6, Codec

PAGES = "pages"
ABOUT_PAGES = "One editorial page, in each of its languages."


class PageKey(NamedTuple):
    """A key of the file; `on` gives its choices and lengths, as a model's field would."""

    key: str
    codec: Codec
    on: models.Field
    description: str
    is_required: bool = False


PAGE_KEYS = (
    PageKey("kind", CHOICE, models.CharField(choices=[(name, name) for name in KINDS]), "what kind of page", True),
    PageKey("parent", TEXT, models.CharField(max_length=100), "the page above it; the home page has none"),
    PageKey("published_on", DAY_OF, models.DateField(), "the day it bears; news must bear one"),
    PageKey("title", TEXT6, MultilingualField(), "the title; the page exists in its languages", True),
    PageKey("intro", TEXT6, MultilingualField(), "an introduction, in a sentence or two"),
    PageKey("body", TEXT6, MultilingualField(), "the text; blank lines divide paragraphs"),
)
