"""The project as an app, so that its commands are found."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Config."""

    name = "palermo.config"
    label = "config"
