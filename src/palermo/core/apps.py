"""The app's name for Django."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Core."""

    name = "palermo.core"
    label = "core"
    default_auto_field = "django.db.models.BigAutoField"
