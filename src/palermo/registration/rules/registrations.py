"""Who may open registration for an event, register at all, and release or purge its list."""

from collections.abc import Callable
from datetime import date
from functools import partial

from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.permissions import Permission, check_may
from palermo.accounts.viewer import Viewer, viewer_of
from palermo.core import clock
from palermo.core.audiences import Audience, is_wider
from palermo.core.languages import active_language
from palermo.core.refusals import Refused
from palermo.core.speech.here import localize_day
from palermo.core.speech.lists import format_list
from palermo.events.models import Event
from palermo.events.rules.events import OVER, check_is_authorized
from palermo.registration.models import Participant, Registration, RegistrationCategory
from palermo.registration.states import ParticipantCategory


def check_can_open_registration(user: Actor, event: Event) -> None:
    """The secretariat; once, for an event that is authorized, not over and has its date."""
    check_may(user, Permission.OPEN_REGISTRATION)
    check_is_authorized(event)
    if event.activity.state in OVER:
        raise Refused(_("This event is over; registration is no longer possible."))
    if event.activity.starts is None:
        raise Refused(_("No dates are planned for this event yet. Enter them first."))
    if Registration.objects.filter(event=event).exists():
        raise Refused(_("This event already has a registration. Edit that one."))


def check_may_with_people(act: Permission, user: Actor, registration: Registration) -> None:
    """For those who may do the act, of an authorized event, while names are stored."""
    check_may(user, act)
    check_is_authorized(registration.event)
    check_is_not_purged(registration)


# Each of these takes the user and the registration.
check_may_change_registration = partial(check_may_with_people, Permission.OPEN_REGISTRATION)
check_may_release_list = partial(check_may_with_people, Permission.RELEASE_PARTICIPANTS)


def check_promise_is_kept(registration: Registration, delete_on: date) -> None:
    """Names are deleted on the day that those registered were promised, or earlier. Refused if it is to be later."""
    if delete_on > registration.delete_on and registration.participants.exists():
        values = {"day": localize_day(registration.delete_on)}
        raise Refused(
            _("Participants were informed that names are deleted on %(day)s. Do not choose a later day.") % values
        )


def check_is_not_purged(registration: Registration) -> None:
    """Refuse what needs the people, once their names are deleted."""
    if registration.purged_on:
        values = {"day": localize_day(registration.purged_on)}
        raise Refused(_("The names were deleted on %(day)s; only the numbers remain.") % values)


def check_may_register(user: Actor, registration: Registration) -> None:
    """Whoever may change registrations, as long as a category is open in which they register people."""
    check_may_change_people(user, registration)
    if isinstance(user, str) or is_office(user):
        return
    own = own_categories(viewer_of(user))
    categories = [row.category for row in registration.categories.all()]
    if not own.intersection(categories):
        names = format_list([str(ParticipantCategory(each).label) for each in categories], active_language().code)
        raise Refused(_("Registration is open for: %(categories)s. Contact the secretariat.") % {"categories": names})


def own_categories(viewer: Viewer) -> set[str]:
    """The categories in which a mission or an agency registers its people."""
    delegations = {ParticipantCategory.DELEGATION} if viewer.delegation_ids else set()
    return delegations | ({ParticipantCategory.ORGANISATION} if viewer.agency_ids else set())


def check_may_change_people(user: Actor, registration: Registration) -> None:
    """A mission, an agency and the secretariat; while registration is open, which does not bind the secretariat."""
    check_may(user, Permission.REGISTER_PARTICIPANT)
    check_is_open_for_people(registration, is_bound=not is_office(user))


def is_office(user: Actor) -> bool:
    """Whether the secretariat acts, or the system for it."""
    return isinstance(user, str) or viewer_of(user).is_secretariat


def check_is_open_for_people(registration: Registration, *, is_bound: bool = True) -> None:
    """The registration period binds everyone except the secretariat."""
    check_is_not_purged(registration)
    check_is_authorized(registration.event)
    if registration.event.activity.state in OVER:
        raise Refused(_("This event is over; registration is no longer possible."))
    today = clock.today()
    if is_bound and not registration.opens_on <= today <= registration.closes_on:
        values = {"first": localize_day(registration.opens_on), "last": localize_day(registration.closes_on)}
        raise Refused(
            _("Registration is open from %(first)s to %(last)s. For urgent requests, contact the secretariat.") % values
        )


def category_open(registration: Registration, category: str) -> RegistrationCategory:
    """The category with its places. Refused if it is not open."""
    row = registration.categories.filter(category=category).first()
    if row is None:
        values = {"category": ParticipantCategory(category).label}
        raise Refused(_("Registration is not open for: %(category)s. Contact the secretariat.") % values)
    return row


def has_annotated(participant: Participant, name: str, ask: Callable[[], bool]) -> bool:
    """Whether a fact holds of a participant: by the annotation of a list if it is there, else by a query."""
    return bool(getattr(participant, name)) if hasattr(participant, name) else ask()


def check_can_release_list(user: Actor, registration: Registration, audience: str) -> None:
    """To no more readers than the event has."""
    check_may_release_list(user, registration)
    of_event = registration.event.activity.audience
    if is_wider(Audience(audience), Audience(of_event)):
        raise Refused(
            _("The audience of the event is “%(audience)s”. The programme cannot have a wider one.")
            % {"audience": Audience(of_event).label}
        )


def check_can_take_back_list(user: Actor, registration: Registration) -> None:
    """The secretariat; a list that is released."""
    check_may_release_list(user, registration)
    if not registration.list_audience:
        raise Refused(_("The list has not been published."))


def check_can_purge(user: Actor, registration: Registration) -> None:
    """From the day of deletion on, and once."""
    check_is_not_purged(registration)
    if clock.today() < registration.delete_on:
        values = {"day": localize_day(registration.delete_on)}
        raise Refused(_("The names are needed until %(day)s, the date communicated to participants.") % values)
