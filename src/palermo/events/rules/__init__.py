"""Who may do what to events and their programmes, and when."""

from palermo.events.rules.events import check_can_reschedule, check_may_reschedule
from palermo.events.rules.programmes import (
    check_can_begin_programme,
    check_can_release,
    check_can_remove,
    check_may_edit_programme,
    check_may_release,
)
from palermo.events.rules.releases import (
    check_can_put_release,
    check_can_withdraw_release,
    check_may_put_release,
    check_may_withdraw_release,
)

__all__ = [
    "check_can_begin_programme",
    "check_can_put_release",
    "check_can_release",
    "check_can_remove",
    "check_can_reschedule",
    "check_can_withdraw_release",
    "check_may_edit_programme",
    "check_may_put_release",
    "check_may_release",
    "check_may_reschedule",
    "check_may_withdraw_release",
]
