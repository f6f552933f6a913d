"""Modules of a name in every slice, as Django finds `admin.py`; where it is a folder, every module in it."""

from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules

from django.apps import apps


def import_modules(name: str) -> None:
    """Import this module of every slice that has one, such as "kinds" or "web.pages", the lowest slice first."""
    for config in reversed(list(apps.get_app_configs())):
        if not config.name.startswith("palermo.") or not _has_module(config.name, name):
            continue
        module = import_module(f"{config.name}.{name}")
        for each in iter_modules(getattr(module, "__path__", []), f"{module.__name__}."):
            import_module(each.name)


def _has_module(package: str, name: str) -> bool:
    """Whether a slice has a module; each folder on the way is looked for before it is entered."""
    parts = name.split(".")
    paths = (".".join([package, *parts[: at + 1]]) for at in range(len(parts)))
    return all(find_spec(path) is not None for path in paths)
