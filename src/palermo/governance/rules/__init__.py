"""Who may do what under which authority, and when."""

from palermo.governance.rules.activities import (
    check_can_authorise,
    check_can_coordinate,
    check_can_move,
    check_can_propose,
    check_may_authorise,
    check_may_coordinate,
)
from palermo.governance.rules.authority import (
    authority_gap,
    check_authority,
)
from palermo.governance.rules.bodies import (
    check_seat_is_free,
)
from palermo.governance.rules.committee import (
    check_can_add_action_point,
    check_can_record_attendance,
    check_can_release_report,
    check_may_release_report,
)
from palermo.governance.rules.decisions import (
    check_can_adopt,
    check_can_supersede,
    check_may_supersede,
)
from palermo.governance.rules.endorsements import (
    check_can_close_endorsement,
    check_may_close_endorsement,
)
from palermo.governance.rules.follow_ups import (
    check_can_accept_progress,
    check_can_change_due,
    check_can_move_follow_up,
    check_can_query_progress,
    check_can_report_progress,
    check_can_take_over,
    check_may_change_follow_up,
    check_may_report_progress,
    check_may_review_progress,
    check_may_take_over,
    check_may_take_over_all,
    is_responsible,
    responsible_name,
)
from palermo.governance.rules.mandates import (
    check_can_end_mandate,
    check_may_end_mandate,
)
from palermo.governance.rules.meetings import (
    check_can_cancel_meeting,
)

__all__ = [
    "authority_gap",
    "check_authority",
    "check_can_accept_progress",
    "check_can_add_action_point",
    "check_can_adopt",
    "check_can_authorise",
    "check_can_cancel_meeting",
    "check_can_change_due",
    "check_can_close_endorsement",
    "check_can_coordinate",
    "check_can_end_mandate",
    "check_can_move",
    "check_can_move_follow_up",
    "check_can_propose",
    "check_can_query_progress",
    "check_can_record_attendance",
    "check_can_release_report",
    "check_can_report_progress",
    "check_can_supersede",
    "check_can_take_over",
    "check_may_authorise",
    "check_may_change_follow_up",
    "check_may_close_endorsement",
    "check_may_coordinate",
    "check_may_end_mandate",
    "check_may_release_report",
    "check_may_report_progress",
    "check_may_review_progress",
    "check_may_supersede",
    "check_may_take_over",
    "check_may_take_over_all",
    "check_seat_is_free",
    "is_responsible",
    "responsible_name",
]
