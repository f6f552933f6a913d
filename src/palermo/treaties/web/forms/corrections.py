"""What is written of corrections to the entries of States."""

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from palermo.core.forms import MultilingualFormField
from palermo.site.forms.fields import ActForm
from palermo.treaties.states.corrections import CorrectionSubject


class StateCorrectionForm(ActForm):
    """What the record should say, and where that can be checked."""

    subject = forms.ChoiceField(label=pgettext_lazy("of a correction", "Subject"), choices=CorrectionSubject.choices)
    text = MultilingualFormField(
        label=gettext_lazy("Correction"),
        long=True,
        help_text=gettext_lazy("What is on record, and what it should be."),
    )
    source = forms.CharField(
        label=gettext_lazy("Source"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Where it can be checked: a document, a gazette, a depositary notification."),
    )

    def action_kwargs(self) -> dict[str, object]:
        return {"values": dict(self.cleaned_data)}


class AcceptStateCorrectionForm(ActForm):
    """An optional reply to an accepted correction."""

    answer = MultilingualFormField(
        label=gettext_lazy("Reply"),
        long=True,
        required=False,
        help_text=gettext_lazy("Change the record first, then accept the correction."),
    )


class DeclineStateCorrectionForm(ActForm):
    """Why a correction is declined."""

    answer = MultilingualFormField(label=gettext_lazy("Reason"), long=True)
