"""Kinds of organs, of seats in them and of meetings; what becomes of a note verbale."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class BodyKind(models.TextChoices):
    """What kind of organ."""

    GOVERNING = "governing", _("Governing body")
    TREATY = "treaty", _("Treaty body")
    COMMITTEE = "committee", _("Steering committee")
    EXPERT_GROUP = "expert_group", _("Expert group")
    OTHER = "other", _("Other body")


class Seat(models.TextChoices):
    """What a member is in a body."""

    MEMBER = "member", pgettext_lazy("seat", "Member")
    CHAIR = "chair", pgettext_lazy("seat", "Chair")
    OBSERVER = "observer", pgettext_lazy("seat", "Observer")


class SessionPartKind(models.TextChoices):
    """What a later part of a session is."""

    RECONVENED = "reconvened", _("Reconvened session")
    RESUMED = "resumed", _("Resumed session")
    CONTINUED = "continued", _("Continued session")


class MeetingKind(models.TextChoices):
    """What kind of meeting."""

    CONSULTATION = "consultation", _("Open-ended informal intergovernmental consultation")
    INTERSESSIONAL = "intersessional", _("Intersessional meeting")
    COMMITTEE = "committee", _("Meeting of the Steering Committee")
    BRIEFING = "briefing", pgettext_lazy("meeting", "Briefing")
    EXPERT = "expert", _("Expert meeting")
    PLENARY = "plenary", _("Plenary meeting")


class NoteKind(models.TextChoices):
    """What a note verbale is for."""

    INVITATION = "invitation", pgettext_lazy("note verbale", "Invitation")
    CHANGE = "change", pgettext_lazy("note verbale", "Change of a meeting")
    CANCELLATION = "cancellation", pgettext_lazy("note verbale", "Cancellation of a meeting")
    ENDORSEMENT = "endorsement", pgettext_lazy("note verbale", "Text submitted to Member States")
    RESULT = "result", pgettext_lazy("note verbale", "Result of an endorsement")


class NoteState(models.TextChoices):
    """The status of a note verbale."""

    DRAFT = "draft", pgettext_lazy("note verbale", "Draft")
    ISSUED = "issued", pgettext_lazy("note verbale", "Issued")
    DISCARDED = "discarded", pgettext_lazy("note verbale", "Discarded")


NOTE_MOVES: dict[NoteState, frozenset[NoteState]] = {
    NoteState.DRAFT: frozenset({NoteState.ISSUED, NoteState.DISCARDED}),
    NoteState.ISSUED: frozenset(),
    NoteState.DISCARDED: frozenset(),
}
