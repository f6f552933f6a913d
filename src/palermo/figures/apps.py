"""The app's name for Django."""

from django.apps import AppConfig


class FiguresConfig(AppConfig):
    """Indicators, releases and what is published of them."""

    name = "palermo.figures"
    label = "figures"
    default_auto_field = "django.db.models.BigAutoField"
