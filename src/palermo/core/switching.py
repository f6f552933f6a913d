"""The same page in the other languages."""

from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.urls import translate_url

from palermo.core.languages import BY_DJANGO_CODE, LANGUAGES, active_language


def same_page_in(request: HttpRequest, page: Any = None) -> dict[str, str]:
    """Code of the record → address of the page in that language; an editorial page only where it is written."""
    if hasattr(page, "get_translations"):
        return _translations_of(page, request)
    here, current = request.get_full_path(), active_language()
    return {
        language.code: here if language == current else _moved(here, language.django_code) for language in LANGUAGES
    }


def _translations_of(page: Any, request: HttpRequest) -> dict[str, str]:
    pages = page.get_translations(inclusive=True).live().select_related("locale")
    by_language = {BY_DJANGO_CODE[each.locale.language_code].code: each.get_url(request) for each in pages}
    return {code: address for code, address in by_language.items() if address}


def _moved(here: str, django_code: str) -> str:
    """The address under another language; a page that has no such address leads to that language's home."""
    there = translate_url(here, django_code)
    return there if urlsplit(there).path != urlsplit(here).path else f"/{django_code}/"
