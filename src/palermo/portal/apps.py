"""The app's name for Django."""

from importlib import import_module

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Portal."""

    name = "palermo.portal"
    label = "portal"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let editorial pages be found, which search does not know."""
        import_module("palermo.portal.sources")
