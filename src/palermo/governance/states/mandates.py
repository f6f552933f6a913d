"""What mandates ask, where they stand, and what becomes of the activities under one that changes."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Ask(models.TextChoices):
    """What a mandate asks for."""

    ACT = "act", _("to act")
    CONVENE = "convene", _("to convene")
    CONSULT = "consult", _("to consult")
    REPORT = "report", _("to report")
    REFRAIN = "refrain", _("to refrain")


class MandateState(models.TextChoices):
    """Where a mandate stands."""

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

    ENDED = "ended", pgettext_lazy("mandate", "Ended")
    NARROWED = "narrowed", pgettext_lazy("mandate", "Narrowed")


class Fate(models.TextChoices):
    """What becomes of an activity when its mandate ends or narrows."""

    GOES_ON = "goes_on", _("Goes on under what remains of the mandate")
    OTHER_MANDATE = "other_mandate", _("Goes on under another mandate")
    COMPLETED = "completed", _("Is completed")
    CANCELLED = "cancelled", _("Is cancelled")
