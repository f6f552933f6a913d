"""The kinds of change to a record."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Change(models.TextChoices):
    """Whether the record was new, changed, or taken away."""

    NEW = "+", _("Added")
    CHANGED = "~", _("Changed")
    REMOVED = "-", _("Removed")
