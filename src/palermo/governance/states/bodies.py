"""Kinds of organs and of meetings."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class BodyKind(models.TextChoices):
    """What kind of organ."""

    GOVERNING = "governing", _("Governing body")
    TREATY = "treaty", _("Body of a treaty")
    COMMITTEE = "committee", _("Steering committee")
    EXPERT_GROUP = "expert_group", _("Expert group")
    OTHER = "other", _("Other body")


class MeetingKind(models.TextChoices):
    """What kind of meeting."""

    CONSULTATION = "consultation", _("Open-ended informal intergovernmental consultation")
    INTERSESSIONAL = "intersessional", _("Intersessional meeting")
    COMMITTEE = "committee", _("Meeting of the Steering Committee")
    BRIEFING = "briefing", pgettext_lazy("meeting", "Briefing")
    PLENARY = "plenary", _("Plenary meeting")
