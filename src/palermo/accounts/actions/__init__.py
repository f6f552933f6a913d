"""What is done to accounts, invitations and postings, and to any record by an editor."""

from palermo.accounts.actions.accounts import (
    EDITORIAL_GROUPS,
    begin_installation,
    change_own_account,
    close_account,
    create_account,
    end_own_sessions,
    save_account,
)
from palermo.accounts.actions.invitations import (
    accept_invitation,
    accept_with_new_account,
    invite_person,
    propose_person,
    send_invitation,
    withdraw_invitation,
)
from palermo.accounts.actions.keys import begin_key, note_key
from palermo.accounts.actions.postings import end_posting, name_focal_point, relieve_focal_point
from palermo.accounts.actions.records import fingerprint, save_record
from palermo.accounts.actions.unused import close_unused_accounts, tell_of_closing

__all__ = [
    "EDITORIAL_GROUPS",
    "accept_invitation",
    "accept_with_new_account",
    "begin_installation",
    "begin_key",
    "change_own_account",
    "close_account",
    "close_unused_accounts",
    "create_account",
    "end_own_sessions",
    "end_posting",
    "fingerprint",
    "invite_person",
    "name_focal_point",
    "note_key",
    "propose_person",
    "relieve_focal_point",
    "save_account",
    "save_record",
    "send_invitation",
    "tell_of_closing",
    "withdraw_invitation",
]
