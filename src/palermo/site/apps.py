"""The app's name for Django."""

from importlib import import_module

from django.apps import AppConfig

from palermo.core.autodiscovery import import_modules


class SiteConfig(AppConfig):
    """Site."""

    name = "palermo.site"
    label = "site"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let addresses be made of what several slices need, and slices add their parts to every page."""
        import_module("palermo.site.converters")
        import_modules("page_parts")
