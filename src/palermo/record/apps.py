"""The app's name for Django."""

from django.apps import AppConfig


class RecordConfig(AppConfig):
    """Record."""

    name = "palermo.record"
    label = "record"
    default_auto_field = "django.db.models.BigAutoField"
