"""The app's name for Django."""

from importlib import import_module

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """Site."""

    name = "palermo.site"
    label = "site"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let addresses be made of what several slices need."""
        import_module("palermo.site.converters")
