"""The project as an app, so that its commands are found and its schedule is known."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules

from palermo.config import checks  # noqa: F401 -- reading it is what registers them


class ConfigConfig(AppConfig):
    """Config."""

    name = "palermo.config"
    label = "config"

    def ready(self) -> None:
        autodiscover_modules("schedule")
