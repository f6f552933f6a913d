"""How texts are endorsed, what Member States may answer, and the status of an endorsement."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ProcedureKind(models.TextChoices):
    """How an endorsement is decided."""

    MEETING = "meeting", _("At a meeting")
    SILENCE = "silence", _("Silence procedure")
    WRITTEN = "written", _("Written approval")


class Electorate(models.TextChoices):
    """Of whom a written approval needs its share."""

    ALL = "all", _("of all Member States")
    ANSWERING = "answering", _("of the Member States that replied")


class ResponseKind(models.TextChoices):
    """What a Member State answers to a text that was put to it."""

    APPROVAL = "approval", pgettext_lazy("endorsement", "Approval")
    OBJECTION = "objection", pgettext_lazy("endorsement", "Objection")
    COMMENT = "comment", pgettext_lazy("endorsement", "Comment")
    EXPLANATION = "explanation", pgettext_lazy("endorsement", "Explanation of position")


COUNTED = frozenset({ResponseKind.APPROVAL, ResponseKind.OBJECTION})


class EndorsementState(models.TextChoices):
    """The status of an endorsement."""

    OPEN = "open", pgettext_lazy("endorsement", "Open")
    APPROVED = "approved", _("Approved")
    BROKEN = "broken", pgettext_lazy("endorsement", "Silence broken")
    NOT_APPROVED = "not_approved", _("Not approved")
    WITHDRAWN = "withdrawn", _("Withdrawn")


# A new version of the text opens an endorsement again that was not approved.
ENDORSEMENT_MOVES: dict[EndorsementState, frozenset[EndorsementState]] = {
    EndorsementState.OPEN: frozenset(
        {
            EndorsementState.APPROVED,
            EndorsementState.BROKEN,
            EndorsementState.NOT_APPROVED,
            EndorsementState.WITHDRAWN,
        }
    ),
    EndorsementState.APPROVED: frozenset(),
    EndorsementState.BROKEN: frozenset({EndorsementState.OPEN, EndorsementState.WITHDRAWN}),
    EndorsementState.NOT_APPROVED: frozenset({EndorsementState.OPEN, EndorsementState.WITHDRAWN}),
    EndorsementState.WITHDRAWN: frozenset(),
}
