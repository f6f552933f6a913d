"""Facts that belong together are constrained together."""

from django.apps import apps


def _pairs():
    for model in apps.get_models():
        if not model.__module__.startswith("palermo."):
            continue
        names = {field.name for field in model._meta.local_fields}
        for name in names:
            stem = name.removesuffix("_at").removesuffix("_by")
            if name.endswith("_at") and f"{stem}_by" in names:
                yield model, stem


def test_every_at_and_by_pair_has_a_constraint():
    missing = []
    for model, stem in _pairs():
        text = " ".join(str(constraint.deconstruct()) for constraint in model._meta.constraints)
        if f"{stem}_at" not in text or f"{stem}_by" not in text:
            missing.append(f"{model.__name__}.{stem}")
    assert missing == ["Initiative.launched"]


def test_a_state_that_needs_a_date_has_a_constraint_that_says_so():
    """Every model with a `state` field constrains it; the list grows with the models."""
    unconstrained = [
        model.__name__
        for model in apps.get_models()
        if model.__module__.startswith("palermo.")
        and any(field.name == "state" and field.choices for field in model._meta.concrete_fields)
        and not any("state" in str(constraint.deconstruct()) for constraint in model._meta.constraints)
    ]
    assert unconstrained == ["Edition"]
