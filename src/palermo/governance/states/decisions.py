"""Kinds and states of decisions."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class DecisionKind(models.TextChoices):
    """Decision or resolution."""

    DECISION = "decision", _("Decision")
    RESOLUTION = "resolution", _("Resolution")


class DecisionState(models.TextChoices):
    """Where a decision stands."""

    DRAFT = "draft", _("Draft")
    ADOPTED = "adopted", pgettext_lazy("decision", "Adopted")
    SUPERSEDED = "superseded", pgettext_lazy("decision", "Superseded")


DECISION_MOVES: dict[DecisionState, frozenset[DecisionState]] = {
    DecisionState.DRAFT: frozenset({DecisionState.ADOPTED}),
    DecisionState.ADOPTED: frozenset({DecisionState.SUPERSEDED}),
    DecisionState.SUPERSEDED: frozenset(),
}


class Wording(models.TextChoices):
    """Whose words a text is in: an official text is quoted, a paraphrase is said to be one."""

    OFFICIAL = "official", _("Official text")
    PARAPHRASE = "paraphrase", _("In the secretariat's words, not the official text")
