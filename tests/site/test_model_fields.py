"""The form field of a model's field: what it takes over, what a form may change, and how many forms repeat a model."""

import ast
import inspect
import sys
from collections.abc import Iterator

import pytest
from django import forms
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils import translation

from palermo.accounts.models import Invitation
from palermo.accounts.state_choices import StateChoiceField
from palermo.core.forms import DayFormField, MultilingualFormField, PartialDateFormField
from palermo.governance.models import FollowUp
from palermo.outreach.models import AdviceStep, Cutting, KitItem, PressRelease
from palermo.registration.models import Registration
from palermo.site.forms.fields import CHOOSE
from palermo.site.forms.model_fields import form_field
from palermo.site.forms.records import RecordField
from palermo.toolkit.models import LearnerGroup
from tests.slices import ACTIONS

# Fields of forms with the name and the label of a field of a model of their slice: they could be derived from it, or
# mean something else by the same word. The number only goes down.
REPEATED = 55


def test_words_come_from_the_model_in_the_readers_language():
    field = form_field(Registration, "purpose")
    assert type(field) is MultilingualFormField
    with translation.override("fr"):
        assert str(field.label) == str(Registration._meta.get_field("purpose").verbose_name)
    assert (field.required, field.widget.long) == (True, True)


def test_an_optional_text_is_not_required():
    field = form_field(KitItem, "text")
    assert (field.required, field.widget.long) == (False, True)


def test_a_day_and_a_date_known_more_or_less_exactly():
    assert type(form_field(Registration, "opens_on")) is DayFormField
    due = form_field(FollowUp, "due")
    assert (type(due), due.label) == (PartialDateFormField, FollowUp._meta.get_field("due_on").verbose_name)


def test_lengths_and_addresses_have_the_limits_of_the_column():
    assert form_field(Cutting, "title").max_length == Cutting._meta.get_field("title").max_length == 300
    link = form_field(Cutting, "link")
    assert (type(link), link.max_length, link.clean("example.org/a")) == (forms.URLField, 500, "https://example.org/a")


def test_choices_are_those_of_the_model_after_choose_one_where_none_is_needed():
    required = Invitation._meta.get_field("role")
    assert [value for value, _label in form_field(Invitation, "role").choices] == [
        *([""] if required.blank else []),
        *(value for value, _label in required.choices),
    ]


def test_a_choice_of_records_offers_none_until_the_form_is_prepared():
    field = form_field(LearnerGroup, "state", StateChoiceField)
    assert (field.queryset, field.empty_label, field.label) == (
        None,
        CHOOSE if not field.required else None,
        LearnerGroup._meta.get_field("state").verbose_name,
    )


def test_a_record_found_by_its_words():
    field = form_field(AdviceStep, "tool", RecordField)
    assert (type(field), field.required, field.label) == (
        RecordField,
        False,
        AdviceStep._meta.get_field("tool").verbose_name,
    )


def test_a_form_says_what_differs():
    field = form_field(KitItem, "text", label="Words", help_text="At most a page.", required=True, long=False)
    assert (field.label, field.help_text, field.required, field.widget.long) == (
        "Words",
        "At most a page.",
        True,
        False,
    )


def test_a_relation_needs_the_class_of_its_form_field():
    with pytest.raises(TypeError, match=r"AdviceStep\.tool is a ForeignKey: say of which class its form field is\."):
        form_field(AdviceStep, "tool")


def test_a_field_without_a_label_is_refused():
    with pytest.raises(TypeError, match=r"Invitation\.digest has no label: give it a verbose_name\."):
        form_field(Invitation, "digest")


@pytest.mark.parametrize("name", ["nothing", "kit"])
def test_a_name_that_is_no_field_of_the_model(name):
    with pytest.raises(FieldDoesNotExist):
        form_field(PressRelease, name)


def _subclasses(parent: type) -> Iterator[type]:
    for child in parent.__subclasses__():
        yield child
        yield from _subclasses(child)


def _fields_by_hand(form: type[forms.BaseForm]) -> list[str]:
    """The fields with a label that the class itself declares without `form_field`."""
    tree = ast.parse(inspect.getsource(sys.modules[form.__module__]))
    body = next(
        (each.body for each in ast.walk(tree) if isinstance(each, ast.ClassDef) and each.name == form.__name__), []
    )
    made = {
        each.targets[0].id: each.value.func
        for each in body
        if isinstance(each, ast.Assign) and isinstance(each.targets[0], ast.Name) and isinstance(each.value, ast.Call)
    }
    derived = {name for name, call in made.items() if isinstance(call, ast.Name) and call.id == "form_field"}
    return [name for name, field in form.base_fields.items() if field.label and name in made.keys() - derived]


def test_few_forms_repeat_what_a_model_of_their_slice_says():
    assert ACTIONS  # their forms are loaded with them
    described = {
        (model.__module__.split(".")[1], field.name.removesuffix("_on"), str(field.verbose_name))
        for model in apps.get_models()
        for field in model._meta.fields
    }
    forms_of_slices = {each for each in _subclasses(forms.BaseForm) if each.__module__.startswith("palermo.")}
    repeated = [
        f"{form.__module__}.{form.__name__}.{name}"
        for form in forms_of_slices
        for name in _fields_by_hand(form)
        if (form.__module__.split(".")[1], name.removesuffix("_on"), str(form.base_fields[name].label)) in described
    ]
    assert len(repeated) == REPEATED, sorted(repeated)
