"""Tools, their use, and comments on their texts, as they are found: comments by the secretariat alone."""

from collections.abc import Iterator

from django.db.models import QuerySet

from palermo.core import clock
from palermo.core.audiences import Audience
from palermo.core.dates import PartialDate
from palermo.core.kinds import kind_of
from palermo.governance.search.activities import OF_ACTIVITY
from palermo.search.sources import Draft, SearchSource, same, searchable
from palermo.search.wording import drafts_of, through
from palermo.toolkit.models import Course, PassageComment, Tool, TrainingSession, Uptake
from palermo.toolkit.states.uptake import UptakeStatus
from palermo.toolkit.texts.markup import plain_content
from palermo.treaties.models.participants import name_on


def _tools(tools: QuerySet[Tool]) -> Iterator[Draft]:
    for tool in tools.select_related("activity").prefetch_related("editions__presentations__occasion"):
        activity = tool.activity
        shown = [each for edition in tool.editions.all() for each in edition.presentations.all()]
        occasions = [words for each in shown for words in (each.occasion.title, each.presented, each.comments)]
        texts = (activity.summary, tool.aim, tool.readers, *occasions)
        yield from drafts_of(tool, activity.title, *texts, on=activity.starts, audience=activity.audience)


searchable(
    SearchSource(
        kind_of(Tool),
        _tools,
        {**OF_ACTIVITY, "occasions": through(Tool, "editions__presentations__occasion")},
        shown=lambda tools: tools.select_related("activity"),
    )
)


def _uptakes(uptakes: QuerySet[Uptake]) -> Iterator[Draft]:
    for uptake in _with_names(uptakes.filter(status=UptakeStatus.RECORDED)):
        activity, name = uptake.tool.activity, name_on(uptake.participant, clock.today())
        yield from drafts_of(uptake, name, activity.title, uptake.evidence, audience=activity.audience)


def _with_names(uptakes: QuerySet[Uptake]) -> QuerySet[Uptake]:
    """Uses with their tools, and with those who use them in all their names."""
    named = uptakes.select_related("state", "organisation", "tool__activity")
    return named.prefetch_related("state__former_names", "organisation__listednames")


searchable(
    SearchSource(
        kind_of(Uptake),
        _uptakes,
        {
            "uptakes": same,
            "activities": through(Uptake, "tool__activity"),
            "states": through(Uptake, "state"),
            "organizations": through(Uptake, "organisation"),
        },
        shown=_with_names,
    )
)


def _comments(comments: QuerySet[PassageComment]) -> Iterator[Draft]:
    """A comment in the language in which it was written, and its response in its own."""
    for comment in comments.select_related("round__tool__activity"):
        activity = comment.round.tool.activity
        words = "\n".join(filter(None, (comment.text, comment.quote, plain_content(comment.proposal))))
        for code in {comment.language, *comment.response}:
            shown = activity.title.shown_in(code)
            own = words if code == comment.language else ""
            text = "\n".join(filter(None, (own, comment.response.get(code, ""))))
            yield Draft(comment.pk, code, shown.words if shown else "", text, audience=Audience.SECRETARIAT)


searchable(
    SearchSource(
        kind_of(PassageComment),
        _comments,
        {
            "passage-comments": same,
            "text-rounds": through(PassageComment, "round"),
            "activities": through(PassageComment, "round__tool__activity"),
        },
        shown=lambda comments: comments.select_related("round__tool__activity"),
    )
)


def _courses(courses: QuerySet[Course]) -> Iterator[Draft]:
    for course in courses.select_related("tool__activity"):
        activity = course.tool.activity
        yield from drafts_of(
            course, course.title, course.aim, course.learners, activity.title, audience=activity.audience
        )


searchable(
    SearchSource(
        kind_of(Course),
        _courses,
        {"courses": same, "activities": through(Course, "tool__activity")},
        shown=lambda courses: courses.select_related("tool__activity"),
    )
)


def _sessions(sessions: QuerySet[TrainingSession]) -> Iterator[Draft]:
    for session in _with_places(sessions):
        activity, name = session.course.tool.activity, name_on(session.participant, session.starts_on)
        place = session.place.name if session.place else None
        day = PartialDate(session.starts_on)
        texts = (name, *([place] if place else []))
        yield from drafts_of(session, session.course.title, *texts, on=day, audience=activity.audience)


def _with_places(sessions: QuerySet[TrainingSession]) -> QuerySet[TrainingSession]:
    """Sessions with their courses and places, and with their organizers in all their names."""
    named = sessions.select_related("course__tool__activity", "place", "state", "organisation")
    return named.prefetch_related("state__former_names", "organisation__listednames")


searchable(
    SearchSource(
        kind_of(TrainingSession),
        _sessions,
        {
            "training-sessions": same,
            "courses": through(TrainingSession, "course"),
            "activities": through(TrainingSession, "course__tool__activity"),
            "places": through(TrainingSession, "place"),
            "states": through(TrainingSession, "state"),
            "organizations": through(TrainingSession, "organisation"),
        },
        shown=_with_places,
    )
)
