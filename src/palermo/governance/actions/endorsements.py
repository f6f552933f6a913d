"""What is done to endorsements."""

from typing import Any

from django.db import transaction

from palermo.audit.actions import record
from palermo.core.dates import PartialDate
from palermo.core.text import MultilingualText
from palermo.governance import rules
from palermo.governance.models import Endorsement
from palermo.governance.states import EndorsementState


@transaction.atomic
def close_endorsement(
    endorsement: Endorsement, state: EndorsementState, *, on: PartialDate, note: MultilingualText, by: Any
) -> Endorsement:
    """Record the result of putting a text to Member States."""
    endorsement = Endorsement.objects.select_for_update().get(pk=endorsement.pk)
    rules.check_can_close_endorsement(by, endorsement, state, on.value)
    endorsement.state, endorsement.result, endorsement.result_note = state, on, note
    endorsement.save(update_fields=["state", "result_on", "result_precision", "result_note"])
    record("endorsement.closed", endorsement, by=by, state=state.value, on=str(on), note=dict(note))
    return endorsement
