"""What is written about an endorsement."""

from django import forms
from django.utils.translation import gettext_lazy as _

from palermo.core.forms import MultilingualFormField, PartialDateFormField
from palermo.governance.states import EndorsementState
from palermo.portal.forms.fields import ActForm


class ResultForm(ActForm):
    """What became of a text that was put to Member States."""

    state = forms.ChoiceField(
        label=_("Result"), choices=[(s.value, s.label) for s in EndorsementState if s != EndorsementState.OPEN]
    )
    on = PartialDateFormField(label=_("Date of the result"))
    note = MultilingualFormField(label=_("Note"), long=True, required=False)

    def clean_state(self) -> EndorsementState:
        return EndorsementState(self.cleaned_data["state"])
