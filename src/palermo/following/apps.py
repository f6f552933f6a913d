"""The app's name for Django."""

from django.apps import AppConfig

from palermo.core.autodiscovery import import_modules


class FollowingConfig(AppConfig):
    """Following."""

    name = "palermo.following"
    label = "following"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Read what each slice has of news and feeds."""
        import_modules("news")
        import_modules("feeds")
