"""The form field of a model's field: its label, help text, limits and choices stand in the model alone."""

from inspect import signature
from typing import Any, get_origin, overload

from django import forms
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from palermo.core.fields import MultilingualField, PartialDateOf
from palermo.core.forms import DayFormField, HourFormField, MultilingualFormField, PartialDateFormField
from palermo.site.forms.fields import CHOOSE, RecordChoiceField
from palermo.site.forms.records import RecordField

# By the class of the model's field; the first that fits.
FORM_CLASSES: tuple[tuple[type[models.Field], type[forms.Field]], ...] = (
    (MultilingualField, MultilingualFormField),
    (models.DateTimeField, forms.DateTimeField),
    (models.DateField, DayFormField),
    (models.TimeField, HourFormField),
    (models.BooleanField, forms.BooleanField),
    (models.DecimalField, forms.DecimalField),
    (models.IntegerField, forms.IntegerField),
    (models.EmailField, forms.EmailField),
    (models.URLField, forms.URLField),
    (models.SlugField, forms.SlugField),
    (models.FileField, forms.FileField),
    (models.CharField, forms.CharField),
    (models.TextField, forms.CharField),
)


@overload
def form_field[Field: forms.Field](
    model: type[models.Model], name: str, form_class: type[Field], /, **changes: Any
) -> Field: ...


@overload
def form_field(model: type[models.Model], name: str, form_class: None = None, /, **changes: Any) -> Any: ...


def form_field(
    model: type[models.Model], name: str, form_class: type[forms.Field] | None = None, /, **changes: Any
) -> Any:
    """The form field of a model's field, of `form_class` where it is not the usual one; `changes` are what differs.

    `name` is a field, or a date known more or less exactly (`PartialDateOf`). A field that may be empty is optional,
    and its choices begin with “Choose one”. Raises FieldDoesNotExist for a name that the model does not have, and
    TypeError for a field without a label and for one of which no form class is known.
    """
    field = _model_field(model, name)
    if field.verbose_name == field.name.replace("_", " "):
        raise TypeError(f"{model.__name__}.{field.name} has no label: give it a verbose_name.")
    made = form_class or _usual_class(model, name, field)
    derived: dict[str, Any] = {"label": field.verbose_name, "required": not field.blank}
    if field.help_text:
        derived["help_text"] = field.help_text
    given = derived | _limits(field, get_origin(made) or made) | changes
    answer = made(**given)
    if isinstance(answer, RecordField | RecordChoiceField) and given.get("queryset") is None:
        # A form offers its reader the records of this model that they are shown, unless it narrows them further.
        answer.model = answer.model or field.related_model
    return answer


def _model_field(model: type[models.Model], name: str) -> models.Field[Any, Any]:
    if isinstance(date := getattr(model, name, None), PartialDateOf):
        name = date.day
    field = model._meta.get_field(name)
    if not isinstance(field, models.Field):
        raise FieldDoesNotExist(f"{model.__name__}.{name} is a relation of another model.")
    return field


def _usual_class(model: type[models.Model], name: str, field: models.Field[Any, Any]) -> type[forms.Field]:
    if isinstance(getattr(model, name, None), PartialDateOf):
        return PartialDateFormField
    if field.choices:
        return forms.ChoiceField
    for kind, form_class in FORM_CLASSES:
        if isinstance(field, kind):
            return form_class
    raise TypeError(f"{model.__name__}.{name} is a {type(field).__name__}: say of which class its form field is.")


def _limits(field: models.Field[Any, Any], form_class: type[forms.Field]) -> dict[str, Any]:
    """What the class of the form field takes over beside the words."""
    if issubclass(form_class, forms.BooleanField):
        return {"required": False}
    if issubclass(form_class, MultilingualFormField):
        return {"long": getattr(field, "long", False)}
    if issubclass(form_class, forms.MultipleChoiceField):
        return {"choices": field.choices} if field.choices else {}
    if issubclass(form_class, forms.ModelChoiceField):
        return _record_choices(form_class)
    if issubclass(form_class, forms.ChoiceField):
        blank = [("", CHOOSE)] if field.blank else []
        return {"choices": [*blank, *(field.choices or ())]}
    if issubclass(form_class, forms.DecimalField) and isinstance(field, models.DecimalField):
        return {"max_digits": field.max_digits, "decimal_places": field.decimal_places}
    limits: dict[str, Any] = {"max_length": field.max_length} if issubclass(form_class, forms.CharField) else {}
    if issubclass(form_class, forms.URLField):
        limits["assume_scheme"] = "https"
    return limits


def _record_choices(form_class: type[forms.ModelChoiceField]) -> dict[str, Any]:
    """Arguments of a choice of records, which each form offers to its reader when it is prepared."""
    choices: dict[str, Any] = {} if issubclass(form_class, forms.ModelMultipleChoiceField) else {"empty_label": CHOOSE}
    takes_records = "queryset" in signature(form_class.__init__).parameters
    return choices | ({"queryset": None} if takes_records else {})
