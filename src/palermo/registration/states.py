"""As what somebody comes to an event, and where their registration stands."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ParticipantCategory(models.TextChoices):
    """As what somebody comes to an event; the order is that of lists."""

    DELEGATION = "delegation", _("Delegation of a Member State")
    ORGANISATION = "organisation", _("Organization")
    SPEAKER = "speaker", _("Invited speaker")
    MEDIA = "media", pgettext_lazy("participants", "Media")
    STAFF = "staff", _("Secretariat staff")


# Who comes for an organization that was accredited, the press among them.
ACCREDITED_CATEGORIES = frozenset({ParticipantCategory.ORGANISATION, ParticipantCategory.MEDIA})


class DelegationRole(models.TextChoices):
    """What somebody is in their delegation, in the order of protocol."""

    HEAD = "head", _("Head of delegation")
    ALTERNATE = "alternate", _("Alternate")
    ADVISER = "adviser", _("Adviser")


class StatedBy(models.TextChoices):
    """Who answered whether a person is named in the list of participants."""

    SENDER = "sender", _("as entered at registration")
    PERSON = "person", _("as stated by the person")


class ParticipantState(models.TextChoices):
    """The status of the registration of a person."""

    REGISTERED = "registered", pgettext_lazy("person", "Registered")
    ACCREDITED = "accredited", pgettext_lazy("person", "Accredited")
    REFUSED = "refused", pgettext_lazy("person", "Refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("person", "Withdrawn")


# Those who come, as far as anybody knows.
COMING = frozenset({ParticipantState.REGISTERED, ParticipantState.ACCREDITED})
PARTICIPANT_MOVES: dict[ParticipantState, frozenset[ParticipantState]] = {
    ParticipantState.REGISTERED: frozenset(
        {ParticipantState.ACCREDITED, ParticipantState.REFUSED, ParticipantState.WITHDRAWN}
    ),
    ParticipantState.ACCREDITED: frozenset({ParticipantState.WITHDRAWN}),
    ParticipantState.REFUSED: frozenset(),
    ParticipantState.WITHDRAWN: frozenset({ParticipantState.REGISTERED}),
}


class AccreditationState(models.TextChoices):
    """Where it stands whether an organization may send people."""

    APPLIED = "applied", pgettext_lazy("organisation", "Applied")
    APPROVED = "approved", pgettext_lazy("organisation", "Approved")
    REFUSED = "refused", pgettext_lazy("organisation", "Refused")


ACCREDITATION_MOVES: dict[AccreditationState, frozenset[AccreditationState]] = {
    AccreditationState.APPLIED: frozenset({AccreditationState.APPROVED, AccreditationState.REFUSED}),
    AccreditationState.APPROVED: frozenset(),
    AccreditationState.REFUSED: frozenset(),
}


class CheckInResult(models.TextChoices):
    """The result of a check-in: counted, counted before by another device, or undone."""

    COUNTED = "counted", pgettext_lazy("check-in", "Checked in")
    REPEATED = "repeated", pgettext_lazy("check-in", "Already checked in")
    UNDONE = "undone", pgettext_lazy("check-in", "Undone")
