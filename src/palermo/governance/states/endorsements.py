"""How texts are endorsed, and where they stand."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Procedure(models.TextChoices):
    """How an endorsement is decided."""

    MEETING = "meeting", _("At a meeting")
    SILENCE = "silence", _("Silence procedure")
    WRITTEN = "written", _("Written approval")


class EndorsementState(models.TextChoices):
    """Where an endorsement stands."""

    OPEN = "open", pgettext_lazy("endorsement", "Open")
    APPROVED = "approved", _("Approved")
    NOT_APPROVED = "not_approved", _("Not approved")
    WITHDRAWN = "withdrawn", _("Withdrawn")


ENDORSEMENT_MOVES: dict[EndorsementState, frozenset[EndorsementState]] = {
    EndorsementState.OPEN: frozenset(
        {EndorsementState.APPROVED, EndorsementState.NOT_APPROVED, EndorsementState.WITHDRAWN}
    ),
    EndorsementState.APPROVED: frozenset(),
    EndorsementState.NOT_APPROVED: frozenset(),
    EndorsementState.WITHDRAWN: frozenset(),
}
