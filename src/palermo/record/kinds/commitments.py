"""Commitments, and the forms by which they are made at events.

How to reach those who made them is in no file; how far they are is in the register of what is followed up.
"""

from palermo.events.models import Outcome
from palermo.governance.models import Activity, FollowUp
from palermo.outreach.models import Commitment, Pledging
from palermo.record.kinds.partners import MAKER
from palermo.record.schema import Kind, Table, arranged_fields, choice, day, partial, ref, text, text6, whole, yes_no

PLEDGING = Table(
    noun="a form for commitments",
    model=Pledging,
    parent="activity",
    key=(),
    parts=(
        text6("introduction", "what those who make a commitment read first, in whole sentences"),
        day("opens_on", "the first day on which commitments can be made"),
        day("closes_on", "the last day"),
        yes_no("on_screens", "whether commitments are shown on the screens of the event"),
    ),
)

COMMITMENTS = Kind(
    folder="commitments",
    description="One commitment of a State, an organization, a partner or a group.",
    table=Table(
        noun="a commitment",
        model=Commitment,
        parts=(
            *MAKER,
            ref("activity", Activity, "the event at which it was made"),
            ref("outcome", Outcome, "the outcome to which it belongs"),
            whole("number", "its number among those of the event, or among those made at none"),
            text6("title", "the title"),
            text6("text", "what is promised, in whole sentences"),
            text6("indicator", "how one sees that it is kept, as a noun phrase"),
            text6("target", "the value that the indicator is to reach"),
            partial("made", "when it was made"),
            partial("due", "by when, as stated in the commitment"),
            text("speaker", "the person who made it at the event"),
            yes_no("is_shown_on_screens", "whether that person agrees that it is shown on screens"),
            choice("status", "whether it is on record"),
            day("decided_on", "the day on which it was recorded, declined or withdrawn"),
            text6("reason", "why it was declined or withdrawn"),
            choice("audience", "whom the record of it is meant for"),
            ref("follow_up", FollowUp, "its entry in the register"),
            arranged_fields(),
        ),
    ),
)
