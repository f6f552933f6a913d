"""The app's name for Django, and the start of keeping the index in step."""

from importlib import import_module

from django.apps import AppConfig

from palermo.core.autodiscovery import import_modules


class SearchConfig(AppConfig):
    """Search."""

    name = "palermo.search"
    label = "search"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Read what of each kind of record is found, and follow every change of one."""
        # Sources take what is known of a kind from its `RecordKind`.
        import_modules("kinds")
        import_modules("search")
        import_module("palermo.search.following")
