"""The app's name for Django, and the start of keeping versions."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class AuditConfig(AppConfig):
    """Audit."""

    name = "palermo.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Read each room's `history.py`, which says what of it is kept."""
        autodiscover_modules("history")
