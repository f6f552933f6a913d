"""Every act that is done on the site: to what, by which form, under which rule, by which action.

To add an act, add it to the tuple of its noun's file: its address, its page and the buttons on record pages come
from there.
"""

from collections.abc import Iterable, Sequence
from copy import copy
from typing import NamedTuple

from django.db.models import Model
from django.utils.functional import Promise

from palermo.accounts.models import User
from palermo.accounts.states import Role
from palermo.accounts.viewer import Viewer
from palermo.core.rules import can
from palermo.events.models import Event
from palermo.knowledge.models import Study
from palermo.portal.acts import (
    activities,
    committee,
    decisions,
    documents,
    doors,
    drafts,
    endorsements,
    events,
    feedback,
    floor,
    follow_ups,
    guidance,
    logistics,
    mandates,
    meetings,
    notes,
    offline,
    outcomes,
    people,
    preparation,
    programmes,
    registrations,
    screens,
    speakers,
    templates,
)
from palermo.portal.acts.act import Act, act_address
from palermo.toolkit.models import Tool

ALL: tuple[Act, ...] = (
    *drafts.ACTS,
    *decisions.ACTS,
    *mandates.ACTS,
    *activities.ACTS,
    *events.ACTS,
    *endorsements.ACTS,
    *meetings.ACTS,
    *guidance.ACTS,
    *notes.ACTS,
    *committee.ACTS,
    *documents.ACTS,
    *follow_ups.ACTS,
    *people.ACTS,
    *programmes.ACTS,
    *preparation.ACTS,
    *outcomes.ACTS,
    *feedback.ACTS,
    *speakers.ACTS,
    *registrations.ACTS,
    *offline.ACTS,
    *screens.ACTS,
    *floor.ACTS,
    *doors.ACTS,
    *logistics.ACTS,
    *templates.ACTS,
)
ACTS = {act.name: act for act in ALL}


class Way(NamedTuple):
    """A button: what it says and where it leads."""

    label: Promise
    address: str


def acts_for(record: Model, viewer: Viewer, person: User | None = None) -> list[Way]:
    """What this reader may do to a record now; nothing for a visitor. A page that has the `person` gives them."""
    return acts_for_each([record], viewer, person)[0]


def acts_for_each(records: Sequence[Model], viewer: Viewer, person: User | None = None) -> list[list[Way]]:
    """What this reader may do to each of several records now, with the reader looked up once."""
    if not viewer.roles or not records:
        return [[] for _record in records]
    offered = [_offered_acts(record) for record in records]
    user = _user_with_viewer(viewer, person) if any(offered) else None
    return [[Way(act.label, act_address(act, on)) for act, on in each if can(act.check, user, on)] for each in offered]


def _offered_acts(record: Model) -> list[tuple[Act, Model]]:
    """The acts on a record; on an event, a tool or a study also those on the activity it is."""
    records = [record.activity, record] if isinstance(record, (Event, Tool, Study)) else [record]
    return [(act, each) for each in records for act in ALL if _is_offered(act, each)]


def _user_with_viewer(viewer: Viewer, person: User | None = None) -> User:
    """The reader as a person, with the rights that this page has asked for already: not once more for every act.

    A copy, since whoever acts later in the same request is asked anew.
    """
    user = copy(person) if person else User.objects.get(pk=viewer.user_id)
    user.known_viewer = viewer
    return user


def _is_offered(act: Act, record: Model) -> bool:
    return bool(act.records) and act.is_offered and act.model is type(record)


def ways_among(names: Iterable[str], record: Model, viewer: Viewer, person: User | None = None) -> list[Way]:
    """Those of the acts named that this reader may do to a record now, whether or not its own page offers them."""
    if not viewer.roles:
        return []
    user = _user_with_viewer(viewer, person)
    offered = [ACTS[name] for name in names]
    return [Way(act.label, act_address(act, record)) for act in offered if can(act.check, user, record)]


def way_to(name: str, viewer: Viewer, person: User | None = None) -> Way | None:
    """The way to an act that makes something new, for those who may do it."""
    if not viewer.roles:
        return None
    act = ACTS[name]
    return Way(act.label, act_address(act)) if can(act.check, _user_with_viewer(viewer, person), None) else None


def scheduling_for(viewer: Viewer) -> Way | None:
    """The way to schedule a meeting, for those who may."""
    return Way(meetings.SCHEDULE.label, act_address(meetings.SCHEDULE)) if viewer.is_secretariat else None


def proposal_for(viewer: Viewer) -> Way | None:
    """The way to propose an activity, for those who may."""
    if not viewer.roles & {Role.SECRETARIAT, Role.COMMITTEE_MEMBER}:
        return None
    return Way(activities.PROPOSE.label, act_address(activities.PROPOSE))
