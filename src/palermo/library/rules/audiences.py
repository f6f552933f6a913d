"""Who may restrict a document, and who may open it to more readers."""

from datetime import date

from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.permissions import Permission, check_may
from palermo.core import clock
from palermo.core.audiences import Audience, is_wider
from palermo.core.refusals import Refused
from palermo.core.speech.here import localize_day
from palermo.library.holds import Change, check_holds
from palermo.library.models import Document
from palermo.library.states import DocumentState


def check_may_restrict(user: Actor, document: Document) -> None:
    """The secretariat; a document that others read, or will read once it is issued."""
    check_may(user, Permission.RESTRICT_DOCUMENT)
    _check_is_not_withdrawn(document)
    if document.audience_today == Audience.SECRETARIAT:
        raise Refused(_("This document is already restricted to the secretariat, the narrowest audience."))


def check_can_restrict(user: Actor, document: Document, to: Audience) -> None:
    """As `check_may_restrict`, to fewer readers than today; nothing done with the document needs the others."""
    check_may_restrict(user, document)
    if not is_wider(document.audience_today, to):
        raise Refused(
            _("The audience of this document is “%(audience)s”. Choose a narrower audience.")
            % {"audience": document.audience_today.label}
        )
    check_holds(document, Change(audience=to))


def check_may_derestrict(user: Actor, document: Document) -> None:
    """The secretariat; a document that is not public."""
    check_may(user, Permission.DERESTRICT_DOCUMENT)
    _check_is_not_withdrawn(document)
    if document.audience_today == Audience.PUBLIC:
        raise Refused(_("This document is already public, the widest audience."))


def check_can_derestrict(user: Actor, document: Document, to: Audience, on: date) -> None:
    """As `check_may_derestrict`, to more readers than it has today, from today or a later day."""
    check_may_derestrict(user, document)
    if not is_wider(to, document.audience_today):
        raise Refused(
            _("The audience of this document is “%(audience)s”. Choose a wider audience.")
            % {"audience": document.audience_today.label}
        )
    if on < clock.today():
        raise Refused(_("%(day)s is in the past. Enter today’s date or a later one.") % {"day": localize_day(on)})


def check_may_call_off_opening(user: Actor, document: Document) -> None:
    """The secretariat; while the day on which the document opens is still to come."""
    check_may(user, Permission.DERESTRICT_DOCUMENT)
    if document.opens_on is None:
        raise Refused(_("No date is set for a wider audience."))
    if document.opens_on <= clock.today():
        raise Refused(
            _("The audience of this document was widened on %(day)s. To narrow it, restrict the document.")
            % {"day": localize_day(document.opens_on)}
        )


def _check_is_not_withdrawn(document: Document) -> None:
    if document.state == DocumentState.WITHDRAWN:
        raise Refused(_("This document was withdrawn: only the secretariat can read it."))
