"""What is written of corrections to the entries of States."""

from django.utils.translation import gettext_lazy

from palermo.core.forms import MultilingualFormField
from palermo.site.forms.fields import ActForm
from palermo.site.forms.model_fields import form_field
from palermo.site.forms.rows import ValuesForm
from palermo.treaties.models import StateCorrection


class StateCorrectionForm(ValuesForm):
    """What the record should say, and where that can be checked."""

    model = StateCorrection

    subject = form_field(StateCorrection, "subject")
    text = form_field(StateCorrection, "text", help_text=gettext_lazy("What is on record, and what it should be."))
    source = form_field(
        StateCorrection,
        "source",
        help_text=gettext_lazy("Where it can be checked: a document, a gazette, a depositary notification."),
    )


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
