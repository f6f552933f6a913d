"""What is done to the record of governance: one transaction an act, its rule asked after the lock, one audit row."""

from palermo.governance.actions.activities import (
    authorise_activity,
    coordinate_activity,
    move_activity,
    propose_activity,
)
from palermo.governance.actions.bodies import (
    save_seat,
)
from palermo.governance.actions.committee import (
    add_action_point,
    record_attendance,
    release_report,
)
from palermo.governance.actions.decisions import (
    adopt_decision,
    supersede_decision,
)
from palermo.governance.actions.endorsements import (
    close_endorsement,
)
from palermo.governance.actions.follow_ups import (
    accept_progress,
    assign_follow_up,
    change_due,
    move_follow_up,
    open_entries,
    open_entry,
    query_progress,
    report_progress,
)
from palermo.governance.actions.mandates import (
    end_mandate,
)
from palermo.governance.actions.meetings import (
    cancel_meeting,
)

__all__ = [
    "accept_progress",
    "add_action_point",
    "adopt_decision",
    "assign_follow_up",
    "authorise_activity",
    "cancel_meeting",
    "change_due",
    "close_endorsement",
    "coordinate_activity",
    "end_mandate",
    "move_activity",
    "move_follow_up",
    "open_entries",
    "open_entry",
    "propose_activity",
    "query_progress",
    "record_attendance",
    "release_report",
    "report_progress",
    "save_seat",
    "supersede_decision",
]
