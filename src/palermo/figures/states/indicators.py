"""What an indicator rests on, what it measures, and whether an edition of it can still change."""

from django.db import models
from django.utils.translation import pgettext_lazy


class IndicatorBasis(models.TextChoices):
    """Where the figures of an indicator come from."""

    RELEASES = "releases", pgettext_lazy("basis of an indicator", "Signed releases")
    DERIVED = "derived", pgettext_lazy("basis of an indicator", "Computed from released figures")
    RECORD = "record", pgettext_lazy("basis of an indicator", "This record")


class Measure(models.TextChoices):
    """What an indicator measures. Figures of different measures never share an axis."""

    DETECTION = "detection", pgettext_lazy("measure", "What authorities detected")
    RESPONSE = "response", pgettext_lazy("measure", "Criminal justice response")
    PREVALENCE = "prevalence", pgettext_lazy("measure", "Estimated prevalence")
    COVERAGE = "coverage", pgettext_lazy("measure", "Coverage")


class IndicatorStatus(models.TextChoices):
    """Whether an edition of an indicator can still change."""

    DRAFT = "draft", pgettext_lazy("indicator", "Draft")
    PUBLISHED = "published", pgettext_lazy("indicator", "Published")


INDICATOR_MOVES: dict[IndicatorStatus, frozenset[IndicatorStatus]] = {
    IndicatorStatus.DRAFT: frozenset({IndicatorStatus.PUBLISHED}),
    IndicatorStatus.PUBLISHED: frozenset(),
}
