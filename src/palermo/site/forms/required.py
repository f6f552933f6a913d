"""What a field says that was left empty: to enter or to choose, by what kind of field it is."""

from django import forms
from django.forms import BaseForm, BoundField, Field
from django.utils.translation import gettext_lazy as _

from palermo.core.forms import PartialDateFormField

UNSPECIFIC = Field.default_error_messages["required"]
# The first kind that a field is says it.
SENTENCES = (
    ((forms.MultipleChoiceField, forms.ModelMultipleChoiceField), _("Choose at least one.")),
    ((forms.ChoiceField, forms.ModelChoiceField), _("Choose one.")),
    ((forms.BooleanField,), _("Tick this box.")),
    ((forms.FileField,), _("Choose a file.")),
    ((forms.EmailField,), _("Enter an e-mail address.")),
    ((forms.DateField, PartialDateFormField), _("Enter a date.")),
    ((forms.TimeField,), _("Enter a time.")),
    ((forms.IntegerField, forms.DecimalField, forms.FloatField), _("Enter a number.")),
    ((Field,), _("Enter a value.")),
)


class SiteBoundField(BoundField):
    """A field of a form that says what to enter, unless it has a sentence of its own."""

    def __init__(self, form: BaseForm, field: Field, name: str) -> None:
        super().__init__(form, field, name)
        if field.error_messages.get("required") == UNSPECIFIC:
            field.error_messages["required"] = next(
                sentence for kinds, sentence in SENTENCES if isinstance(field, kinds)
            )
