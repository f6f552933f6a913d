"""Good practices and how far they were evaluated."""

from django.db import models
from django.utils.translation import pgettext_lazy


class PracticeStatus(models.TextChoices):
    """Whether a practice is described, published, or no longer recommended."""

    DRAFT = "draft", pgettext_lazy("good practice", "Draft")
    PUBLISHED = "published", pgettext_lazy("good practice", "Published")
    WITHDRAWN = "withdrawn", pgettext_lazy("good practice", "Withdrawn")


PRACTICE_MOVES: dict[PracticeStatus, frozenset[PracticeStatus]] = {
    PracticeStatus.DRAFT: frozenset({PracticeStatus.PUBLISHED}),
    PracticeStatus.PUBLISHED: frozenset({PracticeStatus.WITHDRAWN}),
    PracticeStatus.WITHDRAWN: frozenset({PracticeStatus.PUBLISHED}),
}


class EvidenceLevel(models.TextChoices):
    """What shows that a practice works, from the least to the most."""

    DESCRIBED = "described", pgettext_lazy("evidence", "Described by those who did it")
    MONITORED = "monitored", pgettext_lazy("evidence", "Results monitored")
    EVALUATED = "evaluated", pgettext_lazy("evidence", "Evaluated independently")
    COMPARED = "compared", pgettext_lazy("evidence", "Compared with a control group")


class PracticeField(models.TextChoices):
    """What a practice is for: the four aims of the Protocol's States."""

    PREVENTION = "prevention", pgettext_lazy("good practice", "Prevention")
    PROTECTION = "protection", pgettext_lazy("good practice", "Protection and assistance")
    PROSECUTION = "prosecution", pgettext_lazy("good practice", "Investigation and prosecution")
    COOPERATION = "cooperation", pgettext_lazy("good practice", "Cooperation")
    DATA = "data", pgettext_lazy("good practice", "Data collection and research")
