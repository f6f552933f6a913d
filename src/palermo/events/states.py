"""Kinds of events and outcomes, and where they stand."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class EventKind(models.TextChoices):
    """What kind of event."""

    REGIONAL = "regional", _("Regional event")
    FORUM = "forum", _("Forum")
    EXPERT_MEETING = "expert_meeting", _("Expert group meeting")
    BRIEFING = "briefing", pgettext_lazy("meeting", "Briefing")
    LAUNCH = "launch", _("Launch")


class OutcomeKind(models.TextChoices):
    """What an event produced."""

    RECOMMENDATIONS = "recommendations", _("Recommendations")
    DECLARATION = "declaration", _("Declaration")
    ACTION_PLAN = "action_plan", _("Action plan")
    CHAIR_REPORT = "chair_report", _("Chair's report")
    REPORT = "report", _("Report")
    AGREED_ITEM = "agreed_item", _("Item agreed for another process")
    CONCLUSION = "conclusion", _("Conclusion")


class OutcomeStatus(models.TextChoices):
    """How far a text is."""

    DRAFT = "draft", _("Draft")
    ADOPTED = "adopted", _("Adopted")


class ShowingKind(models.TextChoices):
    """How something is shown at the Forum."""

    HANDED_OUT = "handed_out", _("Handed out on CD-ROM")
    ON_SCREENS = "on_screens", _("Notice on the screens")


class ItemKind(models.TextChoices):
    """What kind of thing a programme has at an hour."""

    PLENARY = "plenary", _("Plenary")
    PANEL = "panel", _("Panel")
    SIDE_EVENT = "side_event", _("Side event")
    BREAK = "break", pgettext_lazy("programme", "Break")


class ItemRole(models.TextChoices):
    """What a person does in an item of a programme."""

    CHAIR = "chair", pgettext_lazy("person", "Chair")
    MODERATOR = "moderator", _("Moderator")
    RAPPORTEUR = "rapporteur", _("Rapporteur")
    SPEAKER = "speaker", pgettext_lazy("person", "Speaker")


class Gender(models.TextChoices):
    """As a person says; left empty where they did not say."""

    WOMAN = "woman", _("Woman")
    MAN = "man", _("Man")
    OTHER = "other", pgettext_lazy("gender", "Other")


class ReleaseState(models.TextChoices):
    """Whether a released version of a programme still stands."""

    RELEASED = "released", _("Released")
    WITHDRAWN = "withdrawn", _("Withdrawn")


RELEASE_MOVES: dict[ReleaseState, frozenset[ReleaseState]] = {
    ReleaseState.RELEASED: frozenset({ReleaseState.WITHDRAWN}),
    ReleaseState.WITHDRAWN: frozenset(),
}


class ParticipantCategory(models.TextChoices):
    """As what somebody comes to an event; the order is that of lists."""

    DELEGATION = "delegation", _("Delegation of a Member State")
    ORGANISATION = "organisation", _("Organization")
    SPEAKER = "speaker", _("Invited speaker")
    MEDIA = "media", pgettext_lazy("participants", "Media")
    STAFF = "staff", _("Secretariat staff")


# Who comes for an organisation that was accredited, the press among them.
ACCREDITED_CATEGORIES = frozenset({ParticipantCategory.ORGANISATION, ParticipantCategory.MEDIA})


class DelegationRole(models.TextChoices):
    """What somebody is in their delegation, in the order of protocol."""

    HEAD = "head", _("Head of delegation")
    ALTERNATE = "alternate", _("Alternate")
    ADVISER = "adviser", _("Adviser")


class ParticipantState(models.TextChoices):
    """Where the registration of a person stands."""

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
    ParticipantState.WITHDRAWN: frozenset(),
}


class AccreditationState(models.TextChoices):
    """Where it stands whether an organisation may send people."""

    APPLIED = "applied", pgettext_lazy("organisation", "Applied")
    APPROVED = "approved", pgettext_lazy("organisation", "Approved")
    REFUSED = "refused", pgettext_lazy("organisation", "Refused")


ACCREDITATION_MOVES: dict[AccreditationState, frozenset[AccreditationState]] = {
    AccreditationState.APPLIED: frozenset({AccreditationState.APPROVED, AccreditationState.REFUSED}),
    AccreditationState.APPROVED: frozenset(),
    AccreditationState.REFUSED: frozenset(),
}


class CheckInResult(models.TextChoices):
    """What came of a person's being checked in: counted, counted before by another device, or undone."""

    COUNTED = "counted", pgettext_lazy("check-in", "Counted")
    REPEATED = "repeated", pgettext_lazy("check-in", "Counted before")
    UNDONE = "undone", pgettext_lazy("check-in", "Undone")
