"""Good practices against trafficking in persons."""

from palermo.accounts.models import Organisation, State
from palermo.events.models import Outcome
from palermo.governance.models import Activity
from palermo.knowledge.models import GoodPractice
from palermo.library.models import Document
from palermo.record.schema import Kind, Links, Table, arranged_fields, choice, day, partial, ref, text6

GOOD_PRACTICES = Kind(
    folder="good_practices",
    description="One good practice: what was done, by whom, on what evidence, and whether others can do it.",
    table=Table(
        noun="a good practice",
        model=GoodPractice,
        parts=(
            text6("title", "the title"),
            text6("summary", "what was done, in whole sentences in the past tense"),
            choice("field", "what it is for"),
            Links("states", "states", State, "the States in which it was carried out"),
            Links("organisations", "organisations", Organisation, "the organizations that carried it out"),
            text6("carried_out_by", "or who carried it out, in words"),
            partial("starts", "when it began"),
            partial("ends", "when it ended"),
            choice("evidence_level", "what kind of evidence there is"),
            text6("evidence", "the evidence, in whole sentences"),
            text6("evaluation", "how it was evaluated and what was found, in whole sentences"),
            text6("evaluated_by", "who evaluated it"),
            day("evaluated_on", "when it was evaluated"),
            ref("evaluation_document", Document, "the report of the evaluation"),
            text6("transferability", "what it takes to do the same elsewhere, in whole sentences"),
            Links("activities", "activities", Activity, "the tools and studies to which it belongs"),
            Links("outcomes", "outcomes", Outcome, "the outcomes of events that it puts into effect"),
            choice("status", "whether it is a draft, published or withdrawn"),
            choice("audience", "whom it is meant for"),
            day("published_on", "when it was published"),
            day("withdrawn_on", "when it was withdrawn"),
            text6("reason", "why it was withdrawn"),
            arranged_fields(),
        ),
    ),
)
