"""What mandates ask, their status, and what becomes of the activities under one that changes."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Ask(models.TextChoices):
    """What a mandate asks for."""

    ACT = "act", pgettext_lazy("mandate", "Action")
    CONVENE = "convene", pgettext_lazy("mandate", "Meeting")
    CONSULT = "consult", pgettext_lazy("mandate", "Consultation")
    REPORT = "report", pgettext_lazy("mandate", "Report")
    REFRAIN = "refrain", pgettext_lazy("mandate", "Limitation")


class MandateState(models.TextChoices):
    """The status of a mandate."""

    IN_FORCE = "in_force", _("In force")
    FULFILLED = "fulfilled", _("Fulfilled")
    SUPERSEDED = "superseded", _("Superseded")
    LAPSED = "lapsed", _("Lapsed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


ENDED = frozenset({MandateState.FULFILLED, MandateState.SUPERSEDED, MandateState.LAPSED, MandateState.WITHDRAWN})
MANDATE_MOVES: dict[MandateState, frozenset[MandateState]] = {
    MandateState.IN_FORCE: ENDED,
    **{state: frozenset() for state in MandateState if state in ENDED},
}


class MandateChange(models.TextChoices):
    """The change of a mandate that asks what becomes of the activities under it."""

    ENDED = "ended", pgettext_lazy("mandate", "Closed")
    NARROWED = "narrowed", pgettext_lazy("mandate", "Amended")


class Fate(models.TextChoices):
    """What becomes of an activity when its mandate ends or narrows."""

    GOES_ON = "goes_on", _("Continues under the rest of the mandate")
    OTHER_MANDATE = "other_mandate", _("Continues under another mandate")
    COMPLETED = "completed", _("Completed")
    CANCELLED = "cancelled", _("Cancelled")
