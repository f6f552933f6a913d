"""The app's name for Django."""

from django.apps import AppConfig


class OutreachConfig(AppConfig):
    """Partners, commitments, action plans, campaigns and press."""

    name = "palermo.outreach"
    label = "outreach"
    default_auto_field = "django.db.models.BigAutoField"
