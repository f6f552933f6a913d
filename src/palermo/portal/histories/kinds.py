"""Which records have a page, and so a history; under which word in the address."""

from typing import Any

from django.db.models import Model, QuerySet

from palermo.accounts.viewer import Viewer
from palermo.audit.versioned_models import KEPT
from palermo.events.models import Programme, Registration, Speaker
from palermo.governance.models import (
    Activity,
    Decision,
    DonorContribution,
    Endorsement,
    FollowUp,
    Guidance,
    Mandate,
    Meeting,
    NoteVerbale,
)
from palermo.library.models import Document
from palermo.portal.offline.models import OfflineBundle
from palermo.reporting.models import Report

KINDS: dict[str, type[Model]] = {
    "activities": Activity,
    "bundles": OfflineBundle,
    "contributions": DonorContribution,
    "decisions": Decision,
    "documents": Document,
    "endorsements": Endorsement,
    "follow-up": FollowUp,
    "guidance": Guidance,
    "mandates": Mandate,
    "meetings": Meeting,
    "notes": NoteVerbale,
    "programmes": Programme,
    "registrations": Registration,
    "reports": Report,
    "speakers": Speaker,
}
# The pages that show one record, by the name of their address.
PAGES = {
    "activity": "activities",
    "bundle": "bundles",
    "committee_meeting": "meetings",
    "consultation": "meetings",
    "contribution": "contributions",
    "decision": "decisions",
    "document": "documents",
    "endorsement": "endorsements",
    "event": "activities",
    "follow_up": "follow-up",
    "guidance": "guidance",
    "mandate": "mandates",
    "note": "notes",
    "programme_editor": "programmes",
    "registration": "registrations",
    "report": "reports",
    "study": "activities",
    "tool": "activities",
}
# Rooms that a visitor does not enter, also where a record in them is public.
CLOSED = frozenset({"endorsements", "guidance", "meetings", "notes"})


def records_of(kind: str, viewer: Viewer) -> QuerySet[Any]:
    """The records of a kind that a viewer may see on their pages."""
    model = KINDS[kind]
    visible_to = KEPT[model].visible_to
    if visible_to is None or (kind in CLOSED and not viewer.reads_member_states):
        return model._default_manager.none()
    return visible_to(viewer)
