"""What mandates ask, and where they stand."""

from django.db import models
from django.utils.translation import gettext_lazy as _


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
