"""The form of a document in the administration."""

from django import forms

from palermo.core.languages import CODES
from palermo.library.models import LANGUAGE_CHOICES, Document
from palermo.site.administration.forms import RecordForm
from palermo.site.forms.model_fields import form_field


class DocumentForm(RecordForm):
    """The languages a document is meant for are ticked; none stands for all six."""

    languages_meant = form_field(
        Document,
        "languages_meant",
        forms.MultipleChoiceField,
        choices=LANGUAGE_CHOICES,
        widget=forms.CheckboxSelectMultiple,
    )

    def clean_languages_meant(self) -> list[str]:
        ticked = self.cleaned_data["languages_meant"]
        return [code for code in CODES if code in ticked] if len(ticked) < len(CODES) else []
