"""The app's name for Django, and what it listens to at sign-in."""

from importlib import import_module

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Accounts."""

    name = "palermo.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen; models can be imported only from now on."""
        import_module("palermo.accounts.signals")
