"""Who puts treaties on record."""

from datetime import date

from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.permissions import Permission, check_may
from palermo.core import clock
from palermo.core.refusals import Refused
from palermo.core.speech.here import localize_day
from palermo.treaties.models import Treaty
from palermo.treaties.states.participation import DelayUnit
from palermo.treaties.status import Delay

# A note verbale on a status older than this needs a confirmation: much can have been deposited since.
FRESH_FOR = Delay(1, DelayUnit.YEAR)


def check_may_record_treaty(user: Actor) -> None:
    """The secretariat puts treaties on record."""
    check_may(user, Permission.RECORD_TREATY)


def check_may_change_treaty(user: Actor, treaty: Treaty) -> None:
    """The secretariat edits treaties."""
    check_may(user, Permission.RECORD_TREATY)


def check_may_import_list(user: Actor, treaty: Treaty) -> None:
    """The secretariat imports the depositary's list of a treaty."""
    check_may(user, Permission.RECORD_TREATY)


def check_may_publish_treaty(user: Actor, treaty: Treaty) -> None:
    """The secretariat publishes treaties of its catalogue, one by one.

    Refused to anyone else, and where the treaty is public already.
    """
    check_may(user, Permission.RECORD_TREATY)
    if treaty.is_public:
        raise Refused(_("This treaty is public already."))


def is_outdated(day: date) -> bool:
    """Whether a status as at a day is more than a year old today."""
    return FRESH_FOR.after(day) < clock.today()


def warn_of_age(day: date) -> str:
    """What gaps and notes verbales begin with where the status on which they rest is outdated; else nothing."""
    if not is_outdated(day):
        return ""
    return _(
        "The status of this treaty on record is as at %(day)s, more than a year ago. Check the depositary’s current "
        "list first: States may have become parties since."
    ) % {"day": localize_day(day)}


def check_may_draft_notes(user: Actor, treaty: Treaty, day: date | None, *, is_confirmed: bool) -> None:
    """The secretariat drafts notes verbales on what is missing as at a day, of an outdated status only if confirmed.

    Refused to anyone else; without a list of participants; and with a warning, until that is confirmed.
    """
    check_may(user, Permission.RECORD_TREATY)
    if day is None:
        raise Refused(_("No list of participants on record. Import the depositary’s list first."))
    if not is_confirmed and (warning := warn_of_age(day)):
        raise Refused(warning)
