"""The same page in the other languages."""

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.urls import NoReverseMatch, ResolverMatch, reverse
from django.utils.translation import override

from palermo.core.languages import BY_DJANGO_CODE, LANGUAGES, active_language

if TYPE_CHECKING:
    from wagtail.models import Page


def same_page_in(request: HttpRequest, page: object = None) -> dict[str, str]:
    """Code of the record → address of the page in that language; an editorial page only where it is written."""
    if hasattr(page, "get_translations"):
        return _translations_of(page, request)
    here, current, match = request.get_full_path(), active_language(), request.resolver_match
    return {
        language.code: here if language == current else _address_in(language.django_code, here, match)
        for language in LANGUAGES
    }


def _translations_of(page: "Page", request: HttpRequest) -> dict[str, str]:
    pages = page.get_translations(inclusive=True).live().select_related("locale")
    by_language = {BY_DJANGO_CODE[each.locale.language_code].code: each.get_url(request) for each in pages}
    return {code: address for code, address in by_language.items() if address}


def _address_in(django_code: str, here: str, match: ResolverMatch | None) -> str:
    """The page of the address `here` under another language, with its query; else that language's home."""
    home = f"/{django_code}/"
    if match is None:
        return home
    try:
        with override(django_code):
            path = reverse(match.view_name, args=match.args, kwargs=match.kwargs)
    except NoReverseMatch:
        return home
    parts = urlsplit(here)
    return home if path == parts.path else parts._replace(path=path).geturl()
