"""Who may do what to a meeting."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from palermo.accounts.acts import Act, check_may
from palermo.core.refusals import Refused
from palermo.core.speech.here import say_here
from palermo.governance.models import Meeting


def check_can_cancel_meeting(user: Any, meeting: Meeting, day: date) -> None:
    """The secretariat; once, and not after it was held.

    Raises
    ------
    Refused
        Saying why not.
    """
    check_may(user, Act.CANCEL_MEETING)
    if meeting.cancelled_on:
        raise Refused(_("This meeting was cancelled on %(day)s already.") % {"day": say_here(meeting.cancelled_on)})
    if day > meeting.ends_on:
        raise Refused(
            _("This meeting was held on %(day)s; it cannot be cancelled any more.") % {"day": say_here(meeting.ends_on)}
        )
