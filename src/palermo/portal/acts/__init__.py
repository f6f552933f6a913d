"""Every act that is done on the site: to what, by which form, under which rule, by which action.

To add an act, add it to the tuple of its noun's file: its address, its page and the buttons on record pages come
from there.
"""

from typing import NamedTuple

from django.db.models import Model
from django.utils.functional import Promise

from palermo.accounts.models import User
from palermo.accounts.states import Role
from palermo.accounts.viewer import Viewer
from palermo.core.rules import can
from palermo.events.models import Event
from palermo.knowledge.models import Study
from palermo.portal.acts import activities, committee, decisions, documents, endorsements, events, mandates, meetings
from palermo.portal.acts.act import Act, act_address
from palermo.toolkit.models import Tool

ALL: tuple[Act, ...] = (
    *decisions.ACTS,
    *mandates.ACTS,
    *activities.ACTS,
    *events.ACTS,
    *endorsements.ACTS,
    *meetings.ACTS,
    *committee.ACTS,
    *documents.ACTS,
)
ACTS = {act.name: act for act in ALL}


class Way(NamedTuple):
    """A button: what it says and where it leads."""

    label: Promise
    address: str


def acts_for(record: Model, viewer: Viewer) -> list[Way]:
    """What this reader may do to a record now; nothing for a visitor."""
    if not viewer.roles:
        return []
    records = [record.activity, record] if isinstance(record, (Event, Tool, Study)) else [record]
    acts = [(act, each) for each in records for act in ALL if _is_offered(act, each)]
    user = User.objects.get(pk=viewer.user_id) if acts else None
    return [Way(act.label, act_address(act, each)) for act, each in acts if can(act.check, user, each)]


def _is_offered(act: Act, record: Model) -> bool:
    return bool(act.records) and act.is_offered and act.model is type(record)


def proposal_for(viewer: Viewer) -> Way | None:
    """The way to propose an activity, for those who may."""
    if not viewer.roles & {Role.SECRETARIAT, Role.COMMITTEE_MEMBER}:
        return None
    return Way(activities.PROPOSE.label, act_address(activities.PROPOSE))


__all__ = ["ACTS", "ALL", "Act", "Way", "act_address", "acts_for", "proposal_for"]
