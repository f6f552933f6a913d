"""Badges and the list of participants on paper, set by typst. Words travel as JSON and are never part of the markup."""

from datetime import datetime
from functools import cache
from importlib.resources import files

from django.utils.translation import gettext as _

from palermo.core.languages import active_language
from palermo.core.speech.here import localize_day
from palermo.core.text import plain
from palermo.registration.models import Badge, Registration
from palermo.registration.parties import party_words
from palermo.registration.states import ParticipantCategory
from palermo.registration.web.listing import ListedPart
from palermo.site.qr_codes import draw_qr_code
from palermo.site.typesetting import set_pdf

REGIONS = {"zh": "CN", "en": "GB"}
# As many badges as one file has: what a printer takes, and what a request may cost.
MOST = 500


def badges_pdf(registration: Registration, badges: list[Badge], *, on_sheets: bool) -> bytes:
    """A page a badge, or six on a sheet of A4 with lines to cut along."""
    event = plain(registration.event.activity.title)
    written = {**_language(), "event": event, "sheets": on_sheets, "title": _("Badges: %(event)s") % {"event": event}}
    written["badges"] = [_badge(each, event) for each in badges]
    return set_pdf(_template("badges.typ"), written, name="words", dated=None)


def _badge(badge: Badge, event: str) -> dict[str, object]:
    person = badge.participant
    is_party = person.state_for or person.organisation or person.accreditation
    days = _("%(first)s to %(last)s") % {
        "first": localize_day(badge.valid_from),
        "last": localize_day(badge.valid_until),
    }
    return {
        "event": event,
        "name": person.name,
        "function": person.function,
        "party": str(party_words(person)) if is_party else "",
        "category": str(ParticipantCategory(person.category).label),
        "band": person.category,
        "number": f"{person.number}-{badge.issue}",
        "days": days,
        "code": draw_qr_code(badge.token),
    }


def list_pdf(title: str, about: str, parts: list[ListedPart], made_at: datetime) -> bytes:
    """The list of participants as PDF/UA-1."""
    rows = [
        {
            "heading": part.heading,
            "parties": [
                {"name": party.name, "people": [person._asdict() for person in party.people]} for party in part.parties
            ],
        }
        for part in parts
    ]
    written = {**_language(), "title": title, "about": about, "parts": rows}
    return set_pdf(_template("participants.typ"), written, name="words", dated=made_at)


def _language() -> dict[str, object]:
    language = active_language()
    return {
        "language": language.code,
        "region": REGIONS.get(language.code),
        "right_to_left": language.right_to_left,
    }


@cache
def _template(name: str) -> bytes:
    return files("palermo.registration.web").joinpath(name).read_bytes()
