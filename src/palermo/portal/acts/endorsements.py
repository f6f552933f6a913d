"""What is done to endorsements on the site."""

from django.utils.translation import gettext_lazy as _

from palermo.governance import actions as governance
from palermo.governance import rules
from palermo.governance.models import Endorsement
from palermo.governance.queries import endorsements_visible_to
from palermo.portal import forms
from palermo.portal.acts.act import Act

ACTS = (
    Act(
        "close-endorsement",
        _("Record the result"),
        _("The result is on record."),
        Endorsement,
        endorsements_visible_to,
        forms.ResultForm,
        rules.check_may_close_endorsement,
        lambda endorsement, *, state, **given: governance.close_endorsement(endorsement, state, **given),
    ),
)
