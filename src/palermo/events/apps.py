"""The app's name for Django."""

from django.apps import AppConfig

from palermo.core.autodiscovery import import_modules


class EventsConfig(AppConfig):
    """Events."""

    name = "palermo.events"
    label = "events"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let each slice add its pages to the tabs of events, and say how it counts who takes part."""
        import_modules("event_tabs")
        import_modules("attendance")
