"""Registrations, as they are found: what they are for and until when, and nobody who is registered."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from palermo.core.dates import PartialDate
from palermo.core.kinds import kind_of
from palermo.core.languages import BY_CODE
from palermo.core.text import MultilingualText
from palermo.registration.models import Registration
from palermo.search.sources import Draft, SearchSource, same, searchable
from palermo.search.wording import drafts_of, through


def _registrations(registrations: QuerySet[Registration]) -> Iterator[Draft]:
    for registration in registrations.select_related("event__activity"):
        activity = registration.event.activity
        yield from drafts_of(
            registration,
            _titles(activity.title),
            registration.purpose,
            on=PartialDate(registration.opens_on),
            audience=activity.audience,
        )


def _titles(event: MultilingualText) -> dict[str, str]:
    """The name of a registration in each language in which its event has one."""
    titles = {}
    for code, title in event.items():
        with translation.override(BY_CODE[code].django_code):
            titles[code] = _("Registration: %(event)s") % {"event": title}
    return titles


searchable(
    SearchSource(
        kind_of(Registration),
        _registrations,
        {"registrations": same, "activities": through(Registration, "event__activity")},
        shown=lambda registrations: registrations.select_related("event__activity"),
    )
)
