"""Courses under tools, their sessions with the numbers of participants, and trainers.

E-mail addresses and accounts of trainers, links and certificates are in no file: certificates name nobody, and those
who hold them verify them with the public key.
"""

from palermo.accounts.models import Place, State
from palermo.events.models import FeedbackForm
from palermo.library.models import Document
from palermo.record.kinds.treaties import PARTICIPANT
from palermo.record.schema import (
    Children,
    Kind,
    Links,
    Table,
    choice,
    day,
    hour,
    instant,
    ref,
    text,
    text6,
    whole,
)
from palermo.toolkit.models import Course, LearnerGroup, Tool, Trainer, TrainingSession

COURSES = Kind(
    folder="courses",
    description="One course that teaches the use of a tool.",
    table=Table(
        noun="a course",
        model=Course,
        parts=(
            ref("tool", Tool, "the tool"),
            text6("title", "its title"),
            text6("aim", "its aim, in whole sentences"),
            text6("learners", "whom it is intended for, as a noun phrase"),
            whole("hours", "how many hours of instruction it has"),
            text("languages", "the languages in which it can be given, as codes with blanks between them"),
            Links("materials", "materials", Document, "its training materials"),
        ),
    ),
)

LEARNERS = Table(
    noun="a group of participants",
    model=LearnerGroup,
    parent="session",
    key=("number",),
    parts=(
        whole("number", "its number"),
        choice("sex", "the sex"),
        choice("profession", "the profession"),
        ref("state", State, "the State"),
        whole("count", "how many they were"),
    ),
)

TRAINING_SESSIONS = Kind(
    folder="training_sessions",
    description="One session of a course. Of participants only how many they were.",
    table=Table(
        noun="a training session",
        model=TrainingSession,
        parts=(
            ref("course", Course, "the course"),
            *PARTICIPANT,
            choice("status", "whether it is planned, was held or was cancelled"),
            day("starts_on", "its first day"),
            day("ends_on", "its last day"),
            hour("begins_at", "the hour at which it begins, in its time zone"),
            ref("place", Place, "where it is held"),
            text("link", "or the address at which it is held online"),
            text("zone", "the time zone of its hour, if not that of its place"),
            choice("language", "the language of training"),
            Links("trainers", "trainers", Trainer, "its trainers"),
            ref("evaluation", FeedbackForm, "the questions to its participants"),
            day("cancelled_on", "when it was cancelled"),
            text6("reason", "why it was cancelled"),
            Children("learners", LEARNERS, "how many took part"),
        ),
    ),
)

TRAINERS = Kind(
    folder="trainers",
    description="One person in the register of trainers, and whether they consent to be named. No e-mail address is "
    "here.",
    table=Table(
        noun="a trainer",
        model=Trainer,
        parts=(
            text("name", "the name"),
            text("languages", "the languages in which they train, as codes with blanks between them"),
            Links("tools", "tools", Tool, "the tools that they teach"),
            Links("states", "states", State, "the States that they serve"),
            choice("consent", "whether they consent to the publication of the entry"),
            instant("decided_at", "when they last decided on it"),
        ),
    ),
)
