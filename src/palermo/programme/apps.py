"""The app's name for Django."""

from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    """Programme."""

    name = "palermo.programme"
    label = "programme"
    default_auto_field = "django.db.models.BigAutoField"
