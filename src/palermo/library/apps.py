"""The app's name for Django."""

from django.apps import AppConfig


class LibraryConfig(AppConfig):
    """Library."""

    name = "palermo.library"
    label = "library"
    default_auto_field = "django.db.models.BigAutoField"
