"""Invitations to an event, those who take part in it, and what they are asked."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class InvitationChannel(models.TextChoices):
    """How somebody is invited to an event."""

    NOTE_VERBALE = "note_verbale", _("Note verbale")
    LETTER = "letter", _("Letter")


class EventInvitationState(models.TextChoices):
    """The status of an invitation to an event."""

    PLANNED = "planned", pgettext_lazy("invitation", "Planned")
    SENT = "sent", pgettext_lazy("invitation", "Sent")
    ACCEPTED = "accepted", pgettext_lazy("invitation", "Accepted")
    DECLINED = "declined", pgettext_lazy("invitation", "Declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("invitation", "Withdrawn")


# A reply can be reversed, either way; an invitation that was withdrawn stays so.
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


class GroupCategory(models.TextChoices):
    """As what somebody takes part in an event."""

    GOVERNMENT = "government", _("Government")
    LAW_ENFORCEMENT = "law_enforcement", _("Law enforcement")
    JUSTICE = "justice", _("Prosecution and judiciary")
    PARLIAMENT = "parliament", _("Parliament")
    UNITED_NATIONS = "united_nations", _("United Nations")
    INTERGOVERNMENTAL = "intergovernmental", _("Intergovernmental organization")
    CIVIL_SOCIETY = "civil_society", _("Civil society")
    FAITH = "faith", _("Religious community")
    PRIVATE = "private", _("Private sector")
    MEDIA = "media", _("Media and arts")
    ACADEMIA = "academia", _("Research")
    OTHER = "other", pgettext_lazy("participants", "Other")


class GroupStanding(models.TextChoices):
    """Whether participants are expected, or came."""

    EXPECTED = "expected", pgettext_lazy("participants", "Expected")
    CAME = "came", pgettext_lazy("participants", "Attended")
    STAYED_AWAY = "stayed_away", pgettext_lazy("participants", "Did not attend")


class QuestionKind(models.TextChoices):
    """How a question to participants is answered."""

    SCALE = "scale", _("Rating from 1 to 5")
    WORDS = "words", pgettext_lazy("text", "Comment")


class FeedbackLinkState(models.TextChoices):
    """What a link to a feedback form still opens."""

    OPEN = "open", pgettext_lazy("link", "Open")
    USED = "used", pgettext_lazy("link", "Used")
    REVOKED = "revoked", pgettext_lazy("link", "Revoked")
