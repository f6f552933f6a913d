"""The app's name for Django."""

from django.apps import AppConfig


class ReturnsConfig(AppConfig):
    """Questionnaires, rounds of data collection and national returns."""

    name = "palermo.returns"
    label = "returns"
    default_auto_field = "django.db.models.BigAutoField"
