"""What lies below an event: its budget, who is invited, who takes part. Names of participants are in no file."""

from palermo.accounts.models import Organisation, State
from palermo.events.models import BudgetLine, EventInvitation, ParticipantGroup
from palermo.governance.models import DonorContribution
from palermo.library.models import Document
from palermo.record.schema import Table, amount, choice, day, ref, text, whole

BUDGET_LINE = Table(
    noun="a line of a budget",
    model=BudgetLine,
    parent="event",
    key=("number",),
    parts=(
        whole("number", "its number"),
        text("purpose", "the purpose of the funds"),
        text("currency", "the currency, by the three letters of ISO 4217"),
        amount("planned", "how much is planned"),
        amount("committed", "how much is committed"),
        amount("spent", "how much is spent"),
        ref("contribution", DonorContribution, "the contribution from which it is paid"),
        ref("state", State, "or the State that pays it"),
        ref("organisation", Organisation, "or the organization that pays it"),
    ),
)
PARTICIPANT = Table(
    noun="a line of a list of participants",
    model=ParticipantGroup,
    parent="event",
    key=("number",),
    parts=(
        whole("number", "its number"),
        ref("state", State, "the State they come from"),
        ref("organisation", Organisation, "the organization they come from"),
        choice("category", "as what they take part"),
        whole("head_count", "how many they are; their names are in no file"),
        choice("standing", "whether they are expected, or came"),
    ),
)
INVITATION = Table(
    noun="an invitation to an event",
    model=EventInvitation,
    parent="event",
    key=("number",),
    parts=(
        whole("number", "its number"),
        choice("channel", "how they are invited"),
        ref("state_invited", State, "the State that is invited"),
        ref("organisation", Organisation, "or the organization"),
        ref("participant", ParticipantGroup, "or the participant, as event/number"),
        whole("seats", "for how many people it is"),
        text("reference", "the number under which the note or the letter is filed"),
        ref("document", Document, "the text as it was sent"),
        choice("state", "the status"),
        day("sent_on", "the day it was sent"),
        day("reply_by", "the day until which a reply is asked for"),
        day("replied_on", "the day of the reply"),
        whole("coming", "the number attending, as stated in the reply"),
        day("withdrawn_on", "the day it was withdrawn"),
    ),
)
