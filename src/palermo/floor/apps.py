"""The app's name for Django."""

from django.apps import AppConfig


class FloorConfig(AppConfig):
    """Floor."""

    name = "palermo.floor"
    label = "floor"
    default_auto_field = "django.db.models.BigAutoField"
