"""The register of what is followed up."""

from palermo.accounts.models import Organisation, State
from palermo.governance.models import Body, FollowUp, ProgressReport, Topic
from palermo.library.models import Document
from palermo.record.schema import Children, Kind, Table, choice, day, partial, ref, text, text6, whole, yes_no

PROGRESS = Table(
    noun="a progress report",
    model=ProgressReport,
    parent="follow_up",
    key=("number",),
    parts=(
        whole("number", "its number"),
        ref("organisation", Organisation, "the organization that reported"),
        ref("state_by", State, "or the State"),
        yes_no("by_party", "whether those that made the commitment reported"),
        day("made_on", "when"),
        choice("claims", "the status it reports"),
        text6("text", "the text, in whole sentences"),
        text("link", "an address that shows it"),
        ref("evidence", Document, "a document that shows it"),
        choice("state", "what the secretariat made of it"),
        day("reviewed_on", "when"),
        text6("review", "the reply of the secretariat"),
    ),
)

FOLLOW_UPS = Kind(
    folder="follow_ups",
    description="One entry of the register; its words are those of its recommendation, action point or commitment.",
    table=Table(
        noun="a follow-up",
        model=FollowUp,
        parts=(
            choice("origin", "where it comes from"),
            ref("about", Topic, "the topic under which it is listed"),
            ref("responsible_organisation", Organisation, "the organization responsible for it"),
            ref("responsible_state", State, "or the State"),
            ref("responsible_body", Body, "or the body"),
            yes_no("is_for_each_state", "or each Member State"),
            day("taken_over_on", "the day it came into the register"),
            partial("due", "by when"),
            choice("state", "the status"),
            day("state_on", "since when"),
            text6("note", "what has come of it, in whole sentences"),
            Children("progress", PROGRESS, "what those responsible reported"),
        ),
    ),
)
