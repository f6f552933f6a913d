"""The app's name for Django."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Accounts."""

    name = "palermo.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
