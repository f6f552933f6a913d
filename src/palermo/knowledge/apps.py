"""The app's name for Django."""

from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    """Knowledge."""

    name = "palermo.knowledge"
    label = "knowledge"
    default_auto_field = "django.db.models.BigAutoField"
