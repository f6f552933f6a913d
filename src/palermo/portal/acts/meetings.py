"""What is done to meetings on the site."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from palermo.governance import actions as governance
from palermo.governance import rules
from palermo.governance.models import Meeting
from palermo.governance.queries import meetings_visible_to
from palermo.portal import forms
from palermo.portal.acts.act import Act


def _cancel_check(user: Any, meeting: Meeting) -> None:
    rules.check_can_cancel_meeting(user, meeting, meeting.starts_on)


ACTS = (
    Act(
        "cancel-meeting",
        _("Cancel the meeting"),
        _("The meeting is cancelled."),
        Meeting,
        meetings_visible_to,
        forms.ReasonForm,
        _cancel_check,
        governance.cancel_meeting,
    ),
)
