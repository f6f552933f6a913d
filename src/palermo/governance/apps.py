"""The app's name for Django."""

from django.apps import AppConfig

from palermo.core.autodiscovery import import_modules


class GovernanceConfig(AppConfig):
    """Governance."""

    name = "palermo.governance"
    label = "governance"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Find the outlines of texts that the slices keep."""
        import_modules("outlines")
