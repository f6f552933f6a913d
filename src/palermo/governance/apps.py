"""The app's name for Django."""

from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    """Governance."""

    name = "palermo.governance"
    label = "governance"
    default_auto_field = "django.db.models.BigAutoField"
