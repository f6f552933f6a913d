"""The app's name for Django, and the start of keeping versions."""

from importlib import import_module

from django.apps import AppConfig

from palermo.core.autodiscovery import import_modules
from palermo.core.kinds import all_kinds


class AuditConfig(AppConfig):
    """Audit."""

    name = "palermo.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Read each slice's `kinds.py`, and keep the versions of the kinds that have them."""
        import_modules("kinds")
        import_modules("verbs")
        versions = import_module("palermo.audit.versions")
        for kind in all_kinds():
            if kind.is_versioned:
                versions.keep_versions(kind.model)
