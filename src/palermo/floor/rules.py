"""Who may keep a speakers' list, ask for the floor, and be given it."""

from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.models import State
from palermo.accounts.permissions import Permission, check_may
from palermo.accounts.viewer import viewer_of
from palermo.core.refusals import Refused
from palermo.core.rules import check_move
from palermo.core.text import MultilingualText, plain
from palermo.events.rules.events import check_is_authorized
from palermo.floor.models import FloorRequest, SpeakersList
from palermo.floor.queries import IN_THE_ROOM
from palermo.floor.states import FLOOR_MOVES, SPEAKERS_LIST_MOVES, FloorState, ListKind, ListState
from palermo.programme.models import ProgrammeItem, ProgrammeRelease
from palermo.programme.states.programmes import ItemKind, ReleaseState


def released_title(item: ProgrammeItem) -> MultilingualText | None:
    """What an item is called in the latest version that Member States are given; None where it is in none of them."""
    versions = ProgrammeRelease.objects.filter(
        programme=item.programme_id, state=ReleaseState.RELEASED, audience__in=IN_THE_ROOM
    )
    last = versions.order_by("-number").first()
    rows = last.content["items"] if last else []
    return next((MultilingualText(row["title"]) for row in rows if row["id"] == item.slug), None)


def check_may_open_list(user: Actor, item: ProgrammeItem) -> None:
    """The secretariat; for an item that Member States find in the programme, and where somebody speaks."""
    check_may(user, Permission.KEEP_SPEAKERS_LIST)
    check_is_authorized(item.programme.event)
    if item.kind == ItemKind.BREAK:
        raise Refused(_("The floor cannot be requested during a break."))
    if item.speakers_lists.count() == len(ListKind):
        raise Refused(_("This item already has its lists of speakers."))
    if released_title(item) is None:
        raise Refused(
            _(
                "This item is not in the programme available to Member States. Publish a version that "
                "includes it, then open the list."
            )
        )


def check_can_open_list(user: Actor, item: ProgrammeItem, kind: str) -> None:
    """One list of a kind."""
    check_may_open_list(user, item)
    if item.speakers_lists.filter(kind=kind).exists():
        raise Refused(_("This item already has a list of this kind. Reopen it."))


def check_may_keep_list(user: Actor, record: SpeakersList | FloorRequest) -> None:
    """The secretariat, under the direction of the chair."""
    check_may(user, Permission.KEEP_SPEAKERS_LIST)


def check_can_close_list(user: Actor, speakers_list: SpeakersList) -> None:
    """A list that is open."""
    check_may_keep_list(user, speakers_list)
    check_move(SPEAKERS_LIST_MOVES, speakers_list.state, ListState.CLOSED)


def check_can_reopen_list(user: Actor, speakers_list: SpeakersList) -> None:
    """A list that is closed."""
    check_may_keep_list(user, speakers_list)
    check_move(SPEAKERS_LIST_MOVES, speakers_list.state, ListState.OPEN)


def check_may_ask(user: Actor, speakers_list: SpeakersList) -> None:
    """Delegates for their own State, officers for anybody."""
    check_may(user, Permission.ASK_FOR_FLOOR)


def check_can_ask(user: Actor, request: FloorRequest) -> None:
    """While the list is open, once at a time; a point of order at any time, by a State."""
    speakers_list = request.speakers_list
    check_may_ask(user, speakers_list)
    if _is_of_others(user, request):
        raise Refused(_("You may request the floor for your own delegation only. For others, contact the secretariat."))
    if request.is_point_of_order and request.delegation_id is None:
        raise Refused(_("Only Member States can raise a point of order."))
    if speakers_list.kind == ListKind.REPLIES and request.delegation_id is None:
        raise Refused(_("Only Member States can exercise the right of reply."))
    if speakers_list.state == ListState.CLOSED and not request.is_point_of_order:
        raise Refused(_("The list is closed. Ask the chair, through the secretariat, to reopen it."))
    if _waits_already(request):
        raise Refused(_("This delegation is already on the list. It can request the floor again once it has spoken."))


def _is_of_others(user: Actor, request: FloorRequest) -> bool:
    """Whether a request is another delegation's; officers and commands act for all."""
    if isinstance(user, str) or viewer_of(user).is_secretariat:
        return False
    return request.delegation_id not in viewer_of(user).delegation_ids


def _waits_already(request: FloorRequest) -> bool:
    waiting = FloorRequest.objects.filter(
        speakers_list=request.speakers_list, state=FloorState.WAITING, is_point_of_order=request.is_point_of_order
    )
    return waiting.filter(delegation=request.delegation_id, organisation=request.organisation_id).exists()


def check_can_withdraw_request(user: Actor, request: FloorRequest) -> None:
    """The one who made the request, their colleagues, and officers; while it waits."""
    check_may(user, Permission.ASK_FOR_FLOOR)
    if _is_of_others(user, request):
        raise Refused(_("This request belongs to another delegation."))
    check_move(FLOOR_MOVES, request.state, FloorState.WITHDRAWN)


def check_can_move_request(user: Actor, request: FloorRequest) -> None:
    """A request that waits; a point of order stands before all others anyway."""
    check_may_keep_list(user, request)
    if request.state != FloorState.WAITING:
        raise Refused(_("Only waiting requests can be moved."))
    if request.is_point_of_order:
        raise Refused(_("A point of order precedes all other requests."))


def check_can_give_floor(user: Actor, request: FloorRequest) -> None:
    """To a waiting request, while there is no other speaker on the same item."""
    check_may_keep_list(user, request)
    check_move(FLOOR_MOVES, request.state, FloorState.SPEAKING)
    item = request.speakers_list.item_id
    others = FloorRequest.objects.filter(speakers_list__item=item, state=FloorState.SPEAKING)
    if speaks := others.select_related("delegation", "organisation").first():
        raise Refused(_("%(speaker)s has the floor. End that statement first.") % {"speaker": speaks.display_name()})


def check_can_end_statement(user: Actor, request: FloorRequest) -> None:
    """Of the one who has the floor."""
    check_may_keep_list(user, request)
    check_move(FLOOR_MOVES, request.state, FloorState.SPOKEN)


def speaker_name(request: FloorRequest) -> str:
    """Who asks, in the reader's language."""
    speaker = request.delegation or request.organisation
    return plain(speaker.name_today if isinstance(speaker, State) else speaker.name) if speaker else ""
