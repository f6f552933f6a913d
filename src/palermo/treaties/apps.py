"""The app's name for Django."""

from django.apps import AppConfig


class TreatiesConfig(AppConfig):
    """Treaties."""

    name = "palermo.treaties"
    label = "treaties"
    default_auto_field = "django.db.models.BigAutoField"
