"""What is done to events, their programmes and registration: one transaction an act, its rule asked after the lock."""

from palermo.events.actions.badges import (
    Arrival,
    Told,
    check_in_all,
    issue_badge,
    issue_badges,
    revoke_badge,
    undo_check_in,
)
from palermo.events.actions.events import propose_event, reschedule_event
from palermo.events.actions.participants import (
    accredit_participant,
    apply_for_accreditation,
    approve_accreditation,
    change_participant,
    hand_in_letter,
    invite_organisation,
    refuse_accreditation,
    refuse_participant,
    register_participant,
    send_link,
    withdraw_participant,
)
from palermo.events.actions.programmes import (
    begin_programme,
    confirm_part,
    place_item,
    remove_from_programme,
    save_in_programme,
)
from palermo.events.actions.registrations import (
    change_registration,
    open_registration,
    purge_registration,
    release_list,
    set_category,
    take_back_list,
)
from palermo.events.actions.releases import put_release, release_programme, withdraw_release

__all__ = [
    "Arrival",
    "Told",
    "accredit_participant",
    "apply_for_accreditation",
    "approve_accreditation",
    "begin_programme",
    "change_participant",
    "change_registration",
    "check_in_all",
    "confirm_part",
    "hand_in_letter",
    "invite_organisation",
    "issue_badge",
    "issue_badges",
    "open_registration",
    "place_item",
    "propose_event",
    "purge_registration",
    "put_release",
    "refuse_accreditation",
    "refuse_participant",
    "register_participant",
    "release_list",
    "release_programme",
    "remove_from_programme",
    "reschedule_event",
    "revoke_badge",
    "save_in_programme",
    "send_link",
    "set_category",
    "take_back_list",
    "undo_check_in",
    "withdraw_participant",
    "withdraw_release",
]
