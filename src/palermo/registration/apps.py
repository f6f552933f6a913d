"""The app's name for Django."""

from django.apps import AppConfig


class RegistrationConfig(AppConfig):
    """Registration."""

    name = "palermo.registration"
    label = "registration"
    default_auto_field = "django.db.models.BigAutoField"
