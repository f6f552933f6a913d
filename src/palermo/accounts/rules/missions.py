"""Whose people somebody is among, and whose they answer for."""

from palermo.accounts.models import Invitation, Posting
from palermo.accounts.states import FOR_A_STATE, FOR_AN_AGENCY
from palermo.accounts.viewer import Viewer


def state_id_of(place: Invitation | Posting) -> int | None:
    """The State of a posting, or of an invitation to one."""
    return place.state_for_id if isinstance(place, Invitation) else place.state_id


def is_colleague(viewer: Viewer, place: Invitation | Posting) -> bool:
    """Whether it is a place in the reader's own mission or agency."""
    return _is_within(place, viewer.delegation_ids, viewer.agency_ids)


def answers_for(viewer: Viewer, place: Invitation | Posting) -> bool:
    """Whether it is a place whose people this reader, as focal point, answers for."""
    return _is_within(place, viewer.led_delegation_ids, viewer.led_agency_ids)


def _is_within(place: Invitation | Posting, states: frozenset[int], agencies: frozenset[int]) -> bool:
    if place.role in FOR_A_STATE:
        return state_id_of(place) in states
    return place.role in FOR_AN_AGENCY and place.organisation_id in agencies
