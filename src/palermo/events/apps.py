"""The app's name for Django."""

from django.apps import AppConfig

from palermo.core.autodiscovery import import_modules


class EventsConfig(AppConfig):
    """Events."""

    name = "palermo.events"
    label = "events"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let each slice add its links to the pages of events."""
        import_modules("page_links")
