"""What is done with a tool, and whether the use is on record."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class UptakeKind(models.TextChoices):
    """What a State or an organization did with a tool."""

    ADOPTED = "adopted", pgettext_lazy("tool", "Adopted")
    ADAPTED = "adapted", pgettext_lazy("tool", "Adapted")
    TRANSLATED = "translated", pgettext_lazy("tool", "Translated")
    TAUGHT = "taught", _("In a training curriculum")
    CITED = "cited", _("Cited in law")


class UptakeStatus(models.TextChoices):
    """Whether a use is in the record, or reported for it by those who use the tool."""

    RECORDED = "recorded", pgettext_lazy("use of a tool", "Recorded")
    REPORTED = "reported", pgettext_lazy("use of a tool", "Awaiting confirmation")
    DECLINED = "declined", pgettext_lazy("use of a tool", "Declined")


UPTAKE_MOVES: dict[UptakeStatus, frozenset[UptakeStatus]] = {
    UptakeStatus.RECORDED: frozenset(),
    UptakeStatus.REPORTED: frozenset({UptakeStatus.RECORDED, UptakeStatus.DECLINED}),
    UptakeStatus.DECLINED: frozenset(),
}
