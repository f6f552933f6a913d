"""The app's name for Django, and the start of keeping the index in step."""

from importlib import import_module
from pkgutil import iter_modules

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Search."""

    name = "palermo.search"
    label = "search"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Read what of each kind of record is found, and follow every change of one."""
        for module in iter_modules(import_module("palermo.search.sources").__path__, "palermo.search.sources."):
            import_module(module.name)
        import_module("palermo.search.following")
