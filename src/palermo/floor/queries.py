"""Who sees the speakers' lists: those who sit in the room and may read the programme; the secretariat keeps them."""

from collections import defaultdict
from datetime import date

from django.db.models import QuerySet

from palermo.accounts.models import GroupMembership
from palermo.accounts.states import READS, GroupKind, Role
from palermo.accounts.viewer import Viewer
from palermo.floor.models import FloorRequest, SpeakersList
from palermo.programme.queries.programmes import programmes_visible_to, releases_visible_to
from palermo.programme.states.programmes import ReleaseState

IN_THE_ROOM = READS[Role.DELEGATE]


def speakers_lists_visible_to(viewer: Viewer) -> QuerySet[SpeakersList]:
    """Lists of programmes of which the viewer may read a version that stands and that Member States read."""
    if viewer.is_secretariat:
        return SpeakersList.objects.filter(item__programme__in=programmes_visible_to(viewer))
    if not viewer.reads_member_states:
        return SpeakersList.objects.none()
    shown = releases_visible_to(viewer).filter(audience__in=IN_THE_ROOM, state=ReleaseState.RELEASED)
    return SpeakersList.objects.filter(item__programme__in=shown.order_by().values("programme"))


def floor_requests_visible_to(viewer: Viewer) -> QuerySet[FloorRequest]:
    """Requests on those lists."""
    return FloorRequest.objects.filter(speakers_list__in=speakers_lists_visible_to(viewer))


def groups_of(states: set[int], day: date) -> dict[int, list[int]]:
    """The regional groups of States on a day, by their numbers."""
    by_state: dict[int, list[int]] = defaultdict(list)
    memberships = GroupMembership.objects.filter(state__in=states, group__kind=GroupKind.REGIONAL).current_on(day)
    for state, group in memberships.order_by("group__slug").values_list("state", "group"):
        by_state[state].append(group)
    return by_state
