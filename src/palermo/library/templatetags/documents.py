"""{% languages_of document as held %}   code → address of each language a document is held in."""

from django import template

from palermo.library.models import Document
from palermo.library.web import papers

register = template.Library()


@register.simple_tag
def languages_of(document: Document) -> dict[str, str]:
    """Code → address of each language a document is held in."""
    return papers.languages_of(document)
