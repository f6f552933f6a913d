"""The app's name for Django."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    """Events."""

    name = "palermo.events"
    label = "events"
    default_auto_field = "django.db.models.BigAutoField"
