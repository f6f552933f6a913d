"""What every template may use."""

from typing import Any

from django.http import HttpRequest

from palermo.core.languages import LANGUAGES, active_language


def site(request: HttpRequest) -> dict[str, Any]:
    """The reader, their language and the languages there are."""
    return {
        "viewer": getattr(request, "viewer", None),
        "language": active_language(),
        "official_languages": LANGUAGES,
    }
