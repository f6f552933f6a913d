"""Who may do what to a document, and when."""

from palermo.library.rules.audiences import (
    check_can_derestrict,
    check_can_restrict,
    check_may_call_off_opening,
    check_may_derestrict,
    check_may_restrict,
)
from palermo.library.rules.documents import (
    check_can_assign_symbol,
    check_can_issue,
    check_can_withdraw,
    check_may_assign_symbol,
    check_may_withdraw,
)
from palermo.library.rules.readers import (
    check_can_name_reader,
    check_may_name_reader,
    check_may_remove_reader,
)
from palermo.library.rules.versions import (
    check_can_replace_version,
    check_is_not_issued,
    check_may_replace_version,
)

__all__ = [
    "check_can_assign_symbol",
    "check_can_derestrict",
    "check_can_issue",
    "check_can_name_reader",
    "check_can_replace_version",
    "check_can_restrict",
    "check_can_withdraw",
    "check_is_not_issued",
    "check_may_assign_symbol",
    "check_may_call_off_opening",
    "check_may_derestrict",
    "check_may_name_reader",
    "check_may_remove_reader",
    "check_may_replace_version",
    "check_may_restrict",
    "check_may_withdraw",
]
