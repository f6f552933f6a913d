"""Run a Django command, such as `palermo manage migrate`."""

from django.core.management import ManagementUtility


def run(arguments: list[str]) -> int:
    """Hand everything to Django."""
    ManagementUtility(["palermo manage", *arguments]).execute()
    return 0
