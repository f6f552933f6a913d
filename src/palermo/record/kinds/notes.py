"""Notes verbales."""

from palermo.accounts.models import Organisation, Place
from palermo.governance.models import Endorsement, Meeting, NoteVerbale
from palermo.library.models import Document
from palermo.record.schema import Kind, Links, Table, choice, day, ref, text, text6, yes_no

NOTES = Kind(
    folder="notes",
    description="One note verbale, to permanent missions or ministries.",
    table=Table(
        noun="a note verbale",
        model=NoteVerbale,
        parts=(
            text("reference", "the number under which it is filed"),
            choice("kind", "the purpose"),
            ref("meeting", Meeting, "the meeting it is about"),
            ref("endorsement", Endorsement, "or the endorsement"),
            yes_no("to_all_member_states", "whether it goes to every permanent mission"),
            Links("addressees", "addressees", Organisation, "the missions or ministries it goes to"),
            Links("enclosures", "enclosures", Document, "the documents enclosed"),
            ref("dated_at", Place, "the place in its last line"),
            day("dated_on", "its date"),
            day("reply_by", "by when a reply is asked"),
            text6("text", "its text, once issued"),
            choice("state", "the status"),
            day("issued_on", "the day it was issued"),
        ),
    ),
)
