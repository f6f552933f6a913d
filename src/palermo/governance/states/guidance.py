"""Kinds of guidance."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class GuidanceKind(models.TextChoices):
    """What Member States gave."""

    ADVICE = "advice", _("Advice")
    REQUEST = "request", _("Request")
    CONCERN = "concern", _("Concern")
    SATISFACTION = "satisfaction", _("Satisfaction")
