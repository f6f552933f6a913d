"""What is done to mandates."""

from datetime import date
from typing import Any

from django.db import transaction

from palermo.audit.actions import record
from palermo.core.text import MultilingualText
from palermo.governance import rules
from palermo.governance.models import Mandate
from palermo.governance.states import ActivityState, MandateState


@transaction.atomic
def end_mandate(mandate: Mandate, state: MandateState, *, on: date, reason: MultilingualText, by: Any) -> Mandate:
    """End a mandate: fulfilled, superseded, lapsed or withdrawn. Activities under it are named in the log."""
    mandate = Mandate.objects.select_for_update().get(pk=mandate.pk)
    rules.check_can_end_mandate(by, mandate, state, on)
    mandate.state, mandate.ended_on, mandate.end_reason = state, on, reason
    mandate.save(update_fields=["state", "ended_on", "end_reason"])
    open_activities = mandate.activities.filter(state__in=[ActivityState.AUTHORISED, ActivityState.UNDER_WAY])
    left_open = list(open_activities.order_by("slug").values_list("slug", flat=True))
    record(
        "mandate.ended", mandate, by=by, state=state.value, on=on.isoformat(), reason=dict(reason), left_open=left_open
    )
    return mandate
