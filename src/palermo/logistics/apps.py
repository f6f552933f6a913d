"""The app's name for Django."""

from django.apps import AppConfig


class LogisticsConfig(AppConfig):
    """Logistics."""

    name = "palermo.logistics"
    label = "logistics"
    default_auto_field = "django.db.models.BigAutoField"
