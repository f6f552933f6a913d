"""What is written about a mandate."""

from django import forms
from django.utils.translation import gettext_lazy as _

from palermo.core.forms import MultilingualFormField
from palermo.governance.states import ENDED, MandateState
from palermo.portal.forms.fields import ActForm, day_field


class EndOfMandateForm(ActForm):
    """How and when a mandate ended, and why."""

    state = forms.ChoiceField(label=_("How it ended"), choices=[(s.value, s.label) for s in MandateState if s in ENDED])
    on = day_field(_("Ended on"))
    reason = MultilingualFormField(label=_("Reason"), long=True, required=False)

    def clean_state(self) -> MandateState:
        return MandateState(self.cleaned_data["state"])
