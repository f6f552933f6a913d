"""What is wrong with a form, each error with the place where it is corrected."""

from typing import NamedTuple

from django.forms import BaseForm, BoundField

from palermo.core.forms import MultilingualFormField
from palermo.core.languages import CODES
from palermo.site.forms.text_languages import ALL, languages_with_errors, open_language


class FieldError(NamedTuple):
    """A sentence about a field, and the id of the input that it is about; no label where the sentence has it."""

    label: str
    sentence: str
    target: str


def field_errors(form: BaseForm) -> list[FieldError]:
    """Every error that belongs to a field, in the order of the fields."""
    return [
        FieldError(_label_before(str(sentence), str(field.label)), str(sentence), _target(field))
        for field in form.visible_fields()
        for sentence in field.errors
    ]


def _label_before(sentence: str, label: str) -> str:
    """The label, unless the sentence names its field: "Enter the family name."."""
    return "" if label.casefold() in sentence.casefold() else label


def _target(field: BoundField) -> str:
    """The input that takes the focus: of several, the first, or the one of the language that is open."""
    if isinstance(field.field, MultilingualFormField):
        opened, wrong = open_language(field.form), languages_with_errors(field)
        code = wrong[0] if wrong and opened not in wrong else opened
        return field.subwidgets[0].data["subwidgets"][0 if code == ALL else CODES.index(code)]["attrs"]["id"]
    return field.id_for_label or f"{field.auto_id}_0"
