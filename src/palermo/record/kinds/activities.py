"""Events, tools, studies and other activities; what an event produced.

The first keys of each are the activity's: who, when, under which authority.
"""

from palermo.accounts.models import Organisation, Place, State
from palermo.events.models import Event, Outcome, Recommendation, Rescheduling
from palermo.governance.models import Activity, FollowUp, Mandate, Meeting, Partner
from palermo.governance.states.activities import ActivityKind
from palermo.library.models import Document
from palermo.record.kinds.commitments import PLEDGING
from palermo.record.kinds.logistics import TASK
from palermo.record.kinds.preparation import BUDGET_LINE, INVITATION, PARTICIPANT
from palermo.record.kinds.showings import showing_of
from palermo.record.kinds.studies import STUDY
from palermo.record.schema import (
    Children,
    Kind,
    Links,
    Table,
    arranged_fields,
    choice,
    day,
    partial,
    ref,
    text6,
    whole,
    yes_no,
)
from palermo.toolkit.models import Edition, EditionStage, Occasion, Presentation, Tool

PARTNER = Table(
    noun="a partner",
    model=Partner,
    parent="activity",
    key=("organisation_id", "state_id", "role"),
    order="order",
    parts=(
        ref("organisation", Organisation, "the organization"),
        ref("state", State, "or the State"),
        choice("role", "what it does in the activity"),
    ),
)

ACTIVITY_PARTS = (
    text6("title", "the title"),
    text6("summary", "what it is, in whole sentences"),
    ref("lead", Organisation, "the organization that carries it out"),
    ref("part_of", Activity, "the activity of which it is a part"),
    ref("mandate", Mandate, "the mandate under which it is done"),
    choice("state", "the status; only a proposal, or an abandoned one, may be without a mandate"),
    day("proposed_on", "the day it was proposed"),
    day("authorised_on", "the day it was authorized, under the mandate it had then"),
    day("scheduled_on", "the day its dates came to be planned"),
    day("cancelled_on", "the day it was called off"),
    partial("starts", "when it begins"),
    partial("ends", "when it ends"),
    choice("audience", "whom the record of it is meant for"),
    arranged_fields(),
    Children("partners", PARTNER, "who takes part in carrying it out, in the order of the papers"),
    Links("documents", "documents", Document, "documents about it"),
)

RESCHEDULING = Table(
    noun="a rescheduling",
    model=Rescheduling,
    parent="event",
    key=("decided_on",),
    parts=(
        day("decided_on", "the day it was decided"),
        ref("decided_at", Meeting, "the meeting that decided it"),
        text6("previous_title", "the title until then"),
        partial("previous_starts", "the beginning planned until then"),
        day("previous_ends_on", "the last day planned until then"),
    ),
)

STAGE = Table(
    noun="a stage of an edition",
    model=EditionStage,
    parent="edition",
    key=(),
    order="number",
    parts=(
        choice("stage", "what is being done with it"),
        day("began_on", "from which day"),
        day("until_on", "until when"),
        text6("consulted", "who is consulted, as a noun phrase"),
        ref("meeting", Event, "the expert group meeting"),
        text6("reason", "why, in whole sentences"),
    ),
)

PRESENTATION = Table(
    noun="a presentation of a tool",
    model=Presentation,
    parent="edition",
    key=("occasion_id",),
    parts=(
        ref("occasion", Occasion, "the occasion"),
        text6("presented", "what is done with the text there, as used after the verb"),
        text6("comments", "the comments received, in whole sentences"),
        whole("comment_count", "how many comments were received"),
    ),
)

OCCASIONS = Kind(
    "occasions",
    Table(
        noun="an occasion",
        model=Occasion,
        parts=(
            text6("title", "the title"),
            ref("organisation", Organisation, "the organization that holds it"),
            text6("organizer", "or who holds it, in words"),
            partial("starts", "when it begins"),
            partial("ends", "when it ends"),
            ref("place", Place, "where"),
            ref("event", Event, "the event of the record with which it is held"),
        ),
    ),
    "One forum, assembly or conference of others at which tools are presented.",
)

EDITION = Table(
    noun="an edition",
    model=Edition,
    parent="tool",
    key=(),
    order="order",
    parts=(
        choice("state", "how finished it is"),
        partial("due", "when it is due"),
        day("scheduled_on", "the day that date came to be planned"),
        day("prepared_on", "the day it was ready"),
        day("issued_on", "the day it came out"),
        ref("document", Document, "the document that holds it"),
        Children("stages", STAGE, "the stages it has gone through, in order"),
        Children("presentations", PRESENTATION, "the occasions at which it is presented"),
    ),
)

EVENT = Table(
    noun="an event",
    model=Event,
    parent="activity",
    key=(),
    parts=(
        choice("kind", "what kind of event"),
        ref("place", Place, "where"),
        choice("form", "the name used in a sentence"),
        choice("title_use", "whether its title is official, and how it is printed"),
        text6("theme", "the subject, as a noun phrase, with its article where the language has one"),
        text6("participants", "who took part, as a noun phrase"),
        text6("account", "what it dealt with, in whole sentences in the past tense"),
        whole("head_count", "how many took part"),
        yes_no("head_count_is_minimum", "whether it was that many or more"),
        ref("concept_note", Document, "the concept note"),
        whole("order", "its place among the events of its kind in papers; without one it follows, by date"),
        Children("reschedulings", RESCHEDULING, "changes of its dates or title"),
        Children("budget", BUDGET_LINE, "what it costs, and who pays it"),
        Children("participant_list", PARTICIPANT, "who takes part, in numbers"),
        Children("invitations", INVITATION, "who is invited, and what they replied"),
        Children("pledging", PLEDGING, "the form by which participants make commitments, at most one"),
        Children("tasks", TASK, "the tasks of its preparations; who sees to each is in no file"),
    ),
)

TOOL = Table(
    noun="a tool",
    model=Tool,
    parent="activity",
    key=(),
    parts=(
        choice("kind", "what kind of tool"),
        text6("readers", "whom it is for, as a noun phrase"),
        text6("aim", "the aim, in whole sentences"),
        Children("editions", EDITION, "its editions, in order"),
    ),
)


def activity_table(kind: ActivityKind, extension: Table | None = None) -> Table:
    """Activities of a kind, with what is written of these alone."""
    return Table(
        noun="an activity", model=Activity, parts=ACTIVITY_PARTS, fixed={"kind": kind.value}, extension=extension
    )


EVENTS = Kind(
    "events",
    activity_table(ActivityKind.EVENT, EVENT),
    "One event: a regional event, a forum, an expert meeting, a launch.",
)
TOOLS = Kind("tools", activity_table(ActivityKind.TOOL, TOOL), "One tool: a manual, a model law, a handbook.")
STUDIES = Kind("studies", activity_table(ActivityKind.STUDY, STUDY), "One study.")
ACTIVITIES = Kind(
    "activities", activity_table(ActivityKind.OTHER), "One activity that is neither event, tool, study nor campaign."
)

RECOMMENDATION = Table(
    noun="a recommendation",
    model=Recommendation,
    parent="outcome",
    key=("number",),
    parts=(
        whole("number", "its number"),
        text6("text", "what is recommended, in whole sentences"),
        text6("addressee", "to whom"),
        partial("due", "the deadline, as stated in the outcome"),
        ref("follow_up", FollowUp, "its entry in the register"),
    ),
)

OUTCOMES = Kind(
    folder="outcomes",
    description="One thing that an event produced.",
    table=Table(
        noun="an outcome",
        model=Outcome,
        parts=(
            ref("event", Event, "the event that produced it"),
            whole("order", "its place among the event's outcomes"),
            choice("kind", "what kind of outcome"),
            choice("status", "the status of the text"),
            day("adopted_on", "the day on which it was adopted, where it was a draft before"),
            text6("title", "the title"),
            text6("text", "the text, in whole sentences in the past tense"),
            text6("process", "the process for which it was agreed, by its name"),
            day("produced_on", "the day it was produced"),
            day("withdrawn_on", "the day on which it was withdrawn, if it was recorded by mistake"),
            text6("withdrawal_reason", "why it was withdrawn"),
            whole("stated_count", "how many recommendations there are, where the record does not hold each"),
            ref("document", Document, "the document that holds it"),
            choice("audience", "whom it is meant for"),
            Children("showings", showing_of("outcome"), "how it is shown at a forum"),
            Children("recommendations", RECOMMENDATION, "its recommendations, one by one"),
        ),
    ),
)
