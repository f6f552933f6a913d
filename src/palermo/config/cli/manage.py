"""Run a Django command, such as `palermo manage migrate`."""

from django.core.management import ManagementUtility

from palermo.config import preparation

# They read the source code and no installation.
OF_SOURCE = frozenset({"makemigrations", "makemessages", "compilemessages", "collectstatic", "help", "version"})


def run(arguments: list[str]) -> int:
    """Hand everything to Django; a database that is not ours, or of another version, is left alone."""
    if arguments and arguments[0] not in OF_SOURCE and not arguments[0].startswith("-"):
        preparation.check_is_own_or_none()
    ManagementUtility(["palermo manage", *arguments]).execute()
    return 0
