"""The form of a document in the administration."""

from django import forms
from django.utils.translation import gettext_lazy as _

from palermo.core.languages import CODES
from palermo.library.models import LANGUAGE_CHOICES
from palermo.site.administration.forms import RecordForm


class DocumentForm(RecordForm):
    """The languages a document is meant for are ticked; none stands for all six."""

    languages_meant = forms.MultipleChoiceField(
        label=_("Intended languages"),
        help_text=_("Leave empty for all six. Languages that are not intended are not reported as missing."),
        choices=LANGUAGE_CHOICES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def clean_languages_meant(self) -> list[str]:
        ticked = self.cleaned_data["languages_meant"]
        return [code for code in CODES if code in ticked] if len(ticked) < len(CODES) else []
