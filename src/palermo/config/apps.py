"""The project as an app, so that its commands are found and its schedule is known."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ConfigConfig(AppConfig):
    """Config."""

    name = "palermo.config"
    label = "config"

    def ready(self) -> None:
        autodiscover_modules("schedule")
