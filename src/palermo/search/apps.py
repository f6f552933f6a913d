"""The app's name for Django."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Search."""

    name = "palermo.search"
    label = "search"
    default_auto_field = "django.db.models.BigAutoField"
