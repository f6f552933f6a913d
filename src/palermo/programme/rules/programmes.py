"""Who may make and change the programme of an event, and release a version of it."""

from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.permissions import Permission, check_may
from palermo.core.audiences import Audience
from palermo.core.refusals import Refused
from palermo.core.text import plain
from palermo.events.models import Event
from palermo.events.rules.events import OVER, check_is_authorized
from palermo.programme.models import (
    Programme,
    ProgrammeDay,
    ProgrammeItem,
    ProgrammePart,
    ProgrammePerson,
    ProgrammeRelease,
    Room,
    Screen,
    ScreenNotice,
)
from palermo.programme.schedule.content import Content, digest_of

WIDEST_FIRST = tuple(Audience)

# The working copy itself, or a row of it.
type ProgrammeRow = Programme | ProgrammeDay | Room | ProgrammePerson | ProgrammeItem | ProgrammePart


def programme_of(record: ProgrammeRow | Screen | ScreenNotice) -> Programme:
    """The programme to which a row, a screen or a notice belongs."""
    if isinstance(record, Programme):
        return record
    return record.item.programme if isinstance(record, ProgrammePart) else record.programme


def check_can_begin_programme(user: Actor, event: Event) -> None:
    """The secretariat; once, for an event that is authorized and not over."""
    check_may(user, Permission.EDIT_PROGRAMME)
    _check_is_in_hand(event)
    if Programme.objects.filter(event=event).exists():
        raise Refused(_("This event already has a programme. Edit that one."))


def check_may_edit_programme(user: Actor, record: ProgrammeRow) -> None:
    """The secretariat; anything in the programme of an event that is authorized and not over."""
    check_may(user, Permission.EDIT_PROGRAMME)
    _check_is_in_hand(programme_of(record).event)


def check_may_change_person(user: Actor, person: ProgrammePerson) -> None:
    """As anything of a programme; but who has a record as a speaker is changed there."""
    check_may_edit_programme(user, person)
    if person.speaker_id:
        raise Refused(_("This person has a record as a speaker. Edit that record."))


def check_can_save(user: Actor, record: ProgrammeRow) -> None:
    """Check that the person has no record as a speaker: confirmation is then recorded there."""
    if isinstance(record, ProgrammePerson):
        check_may_change_person(user, record)
    else:
        check_may_edit_programme(user, record)
    if isinstance(record, ProgrammePart) and record.confirmed_on and record.person.speaker_id:
        raise Refused(_("Confirmation is recorded in the speaker’s record. Leave the date empty."))


def check_can_remove(user: Actor, record: ProgrammeRow) -> None:
    """Nothing on which something else of the programme rests."""
    check_may_edit_programme(user, record)
    if isinstance(record, (ProgrammeDay, Room)) and (item := record.items.first()):
        raise Refused(_("“%(item)s” is scheduled there. Move it first.") % {"item": plain(item.title)})
    if isinstance(record, Room) and (screen := record.screens.first()):
        raise Refused(
            _("The screen “%(screen)s” is assigned to this room. Change or remove it first.") % {"screen": screen.name}
        )
    if isinstance(record, ProgrammeItem) and record.speakers_lists.exists():
        raise Refused(
            _("This item has a list of speakers, which must be kept. Remove the item’s day and times instead.")
        )
    if isinstance(record, ProgrammePerson) and (part := record.parts.select_related("item").first()):
        values = {"item": plain(part.item.title)}
        raise Refused(_("This person has a role in “%(item)s”. Remove that first.") % values)


def check_may_release(user: Actor, programme: Programme) -> None:
    """The secretariat; a programme in which at least one item has a place."""
    check_may(user, Permission.RELEASE_PROGRAMME)
    check_is_authorized(programme.event)
    # A page that has read the items has no need to ask for them.
    if not any(item.day_id for item in programme.items.all()):
        raise Refused(_("No item of this programme is scheduled yet. Schedule one before publishing."))


def check_can_release(user: Actor, programme: Programme, content: Content, audience: str) -> None:
    """To no more readers than the event has, and only where something is new for those readers."""
    check_may_release(user, programme)
    of_event = programme.event.activity.audience
    if WIDEST_FIRST.index(Audience(audience)) < WIDEST_FIRST.index(Audience(of_event)):
        raise Refused(
            _("The audience of the event is “%(audience)s”. The programme cannot have a wider one.")
            % {"audience": Audience(of_event).label}
        )
    last = _last_standing(programme, audience)
    if last and last.digest == digest_of(content):
        values = {"number": last.number}
        raise Refused(_("No changes for this audience since version %(number)d.") % values)


def _last_standing(programme: Programme, audience: str) -> ProgrammeRelease | None:
    releases = ProgrammeRelease.objects.filter(programme=programme, audience=audience, state="released")
    return releases.defer("content").order_by("-number").first()


def _check_is_in_hand(event: Event) -> None:
    check_is_authorized(event)
    if event.activity.state in OVER:
        raise Refused(_("This event is over; its programme can no longer be changed."))
