"""The app's name for Django."""

from django.apps import AppConfig


class ToolkitConfig(AppConfig):
    """Toolkit."""

    name = "palermo.toolkit"
    label = "toolkit"
    default_auto_field = "django.db.models.BigAutoField"
