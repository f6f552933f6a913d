"""The app's name for Django."""

from django.apps import AppConfig


class SpeakersConfig(AppConfig):
    """Speakers."""

    name = "palermo.speakers"
    label = "speakers"
    default_auto_field = "django.db.models.BigAutoField"
