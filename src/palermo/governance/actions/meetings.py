"""What is done to meetings."""

from datetime import date
from typing import Any

from django.db import transaction

from palermo.audit.actions import record
from palermo.core.text import MultilingualText
from palermo.governance import rules
from palermo.governance.models import Meeting


@transaction.atomic
def cancel_meeting(meeting: Meeting, *, on: date, reason: MultilingualText, by: Any) -> Meeting:
    """Cancel a meeting that was scheduled."""
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    rules.check_can_cancel_meeting(by, meeting, on)
    meeting.cancelled_on, meeting.cancellation_reason = on, reason
    meeting.save(update_fields=["cancelled_on", "cancellation_reason"])
    record("meeting.cancelled", meeting, by=by, on=on.isoformat(), reason=dict(reason))
    return meeting
