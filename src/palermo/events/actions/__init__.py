"""What is done to events and their programmes: one transaction an act, its rule asked after the lock, one audit row."""

from palermo.events.actions.events import propose_event, reschedule_event
from palermo.events.actions.feedback import (
    PARTICIPANT,
    begin_feedback,
    change_feedback,
    hand_in_feedback,
    make_feedback_links,
    remove_question,
    revoke_feedback_link,
    save_question,
)
from palermo.events.actions.outcomes import (
    adopt_outcome,
    change_outcome,
    record_outcome,
    save_recommendation,
    show_at_forum,
    stop_showing,
)
from palermo.events.actions.preparation import (
    answer_event_invitation,
    describe_event,
    forget_participant_names,
    record_who_came,
    remove_from_preparation,
    save_in_preparation,
    send_event_invitation,
    withdraw_event_invitation,
)
from palermo.events.actions.programmes import (
    begin_programme,
    confirm_part,
    place_item,
    remove_from_programme,
    save_in_programme,
)
from palermo.events.actions.releases import put_release, release_programme, withdraw_release

__all__ = [
    "PARTICIPANT",
    "adopt_outcome",
    "answer_event_invitation",
    "begin_feedback",
    "begin_programme",
    "change_feedback",
    "change_outcome",
    "confirm_part",
    "describe_event",
    "forget_participant_names",
    "hand_in_feedback",
    "make_feedback_links",
    "place_item",
    "propose_event",
    "put_release",
    "record_outcome",
    "record_who_came",
    "release_programme",
    "remove_from_preparation",
    "remove_from_programme",
    "remove_question",
    "reschedule_event",
    "revoke_feedback_link",
    "save_in_preparation",
    "save_in_programme",
    "save_question",
    "save_recommendation",
    "send_event_invitation",
    "show_at_forum",
    "stop_showing",
    "withdraw_event_invitation",
    "withdraw_release",
]
