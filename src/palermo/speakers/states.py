"""The status of a person who was proposed for an event, and what they say."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Gender(models.TextChoices):
    """As a person says; left empty where they did not say."""

    WOMAN = "woman", _("Woman")
    MAN = "man", _("Man")
    OTHER = "other", pgettext_lazy("gender", "Other")


class SpeakerRole(models.TextChoices):
    """As what a person is proposed for an event."""

    SPEAKER = "speaker", pgettext_lazy("person", "Speaker")
    MODERATOR = "moderator", pgettext_lazy("person", "Moderator")
    SPECIAL_INVITEE = "special_invitee", _("Special invitee")


class Sector(models.TextChoices):
    """The kind of organization a person comes from; empty if not stated."""

    GOVERNMENT = "government", _("Government")
    INTERGOVERNMENTAL = "intergovernmental", _("Intergovernmental organization")
    CIVIL_SOCIETY = "civil_society", _("Civil society")
    PRIVATE = "private", _("Private sector")
    ACADEMIA = "academia", _("Academia")
    MEDIA = "media", _("Media")
    OTHER = "other", pgettext_lazy("sector", "Other")


class SpeakerState(models.TextChoices):
    """The state of a person who was proposed."""

    PROPOSED = "proposed", pgettext_lazy("speaker", "Nominated")
    LONG_LISTED = "long_listed", _("Longlisted")
    SHORT_LISTED = "short_listed", _("Shortlisted")
    CHOSEN = "chosen", pgettext_lazy("speaker", "Selected")
    INVITED = "invited", pgettext_lazy("speaker", "Invited")
    ACCEPTED = "accepted", pgettext_lazy("speaker", "Accepted")
    CONFIRMED = "confirmed", pgettext_lazy("speaker", "Confirmed")
    DECLINED = "declined", pgettext_lazy("speaker", "Declined")
    NOT_CHOSEN = "not_chosen", pgettext_lazy("speaker", "Not selected")
    TAKEN_BACK = "taken_back", pgettext_lazy("speaker", "Nomination withdrawn")
    WITHDRAWN = "withdrawn", pgettext_lazy("speaker", "No longer participating")


_S = SpeakerState
SPEAKER_MOVES: dict[SpeakerState, frozenset[SpeakerState]] = {
    _S.PROPOSED: frozenset({_S.LONG_LISTED, _S.NOT_CHOSEN, _S.TAKEN_BACK}),
    _S.LONG_LISTED: frozenset({_S.SHORT_LISTED, _S.NOT_CHOSEN, _S.WITHDRAWN}),
    _S.SHORT_LISTED: frozenset({_S.CHOSEN, _S.NOT_CHOSEN, _S.WITHDRAWN}),
    _S.CHOSEN: frozenset({_S.INVITED, _S.WITHDRAWN}),
    _S.INVITED: frozenset({_S.ACCEPTED, _S.DECLINED, _S.WITHDRAWN}),
    _S.ACCEPTED: frozenset({_S.CONFIRMED, _S.WITHDRAWN}),
    _S.CONFIRMED: frozenset({_S.WITHDRAWN}),
    _S.DECLINED: frozenset(),
    # A reserve is taken up again where somebody else falls out.
    _S.NOT_CHOSEN: frozenset({_S.LONG_LISTED, _S.SHORT_LISTED}),
    _S.TAKEN_BACK: frozenset(),
    _S.WITHDRAWN: frozenset(),
}
# Whom a decision under a mandate stands behind.
DECIDED = frozenset({_S.CHOSEN, _S.INVITED, _S.ACCEPTED, _S.CONFIRMED})
# Who is on the lists: each holds those of the next.
SHORT_LIST = DECIDED | {_S.SHORT_LISTED}
LONG_LIST = SHORT_LIST | {_S.LONG_LISTED}
# Who has fallen out, with a reason.
OUT = frozenset({_S.DECLINED, _S.NOT_CHOSEN, _S.TAKEN_BACK, _S.WITHDRAWN})
ADVISED_ON = frozenset({_S.LONG_LISTED, _S.SHORT_LISTED})


class AdviceKind(models.TextChoices):
    """What a Member State advises on a person."""

    SUPPORT = "support", pgettext_lazy("position", "Support")
    RESERVATION = "reservation", pgettext_lazy("position", "Reservation")
    COMMENT = "comment", pgettext_lazy("position", "Comment only")


class Party(models.TextChoices):
    """Who declared something of a person."""

    PROPOSER = "proposer", _("The nominating party")
    INVITEE = "invitee", _("The person concerned")


class ConsentKind(models.TextChoices):
    """What a person is asked to agree to, each on its own."""

    PUBLICATION = "publication", _("Publication of name and biography")
    RECORDING = "recording", _("Recording")
    PHOTOGRAPH = "photograph", _("Photographs")


class ConsentState(models.TextChoices):
    """Pending until it is given; what was given can be withdrawn at any time."""

    PENDING = "pending", pgettext_lazy("consent", "Pending")
    GIVEN = "given", pgettext_lazy("consent", "Given")
    WITHDRAWN = "withdrawn", pgettext_lazy("consent", "Refused or withdrawn")


class SurvivorAnswer(models.TextChoices):
    """What a person says, if they wish to, of taking part as a survivor."""

    YES = "yes", _("Participates as a survivor")
    NO = "no", _("Does not participate as a survivor")


class LinkPurpose(models.TextChoices):
    """What a link opens to an invited person."""

    ANSWER = "answer", _("Reply to the invitation")
    CONSENT = "consent", _("Consents and biography")
