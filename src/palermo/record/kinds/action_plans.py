"""Action plans: editions with sections and measures, progress rounds, evaluations and lessons."""

from palermo.accounts.models import Organisation
from palermo.events.models import Outcome, Recommendation
from palermo.governance.models import Activity
from palermo.library.models import Document
from palermo.outreach.models import (
    ActionPlan,
    Lesson,
    Measure,
    MeasureProgress,
    PlanEdition,
    PlanEvaluation,
    PlanSection,
    ProgressRound,
)
from palermo.record.kinds.partners import MAKER
from palermo.record.schema import (
    Children,
    Kind,
    Links,
    Table,
    amount,
    arranged_fields,
    choice,
    day,
    partial,
    ref,
    text,
    text6,
    whole,
    yes_no,
)
from palermo.treaties.models import LawArticle, Treaty

SECTION = Table(
    noun="a section",
    model=PlanSection,
    parent="edition",
    key=("key",),
    order="order",
    parts=(
        text("key", "its key, the same in every edition"),
        text6("heading", "the heading"),
        text6("text", "the text, in whole sentences"),
    ),
)

MEASURE = Table(
    noun="a measure",
    model=Measure,
    parent="edition",
    key=("key",),
    order="order",
    parts=(
        text("key", "its key, the same in every edition"),
        ref("section", PlanSection, "its section"),
        text6("text", "what is to be done, in whole sentences"),
        text6("responsible", "who is responsible, as the plan words it"),
        ref("organisation", Organisation, "the organization on record that this means"),
        day("starts_on", "when it begins"),
        partial("due", "by when"),
        amount("budget", "what it is to cost"),
        text("currency", "the currency's three letters"),
        text6("indicator", "how one sees that it is done, as a noun phrase"),
        text6("baseline", "the value of the indicator at the beginning"),
        text6("target", "the value that it is to reach"),
        ref("treaty", Treaty, "the treaty that it implements"),
        text("provision", 'provisions of the treaty, such as "9(1), 10(2)"'),
        Links("recommendations", "recommendations", Recommendation, "the recommendations that it implements"),
        Links("laws", "laws", LawArticle, "provisions of national law"),
        Links("tools", "tools", Activity, "the tools that it uses"),
    ),
)

MEASURE_PROGRESS = Table(
    noun="the progress of a measure",
    model=MeasureProgress,
    parent="round",
    key=("measure_id",),
    parts=(
        ref("measure", Measure, "the measure"),
        choice("status", "how far it is"),
        text6("text", "what was done, in whole sentences"),
        text6("value", "the value of the indicator"),
        amount("spent", "what was spent, in the currency of the measure"),
        text("link", "an address that shows it"),
        ref("evidence", Document, "a document that shows it"),
        day("reported_on", "when it was reported"),
    ),
)

PROGRESS_ROUND = Table(
    noun="a progress round",
    model=ProgressRound,
    parent="edition",
    key=("number",),
    parts=(
        whole("number", "its number"),
        day("period_from", "the first day that it covers"),
        day("period_until", "the last day that it covers"),
        choice("status", "whether it is open, closed or published"),
        day("opened_on", "when it was opened"),
        day("due_on", "by when progress is to be reported"),
        day("closed_on", "when it was closed"),
        day("published_on", "when it was published"),
        text6("assessment", "the assessment of progress, in whole sentences"),
        Children("progress", MEASURE_PROGRESS, "what is reported on each measure"),
    ),
)

LESSON = Table(
    noun="a lesson",
    model=Lesson,
    parent="evaluation",
    key=("number",),
    parts=(
        whole("number", "its number"),
        text6("text", "the lesson, in whole sentences"),
        ref("measure", Measure, "the measure that takes it up"),
    ),
)

EVALUATION = Table(
    noun="an evaluation",
    model=PlanEvaluation,
    parent="edition",
    key=("number",),
    parts=(
        whole("number", "its number"),
        choice("kind", "what kind of evaluation"),
        text6("evaluator", "who made it"),
        yes_no("is_independent", "whether it is independent of those who carry out the plan"),
        partial("made", "when it was made"),
        text6("method", "how it was made, in whole sentences"),
        text6("findings", "what was found, in whole sentences"),
        ref("document", Document, "the document that holds it"),
        day("published_on", "when it was published"),
        Children("lessons", LESSON, "its lessons"),
    ),
)

EDITION = Table(
    noun="an edition of the plan",
    model=PlanEdition,
    parent="plan",
    key=("number",),
    parts=(
        whole("number", "its number"),
        choice("status", "whether it is a draft, in force, replaced or given up"),
        yes_no("is_shared", "whether the audience of the plan may read the draft"),
        day("drafted_on", "when it was drafted"),
        partial("adopted", "when it was adopted"),
        day("ended_on", "when it was replaced or given up"),
        day("period_from", "the first day of its period"),
        day("period_until", "the last day of its period"),
        text6("changes", "what changed from the previous edition, in whole sentences"),
        ref("document", Document, "the document that holds it"),
        Children("sections", SECTION, "its sections, in order"),
        Children("measures", MEASURE, "its measures, in order"),
        Children("rounds", PROGRESS_ROUND, "rounds in which progress is reported"),
        Children("evaluations", EVALUATION, "its evaluations"),
    ),
)

ACTION_PLANS = Kind(
    folder="action_plans",
    description="One action plan: national, regional, of faith communities or of a sector.",
    table=Table(
        noun="an action plan",
        model=ActionPlan,
        parts=(
            *MAKER,
            text6("title", "the title"),
            choice("level", "for whom it is"),
            text6("summary", "what it is about, in whole sentences"),
            yes_no("stresses_monitoring", "whether it lays emphasis on monitoring and evaluation"),
            ref("activity", Activity, "the event at which it was drawn up or discussed"),
            ref("outcome", Outcome, "the outcome of that event"),
            ref("template", Activity, "the tool that it follows"),
            choice("audience", "whom it is meant for"),
            arranged_fields(),
            Children("editions", EDITION, "its editions"),
        ),
    ),
)
