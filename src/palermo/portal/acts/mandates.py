"""What is done to mandates on the site."""

from django.utils.translation import gettext_lazy as _

from palermo.governance import actions as governance
from palermo.governance import rules
from palermo.governance.models import Mandate
from palermo.governance.queries import mandates_visible_to
from palermo.portal import forms
from palermo.portal.acts.act import Act

ACTS = (
    Act(
        "end-mandate",
        _("End the mandate"),
        _("The mandate has ended."),
        Mandate,
        mandates_visible_to,
        forms.EndOfMandateForm,
        rules.check_may_end_mandate,
        lambda mandate, *, state, **given: governance.end_mandate(mandate, state, **given),
    ),
)
