"""Forms of the page on which a report is written."""

from django import forms
from django.utils.translation import gettext_lazy as _

from palermo.core.forms import MultilingualFormField


class SectionForm(forms.Form):
    """The heading of a section, in six languages."""

    title = MultilingualFormField(label=_("Heading"), required=False)


class NewSectionForm(SectionForm):
    """A section or an annex, and where it stands."""

    after = forms.ChoiceField(label=_("After section"), required=False)
    is_annex = forms.BooleanField(
        label=_("Annex"), required=False, help_text=_("Annexes follow the report and are numbered separately.")
    )
