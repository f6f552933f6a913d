"""What is done to the record of governance: one transaction an act, its rule asked after the lock, one audit row."""

from palermo.governance.actions.activities import (
    authorise_activity,
    move_activity,
    propose_activity,
)
from palermo.governance.actions.decisions import (
    adopt_decision,
    supersede_decision,
)
from palermo.governance.actions.endorsements import (
    close_endorsement,
)
from palermo.governance.actions.mandates import (
    end_mandate,
)
from palermo.governance.actions.meetings import (
    cancel_meeting,
)

__all__ = [
    "adopt_decision",
    "authorise_activity",
    "cancel_meeting",
    "close_endorsement",
    "end_mandate",
    "move_activity",
    "propose_activity",
    "supersede_decision",
]
