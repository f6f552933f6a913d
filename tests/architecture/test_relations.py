"""What import contracts cannot see: relations in the database point downwards too."""

import tomllib
from pathlib import Path

from django.apps import apps

ROOT = Path(__file__).parents[2]


def _levels():
    """The level of each app, 0 at the top, as the import contract in pyproject.toml has it."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(c["layers"] for c in contracts if c["type"] == "layers" and c["containers"] == ["palermo"])
    return {app.strip(): level for level, layer in enumerate(layers) for app in layer.replace(":", "|").split("|")}


def test_no_relation_points_upwards_or_sideways():
    levels, wrong = _levels(), []
    for model in apps.get_models():
        here = model._meta.app_label
        if not model.__module__.startswith("palermo."):
            continue
        for field in model._meta.get_fields():
            target = getattr(field, "related_model", None)
            if field.auto_created or target is None or not target.__module__.startswith("palermo."):
                continue
            there = target._meta.app_label
            if here != there and levels[there] <= levels[here]:
                wrong.append(f"{here}.{model.__name__}.{field.name} → {there}")
    assert wrong == []


def test_every_app_has_a_place():
    installed = {c.label for c in apps.get_app_configs() if c.name.startswith("palermo.")}
    assert installed <= set(_levels())
