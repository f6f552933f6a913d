"""What every template may use."""

from functools import partial

from django.http import HttpRequest

from palermo.accounts.viewer import VISITOR
from palermo.core.languages import LANGUAGES, active_language
from palermo.library.web.access_reasons import access_reason
from palermo.portal.indexing import is_indexed


def site(request: HttpRequest) -> dict[str, object]:
    """The reader, their language and the languages there are."""
    return {
        "viewer": getattr(request, "viewer", None),
        "why": partial(access_reason, getattr(request, "viewer", VISITOR)),
        "language": active_language(),
        "official_languages": LANGUAGES,
        "is_indexed": is_indexed(request),
    }
