"""What a programme is made of, and where its released versions stand."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ItemKind(models.TextChoices):
    """What kind of thing a programme has at an hour."""

    PLENARY = "plenary", _("Plenary")
    PANEL = "panel", _("Panel")
    SIDE_EVENT = "side_event", _("Side event")
    BREAK = "break", pgettext_lazy("programme", "Break")


class ItemRole(models.TextChoices):
    """What a person does in an item of a programme."""

    CHAIR = "chair", pgettext_lazy("person", "Chair")
    MODERATOR = "moderator", _("Moderator")
    RAPPORTEUR = "rapporteur", _("Rapporteur")
    SPEAKER = "speaker", pgettext_lazy("person", "Speaker")


class ReleaseState(models.TextChoices):
    """Whether a released version of a programme still stands."""

    RELEASED = "released", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


RELEASE_MOVES: dict[ReleaseState, frozenset[ReleaseState]] = {
    ReleaseState.RELEASED: frozenset({ReleaseState.WITHDRAWN}),
    ReleaseState.WITHDRAWN: frozenset(),
}
