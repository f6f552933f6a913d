"""Facts that belong together are constrained together, and each constraint has its sentence."""

from django.apps import apps
from django.db import IntegrityError, models
from django.utils import translation

from palermo.core.constraints import sentence_of


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


def _models():
    return [model for model in apps.get_models() if model.__module__.startswith("palermo.")]


def _constraints():
    return [constraint for model in _models() for constraint in model._meta.constraints]


def _unique_fields():
    """Fields of which no two rows may hold the same, but for numbers that the database or Wagtail gives out."""
    return [
        field
        for model in _models()
        for field in model._meta.local_fields
        if field.unique and not isinstance(field, models.AutoField) and field.name != "page_ptr"
    ]


def test_every_constraint_has_its_own_sentence():
    silent = {
        constraint.name
        for constraint in _constraints()
        if constraint.violation_error_message == constraint.default_violation_error_message
        or constraint.name in str(constraint.violation_error_message)
        or not str(constraint.violation_error_message).endswith(".")
    }
    assert silent == set()


def test_every_field_that_only_one_row_may_hold_has_its_own_sentence():
    of_django = models.Field.default_error_messages["unique"]
    assert {str(field) for field in _unique_fields() if field.error_messages["unique"] == of_django} == set()


def test_every_sentence_of_a_constraint_is_there_in_every_language():
    sentences = {constraint.violation_error_message for constraint in _constraints()}
    sentences |= {field.error_messages["unique"] for field in _unique_fields()}
    missing = set()
    for language in ("ar", "es", "fr", "ru", "zh-hans"):
        with translation.override(language):
            shown = {str(sentence) for sentence in sentences}
        missing |= {(language, sentence) for sentence in shown & {str(sentence) for sentence in sentences}}
    assert missing == set()


def test_each_constraint_is_known_by_what_sqlite_says_of_it():
    wrong = {}
    for model in _models():
        for constraint in model._meta.constraints:
            message = f"CHECK constraint failed: {constraint.name}"
            if isinstance(constraint, models.UniqueConstraint):
                columns = [model._meta.get_field(name).column for name in constraint.fields]
                message = "UNIQUE constraint failed: " + ", ".join(f"{model._meta.db_table}.{each}" for each in columns)
            shown = sentence_of(IntegrityError(message))
            if shown != str(constraint.violation_error_message):
                wrong[constraint.name] = shown
    assert wrong == {}
