"""What a bundle holds, and its status."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Part(models.TextChoices):
    """What may be chosen for a bundle."""

    HANDED_OUT = "handed_out", _("Material distributed at the event")
    EVENTS = "events", _("Events and outcomes")
    PROGRAMMES = "programmes", _("Programmes of events")
    TOOLS = "tools", _("Tools")
    STUDIES = "studies", _("Studies")
    DOCUMENTS = "documents", _("Documents, with their texts and files")
    TREATIES = "treaties", _("Treaties, with their status and statements")
    STATES = "states", _("States, with their treaties, law and reviews")
    PARTNERS = "partners", _("Partners and commitments")
    PLANS = "plans", _("Action plans")
    CAMPAIGNS = "campaigns", _("Campaigns with their material, and what readers can do")


class BundleState(models.TextChoices):
    """The status of a bundle."""

    ORDERED = "ordered", pgettext_lazy("bundle", "Being built")
    BUILT = "built", pgettext_lazy("bundle", "Built")
    FAILED = "failed", pgettext_lazy("bundle", "Failed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


# The legal moves: from a state to the states that may follow.
BUNDLE_MOVES: dict[BundleState, frozenset[BundleState]] = {
    BundleState.ORDERED: frozenset({BundleState.BUILT, BundleState.FAILED, BundleState.WITHDRAWN}),
    BundleState.BUILT: frozenset({BundleState.WITHDRAWN}),
    BundleState.FAILED: frozenset(),
    BundleState.WITHDRAWN: frozenset(),
}
