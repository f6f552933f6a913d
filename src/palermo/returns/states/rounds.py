"""Editions of questionnaires and rounds of data collection."""

from django.db import models
from django.utils.translation import pgettext_lazy


class QuestionnaireStatus(models.TextChoices):
    """Whether an edition of a questionnaire can still change."""

    DRAFT = "draft", pgettext_lazy("questionnaire", "Draft")
    PUBLISHED = "published", pgettext_lazy("questionnaire", "Published")


QUESTIONNAIRE_MOVES: dict[QuestionnaireStatus, frozenset[QuestionnaireStatus]] = {
    QuestionnaireStatus.DRAFT: frozenset({QuestionnaireStatus.PUBLISHED}),
    QuestionnaireStatus.PUBLISHED: frozenset(),
}


class RoundStatus(models.TextChoices):
    """Whether a round is in preparation, open to returns, or closed."""

    PLANNED = "planned", pgettext_lazy("round", "Planned")
    OPEN = "open", pgettext_lazy("round", "Open")
    CLOSED = "closed", pgettext_lazy("round", "Closed")


DATA_ROUND_MOVES: dict[RoundStatus, frozenset[RoundStatus]] = {
    RoundStatus.PLANNED: frozenset({RoundStatus.OPEN}),
    RoundStatus.OPEN: frozenset({RoundStatus.CLOSED}),
    RoundStatus.CLOSED: frozenset({RoundStatus.OPEN}),
}
