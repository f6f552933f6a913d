"""The app's name for Django."""

from django.apps import AppConfig

from palermo.core import lookups  # noqa: F401 -- registers what it holds


class CoreConfig(AppConfig):
    """Core."""

    name = "palermo.core"
    label = "core"
    default_auto_field = "django.db.models.BigAutoField"
