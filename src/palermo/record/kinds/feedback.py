"""What participants were asked about an event, and what they answered. Links that open a form are in no file."""

from palermo.events.models import Event, FeedbackAnswer, FeedbackForm, FeedbackQuestion, FeedbackSheet
from palermo.record.schema import Children, Kind, Table, choice, day, ref, text, text6, whole

QUESTION = Table(
    noun="a question to participants",
    model=FeedbackQuestion,
    parent="form",
    key=("number",),
    parts=(
        whole("number", "its number"),
        choice("kind", "how it is answered"),
        text6("words", "the question"),
    ),
)
ANSWER = Table(
    noun="an answer",
    model=FeedbackAnswer,
    parent="sheet",
    key=("number",),
    parts=(
        whole("number", "the number of the question"),
        ref("question", FeedbackQuestion, "the question, as form/number"),
        whole("mark", "the mark, from 1 to 5"),
        text("words", "or the answer in words"),
    ),
)
SHEET = Table(
    noun="a form handed in",
    model=FeedbackSheet,
    parent="form",
    key=("code",),
    parts=(
        text("code", "a random name that does not identify the participant"),
        Children("answers", ANSWER, "the answers"),
    ),
)
FEEDBACK = Kind(
    folder="feedback",
    description="The questions to the participants of one event or training session, and their answers. An import "
    "creates new links to it.",
    table=Table(
        noun="a feedback form",
        model=FeedbackForm,
        parts=(
            ref("event", Event, "the event"),
            text6("title", "or what else is evaluated, by its title"),
            text6("introduction", "the introduction above the questions, in whole sentences"),
            day("opens_on", "the first day on which it is answered"),
            day("closes_on", "the last day"),
            whole("threshold", "with how many answers at least the evaluation is shown"),
            choice("audience", "whom the evaluation is meant for"),
            Children("questions", QUESTION, "the questions"),
            Children("sheets", SHEET, "the answers, in no order of time"),
        ),
    ),
)
