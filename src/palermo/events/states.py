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


class InvitationChannel(models.TextChoices):
    """How somebody is invited to an event."""

    NOTE_VERBALE = "note_verbale", _("Note verbale")
    LETTER = "letter", _("Letter")


class EventInvitationState(models.TextChoices):
    """Where an invitation to an event stands."""

    PLANNED = "planned", pgettext_lazy("invitation", "Planned")
    SENT = "sent", pgettext_lazy("invitation", "Sent")
    ACCEPTED = "accepted", pgettext_lazy("invitation", "Accepted")
    DECLINED = "declined", pgettext_lazy("invitation", "Declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("invitation", "Withdrawn")


# Who accepted may have to decline, and the other way round; who was told that they are not invited is told so once.
EVENT_INVITATION_MOVES: dict[EventInvitationState, frozenset[EventInvitationState]] = {
    EventInvitationState.PLANNED: frozenset({EventInvitationState.SENT, EventInvitationState.WITHDRAWN}),
    EventInvitationState.SENT: frozenset(
        {EventInvitationState.ACCEPTED, EventInvitationState.DECLINED, EventInvitationState.WITHDRAWN}
    ),
    EventInvitationState.ACCEPTED: frozenset({EventInvitationState.DECLINED, EventInvitationState.WITHDRAWN}),
    EventInvitationState.DECLINED: frozenset({EventInvitationState.ACCEPTED}),
    EventInvitationState.WITHDRAWN: frozenset(),
}
REPLIED = frozenset({EventInvitationState.ACCEPTED, EventInvitationState.DECLINED})


class ParticipantCategory(models.TextChoices):
    """As what somebody takes part in an event."""

    GOVERNMENT = "government", _("Government")
    LAW_ENFORCEMENT = "law_enforcement", _("Law enforcement")
    JUSTICE = "justice", _("Prosecution and judiciary")
    PARLIAMENT = "parliament", _("Parliament")
    UNITED_NATIONS = "united_nations", _("United Nations")
    INTERGOVERNMENTAL = "intergovernmental", _("Intergovernmental organisation")
    CIVIL_SOCIETY = "civil_society", _("Civil society")
    FAITH = "faith", _("Religious community")
    PRIVATE = "private", _("Private sector")
    MEDIA = "media", _("Media and arts")
    ACADEMIA = "academia", _("Research")
    OTHER = "other", pgettext_lazy("participants", "Other")


class ParticipantStanding(models.TextChoices):
    """Whether participants are expected, or came."""

    EXPECTED = "expected", pgettext_lazy("participants", "Expected")
    CAME = "came", pgettext_lazy("participants", "Came")
    STAYED_AWAY = "stayed_away", pgettext_lazy("participants", "Did not come")


class QuestionKind(models.TextChoices):
    """How a question to participants is answered."""

    SCALE = "scale", _("A mark from 1 to 5")
    WORDS = "words", _("In words")


class FeedbackLinkState(models.TextChoices):
    """What a link to a feedback form still opens."""

    OPEN = "open", pgettext_lazy("link", "Open")
    USED = "used", pgettext_lazy("link", "Used")
    REVOKED = "revoked", pgettext_lazy("link", "Revoked")
