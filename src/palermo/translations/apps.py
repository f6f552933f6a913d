"""The app's name for Django."""

from django.apps import AppConfig


class TranslationsConfig(AppConfig):
    """Translations."""

    name = "palermo.translations"
    label = "translations"
    default_auto_field = "django.db.models.BigAutoField"
