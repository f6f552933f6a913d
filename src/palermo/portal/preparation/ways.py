"""What leads from an event's page to the rest of its life, for those to whom something is shown there."""

from typing import NamedTuple

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from palermo.accounts.viewer import Viewer
from palermo.events.models import Event
from palermo.events.queries import (
    event_invitations_visible_to,
    feedback_forms_visible_to,
    participant_groups_visible_to,
    showings_visible_to,
)
from palermo.events.states import EventKind
from palermo.library.queries import documents_visible_to


class Way(NamedTuple):
    """A link: what it says and where it leads."""

    label: Promise
    address: str


def concept_note_of(viewer: Viewer) -> Prefetch:
    """The concept notes of events, where the reader may read them."""
    return Prefetch("concept_note", documents_visible_to(viewer))


def ways_of(event: Event, viewer: Viewer) -> list[Way]:
    """To the preparation, the participants, what is shown at a Forum, and what participants said."""
    found = {
        "event_preparation": (_("Preparation"), _is_prepared(event, viewer)),
        "event_participants": (
            _("Participants, counted"),
            participant_groups_visible_to(viewer).filter(event=event).exists(),
        ),
        "event_shown": (
            _("Shown at the Forum"),
            event.kind == EventKind.FORUM and showings_visible_to(viewer).filter(forum=event).exists(),
        ),
        "event_evaluation": (
            _("What participants said"),
            feedback_forms_visible_to(viewer).filter(event=event).exists(),
        ),
    }
    slug = event.activity.slug
    return [Way(label, reverse(name, args=[slug])) for name, (label, is_there) in found.items() if is_there]


def _is_prepared(event: Event, viewer: Viewer) -> bool:
    if viewer.is_secretariat:
        return True
    is_invited = bool(viewer.delegation_ids or viewer.agency_ids)
    return is_invited and event_invitations_visible_to(viewer).filter(event=event).exists()
