"""Kinds of guidance, what it leads to, and the status of a correction of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class GuidanceKind(models.TextChoices):
    """What Member States gave."""

    ADVICE = "advice", _("Advice")
    REQUEST = "request", _("Request")
    CONCERN = "concern", _("Concern")
    SATISFACTION = "satisfaction", _("Satisfaction")
    ENDORSEMENT = "endorsement", pgettext_lazy("guidance", "Endorsement")


class AnswerKind(models.TextChoices):
    """How guidance that led to no mandate is answered."""

    ANSWER = "answer", pgettext_lazy("guidance", "Answered")
    NO_ACTION = "no_action", pgettext_lazy("guidance", "No action, with reason")


class CorrectionState(models.TextChoices):
    """The status of a delegation's correction of the secretariat's notes."""

    PROPOSED = "proposed", pgettext_lazy("correction", "Proposed")
    ACCEPTED = "accepted", pgettext_lazy("correction", "Accepted")
    DECLINED = "declined", pgettext_lazy("correction", "Declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("correction", "Withdrawn")


CORRECTION_MOVES: dict[CorrectionState, frozenset[CorrectionState]] = {
    CorrectionState.PROPOSED: frozenset(
        {CorrectionState.ACCEPTED, CorrectionState.DECLINED, CorrectionState.WITHDRAWN}
    ),
    CorrectionState.ACCEPTED: frozenset(),
    CorrectionState.DECLINED: frozenset(),
    CorrectionState.WITHDRAWN: frozenset(),
}
