"""Kinds of tools, and how finished an edition is."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ToolKind(models.TextChoices):
    """What kind of tool."""

    TRAINING = "training", _("Training material and manual")
    MODEL_LAW = "model_law", _("Model law")
    HANDBOOK = "handbook", _("Handbook")
    CHECKLIST = "checklist", _("Checklist")
    GUIDELINE = "guideline", _("Guideline")
    OTHER = "other", _("Other tool")


class EditionState(models.TextChoices):
    """How finished an edition is."""

    DRAFT = "draft", _("Draft")
    REVISED = "revised", _("Revised text")
    FINAL = "final", _("Final")
