"""The app's name for Django."""

from django.apps import AppConfig


class OfflineConfig(AppConfig):
    """Offline."""

    name = "palermo.offline"
    label = "offline"
    default_auto_field = "django.db.models.BigAutoField"
