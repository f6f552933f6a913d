"""What accounts, invitations, postings and edits must keep to, whoever acts."""

from palermo.accounts.rules.accounts import check_demonstration_accounts_allowed, check_is_own, check_is_unchanged
from palermo.accounts.rules.invitations import (
    check_can_accept,
    check_can_invite,
    check_can_propose,
    check_can_send,
    check_can_send_again,
    check_can_send_first,
    check_can_withdraw,
    check_invitation_is_new,
    check_is_open,
)
from palermo.accounts.rules.postings import (
    check_can_end_posting,
    check_can_name_focal_point,
    check_can_relieve_focal_point,
)

__all__ = [
    "check_can_accept",
    "check_can_end_posting",
    "check_can_invite",
    "check_can_name_focal_point",
    "check_can_propose",
    "check_can_relieve_focal_point",
    "check_can_send",
    "check_can_send_again",
    "check_can_send_first",
    "check_can_withdraw",
    "check_demonstration_accounts_allowed",
    "check_invitation_is_new",
    "check_is_open",
    "check_is_own",
    "check_is_unchanged",
]
