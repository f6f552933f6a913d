"""Levels and editions of action plans, how far measures are, and rounds in which that is reported."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PlanLevel(models.TextChoices):
    """For whom a plan is."""

    NATIONAL = "national", pgettext_lazy("action plan", "National")
    REGIONAL = "regional", pgettext_lazy("action plan", "Regional")
    FAITH = "faith", pgettext_lazy("action plan", "Faith communities")
    SECTOR = "sector", pgettext_lazy("action plan", "Sector")


class PlanEditionStatus(models.TextChoices):
    """Whether an edition of a plan is a draft, in force, replaced or given up."""

    DRAFT = "draft", pgettext_lazy("action plan", "Draft")
    ADOPTED = "adopted", pgettext_lazy("action plan", "Adopted")
    REPLACED = "replaced", pgettext_lazy("action plan", "Replaced")
    ABANDONED = "abandoned", pgettext_lazy("action plan", "Abandoned")


PLAN_EDITION_MOVES: dict[PlanEditionStatus, frozenset[PlanEditionStatus]] = {
    PlanEditionStatus.DRAFT: frozenset({PlanEditionStatus.ADOPTED, PlanEditionStatus.ABANDONED}),
    PlanEditionStatus.ADOPTED: frozenset({PlanEditionStatus.REPLACED}),
    PlanEditionStatus.REPLACED: frozenset(),
    PlanEditionStatus.ABANDONED: frozenset(),
}


class ProgressRoundStatus(models.TextChoices):
    """Whether progress is being reported, or the round is closed and its result published."""

    OPEN = "open", pgettext_lazy("progress round", "Open")
    CLOSED = "closed", pgettext_lazy("progress round", "Closed")
    PUBLISHED = "published", pgettext_lazy("progress round", "Published")


PROGRESS_ROUND_MOVES: dict[ProgressRoundStatus, frozenset[ProgressRoundStatus]] = {
    ProgressRoundStatus.OPEN: frozenset({ProgressRoundStatus.CLOSED}),
    ProgressRoundStatus.CLOSED: frozenset({ProgressRoundStatus.OPEN, ProgressRoundStatus.PUBLISHED}),
    ProgressRoundStatus.PUBLISHED: frozenset(),
}


class MeasureStatus(models.TextChoices):
    """How far a measure is in a round."""

    NOT_STARTED = "not_started", pgettext_lazy("measure", "Not started")
    ON_TRACK = "on_track", pgettext_lazy("measure", "On track")
    DELAYED = "delayed", pgettext_lazy("measure", "Delayed")
    DONE = "done", pgettext_lazy("measure", "Done")
    DROPPED = "dropped", pgettext_lazy("measure", "Not pursued")


class EvaluationKind(models.TextChoices):
    """When in the life of a plan it is evaluated."""

    MID_TERM = "mid_term", _("Mid-term evaluation")
    FINAL = "final", _("Final evaluation")
    REVIEW = "review", _("Review")
