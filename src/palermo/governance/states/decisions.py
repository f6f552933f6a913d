"""Kinds and states of decisions and of amendments to their drafts."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class DecisionKind(models.TextChoices):
    """Decision or resolution."""

    DECISION = "decision", _("Decision")
    RESOLUTION = "resolution", _("Resolution")


class DecisionState(models.TextChoices):
    """The status of a decision."""

    DRAFT = "draft", _("Draft")
    NOT_ADOPTED = "not_adopted", pgettext_lazy("decision", "Not adopted")
    ADOPTED = "adopted", pgettext_lazy("decision", "Adopted")
    SUPERSEDED = "superseded", pgettext_lazy("decision", "Superseded")


NEVER_ADOPTED = frozenset({DecisionState.DRAFT, DecisionState.NOT_ADOPTED})
DECISION_MOVES: dict[DecisionState, frozenset[DecisionState]] = {
    DecisionState.DRAFT: frozenset({DecisionState.ADOPTED, DecisionState.NOT_ADOPTED}),
    DecisionState.NOT_ADOPTED: frozenset(),
    DecisionState.ADOPTED: frozenset({DecisionState.SUPERSEDED}),
    DecisionState.SUPERSEDED: frozenset(),
}


class AmendmentState(models.TextChoices):
    """The status of an amendment to a draft."""

    PROPOSED = "proposed", pgettext_lazy("amendment", "Proposed")
    ACCEPTED = "accepted", pgettext_lazy("amendment", "Accepted")
    REJECTED = "rejected", pgettext_lazy("amendment", "Rejected")
    WITHDRAWN = "withdrawn", pgettext_lazy("amendment", "Withdrawn")


AMENDMENT_MOVES: dict[AmendmentState, frozenset[AmendmentState]] = {
    AmendmentState.PROPOSED: frozenset({AmendmentState.ACCEPTED, AmendmentState.REJECTED, AmendmentState.WITHDRAWN}),
    AmendmentState.ACCEPTED: frozenset(),
    AmendmentState.REJECTED: frozenset(),
    AmendmentState.WITHDRAWN: frozenset(),
}


class Wording(models.TextChoices):
    """Whether a text is official, to be quoted, or a paraphrase, to be marked as one."""

    OFFICIAL = "official", _("Official text")
    PARAPHRASE = "paraphrase", _("Summary by the secretariat, not the official text")
