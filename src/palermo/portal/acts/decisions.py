"""What is done to decisions on the site."""

from django.utils.translation import gettext_lazy as _

from palermo.governance import actions as governance
from palermo.governance import rules
from palermo.governance.models import Decision
from palermo.governance.queries import decisions_visible_to
from palermo.portal import forms
from palermo.portal.acts.act import Act

ACTS = (
    Act(
        "adopt-decision",
        _("Record the adoption"),
        _("The adoption is on record."),
        Decision,
        decisions_visible_to,
        forms.AdoptionForm,
        rules.check_may_adopt,
        governance.adopt_decision,
    ),
    Act(
        "supersede-decision",
        _("Record that it is superseded"),
        _("It is on record that the decision was superseded."),
        Decision,
        decisions_visible_to,
        forms.SuccessionForm,
        rules.check_may_supersede,
        governance.supersede_decision,
    ),
)
