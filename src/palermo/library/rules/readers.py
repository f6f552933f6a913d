"""Who may name readers for a document."""

from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.permissions import Permission, check_may
from palermo.accounts.viewer import viewer_of
from palermo.core import clock
from palermo.core.refusals import Refused
from palermo.core.speech.here import localize_day
from palermo.library.models import Document, DocumentReader
from palermo.library.states import DocumentState


def check_may_name_reader(user: Actor, document: Document) -> None:
    """The secretariat; a document that is not withdrawn."""
    check_may(user, Permission.NAME_READERS)
    if document.state == DocumentState.WITHDRAWN:
        raise Refused(_("This document was withdrawn: only the secretariat can read it."))


def check_can_name_reader(user: Actor, reader: DocumentReader) -> None:
    """As `check_may_name_reader`; a person who acts for a party and is not named yet, from today or a later day."""
    check_may_name_reader(user, reader.document)
    if len([pk for pk in (reader.user_id, reader.state_id, reader.organisation_id) if pk]) != 1:
        raise Refused(_("Choose one: a person, a State or an organization. Repeat for others."))
    same = {"user": reader.user_id, "state": reader.state_id, "organisation": reader.organisation_id}
    if reader.document.readers.filter(**same).exists():
        raise Refused(_("%(reader)s is already a named reader of this document.") % {"reader": reader})
    if reader.named_on < clock.today():
        raise Refused(
            _("%(day)s is in the past. Enter today’s date or a later one.") % {"day": localize_day(reader.named_on)}
        )
    if reader.user and not viewer_of(reader.user, on=max(reader.named_on, clock.today())).roles:
        raise Refused(
            _("%(person)s has no posting on that day and could not read the document. Add a posting first.")
            % {"person": reader.user}
        )


def check_may_remove_reader(user: Actor, reader: DocumentReader) -> None:
    """The secretariat."""
    check_may(user, Permission.NAME_READERS)
