"""Who may do what: the one table that rules ask and docs/reference/access.md shows."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as lazy

from palermo.accounts.states import Role
from palermo.accounts.viewer import viewer_of
from palermo.core.refusals import Refused


class Act(models.TextChoices):
    """What is done to the record, as it stands in "Only … may …"."""

    CHANGE_RECORD = "change_record", lazy("change the record")
    MAKE_ACCOUNT = "make_account", lazy("make an account")
    END_POSTING = "end_posting", lazy("end a posting")
    ISSUE_DOCUMENT = "issue_document", lazy("issue a document")
    WITHDRAW_DOCUMENT = "withdraw_document", lazy("withdraw a document")
    ASSIGN_SYMBOL = "assign_symbol", lazy("give a document its symbol")
    DRAFT_DECISION = "draft_decision", lazy("record a draft decision")
    ADOPT_DECISION = "adopt_decision", lazy("record the adoption of a decision")
    SET_ASIDE_DECISION = "set_aside_decision", lazy("record that a draft was not adopted")
    SUPERSEDE_DECISION = "supersede_decision", lazy("record that a decision is superseded")
    NUMBER_DECISION = "number_decision", lazy("give a decision its number")
    PROPOSE_AMENDMENT = "propose_amendment", lazy("record an amendment")
    DECIDE_AMENDMENT = "decide_amendment", lazy("record what became of an amendment")
    MAKE_MANDATE = "make_mandate", lazy("record a mandate")
    NARROW_MANDATE = "narrow_mandate", lazy("narrow a mandate")
    END_MANDATE = "end_mandate", lazy("end a mandate")
    SCHEDULE_MEETING = "schedule_meeting", lazy("schedule a meeting")
    MOVE_MEETING = "move_meeting", lazy("move a meeting")
    CANCEL_MEETING = "cancel_meeting", lazy("cancel a meeting")
    RECORD_MEETING = "record_meeting", lazy("record what happened at a meeting")
    RELEASE_MEETING_REPORT = "release_meeting_report", lazy("release the report of a meeting to Member States")
    ISSUE_NOTE = "issue_note", lazy("issue a note verbale")
    RECORD_GUIDANCE = "record_guidance", lazy("record guidance")
    ANSWER_GUIDANCE = "answer_guidance", lazy("answer guidance")
    CORRECT_NOTES = "correct_notes", lazy("correct the notes of a meeting")
    DECIDE_CORRECTION = "decide_correction", lazy("accept or decline a correction")
    PUT_TEXT = "put_text", lazy("put a text to Member States")
    EXTEND_DEADLINE = "extend_deadline", lazy("extend a deadline")
    RESPOND = "respond", lazy("answer for a Member State")
    CLOSE_ENDORSEMENT = "close_endorsement", lazy("record the result of an endorsement")
    ANNOUNCE_RESULT = "announce_result", lazy("announce the result of an endorsement")
    PROPOSE_ACTIVITY = "propose_activity", lazy("propose an activity")
    COORDINATE_ACTIVITY = "coordinate_activity", lazy("say who leads and who supports an activity")
    AUTHORISE_ACTIVITY = "authorise_activity", lazy("authorise an activity")
    MOVE_ACTIVITY = "move_activity", lazy("change the state of an activity")
    RESCHEDULE_EVENT = "reschedule_event", lazy("move or rename an event")
    TAKE_OVER = "take_over", lazy("take something over into the register")
    CHANGE_FOLLOW_UP = "change_follow_up", lazy("change an entry of the register")
    REPORT_PROGRESS = "report_progress", lazy("report progress")
    REVIEW_PROGRESS = "review_progress", lazy("accept or query a report on progress")
    IMPORT_TABLE = "import_table", lazy("import a table")
    PREPARE_REPORT = "prepare_report", lazy("prepare a report")
    CHANGE_REPORT = "change_report", lazy("change a report")
    ISSUE_REPORT = "issue_report", lazy("issue a report")


SECRETARIAT = frozenset({Role.SECRETARIAT})
WITH_THE_COMMITTEE = SECRETARIAT | {Role.COMMITTEE_MEMBER}
DELEGATES = frozenset({Role.DELEGATE})
REPORTERS = WITH_THE_COMMITTEE | {Role.DELEGATE, Role.FOCAL_POINT}
MAY: dict[Act, frozenset[Role]] = {
    **dict.fromkeys(Act, SECRETARIAT),
    Act.PROPOSE_ACTIVITY: WITH_THE_COMMITTEE,
    Act.COORDINATE_ACTIVITY: WITH_THE_COMMITTEE,
    Act.RESPOND: DELEGATES,
    Act.CORRECT_NOTES: DELEGATES,
    Act.REPORT_PROGRESS: REPORTERS,
}
REFUSALS: dict[frozenset[Role], Any] = {
    SECRETARIAT: lazy("Only the secretariat may %(act)s. Ask the secretariat to do it."),
    WITH_THE_COMMITTEE: lazy(
        "Only the secretariat and members of the Steering Committee may %(act)s. Ask one of them to do it."
    ),
    DELEGATES: lazy("Only a delegate of a Member State may %(act)s. Ask your mission's focal point for an account."),
    REPORTERS: lazy("Only those who act for a State, an organisation or the secretariat may %(act)s."),
}


def check_may(user: Any, act: Act) -> None:
    """Refuse an act to someone whose postings do not give it.

    `user` is a person, or the name of a command run by whoever runs this installation, which may do anything.

    Raises
    ------
    Refused
        Naming the act, who may do it, and whom to ask.
    """
    if isinstance(user, str) or viewer_of(user).roles & MAY[act]:
        return
    raise Refused(REFUSALS[MAY[act]] % {"act": act.label})
