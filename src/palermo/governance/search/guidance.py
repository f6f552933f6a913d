"""Guidance, the points raised at meetings, and the topics of both."""

from collections.abc import Iterator

from django.db.models import QuerySet

from palermo.core.audiences import Audience
from palermo.core.dates import recorded_date
from palermo.core.kinds import kind_of
from palermo.governance.models import Guidance, PointRaised, Topic
from palermo.search.sources import Draft, SearchSource, same, searchable
from palermo.search.wording import drafts_of, is_readable_by, through


def _guidance(guidance: QuerySet) -> Iterator[Draft]:
    for each in guidance.select_related("meeting__body"):
        yield from drafts_of(
            each,
            each.topic,
            each.text,
            each.answer,
            body=_body(each),
            on=each.given,
            audience=each.audience,
        )


def _body(guidance: Guidance) -> str:
    meeting = guidance.meeting
    return meeting.body.slug if meeting and meeting.body and is_readable_by(meeting.audience, guidance.audience) else ""


def _points(points: QuerySet) -> Iterator[Draft]:
    for point in points.select_related("meeting__body", "about"):
        meeting = point.meeting
        body = meeting.body.slug if meeting.body else ""
        topic = {code: name for code, name in (point.about.name if point.about else {}).items() if code in point.text}
        yield from drafts_of(
            point, topic, point.text, body=body, on=recorded_date(meeting, "starts_on"), audience=meeting.audience
        )


def _topics(topics: QuerySet) -> Iterator[Draft]:
    for topic in topics:
        yield from drafts_of(topic, topic.name, audience=Audience.MEMBER_STATES)


searchable(
    SearchSource(
        kind_of(Guidance),
        _guidance,
        {"guidance": same, "meetings": through(Guidance, "meeting")},
    )
)
searchable(
    SearchSource(
        kind_of(PointRaised),
        _points,
        {"meetings": through(PointRaised, "meeting"), "topics": through(PointRaised, "about")},
        shown=lambda points: points.select_related("meeting", "about"),
    )
)
searchable(SearchSource(kind_of(Topic), _topics, {"topics": same}))
