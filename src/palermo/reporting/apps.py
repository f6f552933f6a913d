"""The app's name for Django."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    """Reporting."""

    name = "palermo.reporting"
    label = "reporting"
    default_auto_field = "django.db.models.BigAutoField"
