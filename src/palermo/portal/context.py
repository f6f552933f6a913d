"""What every template may use."""

from functools import partial
from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest

from palermo.accounts.viewer import VISITOR
from palermo.core.languages import LANGUAGES, active_language
from palermo.core.text import MultilingualText
from palermo.library.web.access_reasons import access_reason
from palermo.portal.indexing import is_indexed


class Installation(NamedTuple):
    """Who runs this site, how they are reached, and under which licence its content may be used."""

    owner: MultilingualText
    contact: str
    press_contact: str
    postal_address: MultilingualText
    licence: MultilingualText
    licence_address: str
    source: str


def installation() -> Installation:
    """What the settings say of this installation; empty where they are silent."""
    return Installation(
        owner=MultilingualText(settings.PALERMO_OWNER),
        contact=settings.PALERMO_CONTACT,
        press_contact=settings.PALERMO_PRESS_CONTACT,
        postal_address=MultilingualText(settings.PALERMO_POSTAL_ADDRESS),
        licence=MultilingualText(settings.PALERMO_LICENCE),
        licence_address=settings.PALERMO_LICENCE_ADDRESS,
        source=settings.PALERMO_SOURCE,
    )


def site(request: HttpRequest) -> dict[str, object]:
    """The reader, their language, the languages there are, and who runs the site."""
    return {
        "viewer": getattr(request, "viewer", None),
        "why": partial(access_reason, getattr(request, "viewer", VISITOR)),
        "language": active_language(),
        "official_languages": LANGUAGES,
        "is_indexed": is_indexed(request),
        "installation": installation(),
    }
