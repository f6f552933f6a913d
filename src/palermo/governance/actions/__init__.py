"""What is done to the record of governance: one transaction an act, its rule asked after the lock, one audit row."""

from palermo.governance.actions.activities import (
    authorise_activity,
    coordinate_activity,
    move_activity,
    propose_activity,
)
from palermo.governance.actions.amendments import (
    decide_amendment,
    propose_amendment,
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
    number_decision,
    set_aside_decision,
    supersede_decision,
)
from palermo.governance.actions.drafts import (
    begin_endorsement,
    draft_decision,
)
from palermo.governance.actions.endorsements import (
    announce_result,
    close_endorsement,
    extend_deadline,
    settle_endorsement,
    withdraw_endorsement,
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
from palermo.governance.actions.guidance import (
    accept_correction,
    answer_guidance,
    correct_notes,
    decline_correction,
    record_guidance,
    withdraw_correction,
)
from palermo.governance.actions.mandates import (
    change_mandate,
    end_mandate,
    make_mandate,
    narrow_mandate,
)
from palermo.governance.actions.meetings import (
    add_briefing,
    add_point,
    cancel_meeting,
    move_meeting,
    open_notes,
    schedule_meeting,
    summarise_meeting,
)
from palermo.governance.actions.notes import (
    change_note,
    discard_note,
    draft_note,
    issue_note,
)
from palermo.governance.actions.procedures import (
    change_endorsement,
    change_procedure,
)
from palermo.governance.actions.texts import (
    put_new_version,
    put_text,
    respond,
)

__all__ = [
    "accept_correction",
    "accept_progress",
    "add_action_point",
    "add_briefing",
    "add_point",
    "adopt_decision",
    "announce_result",
    "answer_guidance",
    "assign_follow_up",
    "authorise_activity",
    "begin_endorsement",
    "cancel_meeting",
    "change_due",
    "change_endorsement",
    "change_mandate",
    "change_note",
    "change_procedure",
    "close_endorsement",
    "coordinate_activity",
    "correct_notes",
    "decide_amendment",
    "decline_correction",
    "discard_note",
    "draft_decision",
    "draft_note",
    "end_mandate",
    "extend_deadline",
    "issue_note",
    "make_mandate",
    "move_activity",
    "move_follow_up",
    "move_meeting",
    "narrow_mandate",
    "number_decision",
    "open_entries",
    "open_entry",
    "open_notes",
    "propose_activity",
    "propose_amendment",
    "put_new_version",
    "put_text",
    "query_progress",
    "record_attendance",
    "record_guidance",
    "release_report",
    "report_progress",
    "respond",
    "save_seat",
    "schedule_meeting",
    "set_aside_decision",
    "settle_endorsement",
    "summarise_meeting",
    "supersede_decision",
    "withdraw_correction",
    "withdraw_endorsement",
]
