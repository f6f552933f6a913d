"""The app's name for Django."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class LibraryConfig(AppConfig):
    """Library."""

    name = "palermo.library"
    label = "library"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Learn from each slice what it holds of documents."""
        autodiscover_modules("holds")
