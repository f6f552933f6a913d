"""Who may do what: the one table that rules ask and docs/reference/access.md shows."""

from typing import Any

from django.db import models
from django.utils.translation import gettext as _
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
    ADOPT_DECISION = "adopt_decision", lazy("record the adoption of a decision")
    SUPERSEDE_DECISION = "supersede_decision", lazy("record that a decision is superseded")
    END_MANDATE = "end_mandate", lazy("end a mandate")
    CLOSE_ENDORSEMENT = "close_endorsement", lazy("record the result of an endorsement")
    CANCEL_MEETING = "cancel_meeting", lazy("cancel a meeting")
    PROPOSE_ACTIVITY = "propose_activity", lazy("propose an activity")
    AUTHORISE_ACTIVITY = "authorise_activity", lazy("authorise an activity")
    MOVE_ACTIVITY = "move_activity", lazy("change the state of an activity")
    PREPARE_REPORT = "prepare_report", lazy("prepare a report")
    CHANGE_REPORT = "change_report", lazy("change a report")
    ISSUE_REPORT = "issue_report", lazy("issue a report")


SECRETARIAT = frozenset({Role.SECRETARIAT})
MAY: dict[Act, frozenset[Role]] = {
    **dict.fromkeys(Act, SECRETARIAT),
    Act.PROPOSE_ACTIVITY: SECRETARIAT | {Role.COMMITTEE_MEMBER},
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
    if MAY[act] == SECRETARIAT:
        raise Refused(_("Only the secretariat may %(act)s. Ask the secretariat to do it.") % {"act": act.label})
    raise Refused(
        _("Only the secretariat and members of the Steering Committee may %(act)s. Ask one of them to do it.")
        % {"act": act.label}
    )
