"""What leads from an event's page to the rest of its life, for those to whom something is shown there."""

from typing import NamedTuple

from django.db.models import Exists, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from palermo.accounts.viewer import Viewer
from palermo.events.models import Event
from palermo.events.queries.feedback import feedback_forms_visible_to
from palermo.events.queries.floor import speakers_lists_visible_to
from palermo.events.queries.preparation import event_invitations_visible_to, participant_groups_visible_to
from palermo.events.queries.programmes import programmes_visible_to, releases_visible_to
from palermo.events.queries.showings import showings_visible_to
from palermo.events.queries.speakers import speakers_published
from palermo.events.states.events import EventKind
from palermo.governance.states.activities import ActivityState

# The page of each, by the name of its address, and what leads to it.
LABELS = {
    "event_programme": _("Programme, hour by hour"),
    "event_floor": _("Speakers' lists"),
    "event_speakers": _("Speakers, moderators and special invitees"),
    "registration": _("Registration"),
    "event_participants": _("Participants, counted"),
    "event_shown": _("Shown at the Forum"),
    "event_evaluation": _("What participants said"),
    "event_preparation": _("Preparation"),
    "event_logistics": _("Logistics"),
}


class Way(NamedTuple):
    """A link: what it says and where it leads."""

    label: Promise
    address: str


def ways_of(event: Event, viewer: Viewer) -> list[Way]:
    """In the order of `LABELS`; one query, whatever there is."""
    there = _there(event, viewer) | _always(event, viewer)
    slug = event.activity.slug
    return [Way(label, reverse(name, args=[slug])) for name, label in LABELS.items() if name in there]


def _there(event: Event, viewer: Viewer) -> set[str]:
    asked = {name: Exists(rows) for name, rows in _rows(event, viewer).items()}
    found = Event.objects.filter(pk=event.pk).order_by().values(**asked).get()
    return {name.removesuffix("_for_its_makers") for name, is_there in found.items() if is_there}


def _rows(event: Event, viewer: Viewer) -> dict[str, QuerySet]:
    found: dict[str, QuerySet] = {
        "event_programme": releases_visible_to(viewer).filter(programme__event=event),
        "event_programme_for_its_makers": programmes_visible_to(viewer).filter(event=event),
        "event_floor": speakers_lists_visible_to(viewer).filter(item__programme__event=event),
        "event_speakers": speakers_published(event),
        "event_participants": participant_groups_visible_to(viewer).filter(event=event),
        "event_evaluation": feedback_forms_visible_to(viewer).filter(event=event),
    }
    if event.kind == EventKind.FORUM:
        found["event_shown"] = showings_visible_to(viewer).filter(forum=event)
    if viewer.delegation_ids or viewer.agency_ids:
        found["event_preparation"] = event_invitations_visible_to(viewer).filter(event=event)
    return found


def _always(event: Event, viewer: Viewer) -> set[str]:
    """What some readers are led to before anything is there. Registration is seen by whoever sees the event.

    Of a proposal only the page of its concept note and its budget: nothing else is prepared before it is authorized.
    """
    found = {"registration"} if getattr(event, "registration", None) else set()
    is_authorized = event.activity.state != ActivityState.PROPOSED
    if viewer.reads_member_states and is_authorized:
        found.add("event_speakers")
    if viewer.is_secretariat:
        found |= {"event_preparation", "event_logistics", "event_floor"} if is_authorized else {"event_preparation"}
    return found
