"""The stages of an edition, in the order in which it goes through them."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Stage(models.TextChoices):
    """What is being done with an edition."""

    DRAFTING = "drafting", _("Drafting")
    EXPERTS = "experts", _("Expert group meeting")
    CONSULTATION = "consultation", pgettext_lazy("stage of an edition", "Consultation")
    REVISION = "revision", pgettext_lazy("stage of an edition", "Revision")
    FINAL = "final", _("Final text")


# Experts meet again, and a text is put to consultation again, after a revision. What changes once a text is final is
# a new edition.
STAGE_MOVES: dict[Stage, frozenset[Stage]] = {
    Stage.DRAFTING: frozenset({Stage.EXPERTS, Stage.CONSULTATION, Stage.FINAL}),
    Stage.EXPERTS: frozenset({Stage.CONSULTATION, Stage.REVISION, Stage.FINAL}),
    Stage.CONSULTATION: frozenset({Stage.REVISION, Stage.FINAL}),
    Stage.REVISION: frozenset({Stage.EXPERTS, Stage.CONSULTATION, Stage.FINAL}),
    Stage.FINAL: frozenset(),
}
