"""Topics: guidance and points raised on each that the reader may see, and what followed from them.

The page is complete by construction: it starts from all visible guidance and points on the topic and looks up what
followed from each, so that what led to nothing is listed as waiting. What has no topic is listed by itself.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet, Value
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from palermo.accounts.requests import SiteRequest
from palermo.accounts.viewer import Viewer
from palermo.core.dates import PartialDate
from palermo.core.first_rows import FirstRows, first_of
from palermo.events.models import Outcome
from palermo.events.queries.events import outcomes_visible_to
from palermo.events.queries.register import follow_ups_visible_to, with_origin
from palermo.governance.models import Guidance, Mandate, PointRaised, Topic
from palermo.governance.queries.activities import activities_visible_to
from palermo.governance.queries.guidance import (
    guidance_visible_to,
    guidance_waiting,
    points_visible_to,
    topics_with_counts,
)
from palermo.governance.queries.mandate_actions import with_action_counts
from palermo.governance.queries.mandates import mandates_visible_to
from palermo.governance.queries.meetings import meetings_visible_to
from palermo.governance.web.chains import Part
from palermo.governance.web.views.consultations import ONE_MORE
from palermo.library.web.page_cache import cached
from palermo.reporting.web.statements import Statement, statements_of_all
from palermo.site.access import member_states_only
from palermo.site.listing import PER_PAGE, STARTS_FIRST

# The statements of each record, by its kind and slug.
type StatementsByRecord = dict[tuple[str, str], list[Statement]]
FOLLOWED, PRODUCED = 50, 200
GUIDANCE, POINT = "guidance", "point"


@dataclass(frozen=True)
class TopicEntry:
    """Guidance with everything that followed from it, or a point that was raised."""

    day: PartialDate
    guidance: Guidance | None = None
    point: PointRaised | None = None
    outcomes: tuple[Outcome, ...] = ()
    statements: tuple[Part, ...] = ()
    leads_to_mandate: bool = False

    @property
    def is_waiting(self) -> bool:
        """Whether nothing has followed from it that the reader may know."""
        return self.guidance is not None and not self.guidance.answer_kind and not self.leads_to_mandate


@member_states_only
def topic_list(request: SiteRequest) -> HttpResponse:
    """Every topic, with the number of its entries and of those among them from which nothing has followed yet."""
    viewer = request.viewer
    apart = Q(about=None)
    context = {
        "topics": cached("topics", viewer, lambda: list(topics_with_counts(viewer))),
        "other_count": guidance_visible_to(viewer).filter(apart).count()
        + points_visible_to(viewer).filter(apart).count(),
        "other_waiting": guidance_waiting(viewer).filter(apart).count(),
    }
    return render(request, "events/topics/list.html", context)


@member_states_only
def topic_detail(request: SiteRequest, slug: str) -> HttpResponse:
    """The guidance and points raised on one topic, in time order, and what followed from them."""
    topic = get_object_or_404(Topic, slug=slug)
    return _page(request, topic, Q(about=topic))


@member_states_only
def other_topics(request: SiteRequest) -> HttpResponse:
    """Guidance and points raised without a topic."""
    return _page(request, None, Q(about=None))


def _page(request: SiteRequest, topic: Topic | None, on_topic: Q) -> HttpResponse:
    viewer = request.viewer
    page = _keys(request, viewer, on_topic)
    entries = first_of(with_origin(follow_ups_visible_to(viewer).filter(about=topic)) if topic else (), FOLLOWED)
    context = {
        "topic": topic,
        "page": page,
        "said": _page_entries(list(page), viewer),
        "follow_ups": FirstRows([(entry, entry.wording) for entry in entries], entries.more),
    }
    return render(request, "events/topics/detail.html", context)


Key = tuple[date, str, int]


def _keys(request: SiteRequest, viewer: Viewer, on_topic: Q) -> Page:
    """Day, kind and key of all guidance and points raised on the topic, by one query, and one page of them."""
    guidance = guidance_visible_to(viewer).filter(on_topic).annotate(what=Value(GUIDANCE), day=F("given_on"))
    points = points_visible_to(viewer).filter(on_topic).annotate(what=Value(POINT), day=F("meeting__starts_on"))
    columns = ("day", "what", "pk")
    both = guidance.order_by().values_list(*columns).union(points.order_by().values_list(*columns), all=True)
    keys: list[Key] = list(both.order_by("day"))
    return Paginator(sorted(keys), PER_PAGE).get_page(request.GET.get("page"))


def _page_entries(keys: list[Key], viewer: Viewer) -> list[TopicEntry]:
    guidance = _guidance([pk for _day, kind, pk in keys if kind == GUIDANCE], viewer)
    outcomes = _outcomes(guidance.values(), viewer)
    statements = _statements_by_record(guidance.values(), outcomes, viewer)
    points = _points([pk for _day, kind, pk in keys if kind == POINT], viewer)
    return [
        _of_guidance(guidance[pk], outcomes, statements) if kind == GUIDANCE else _of_point(points[pk])
        for _day, kind, pk in keys
    ]


def _guidance(numbers: list[int], viewer: Viewer) -> Mapping[int, Guidance]:
    """Guidance with its meeting, where the reader may know it, and the mandates made from it."""
    activities = activities_visible_to(viewer).order_by(STARTS_FIRST, "slug")
    done = Prefetch("activities", activities[:ONE_MORE], to_attr="done")
    mandates = with_action_counts(mandates_visible_to(viewer), viewer).prefetch_related(done)
    rows = guidance_visible_to(viewer).select_related("meeting").prefetch_related(Prefetch("mandates", mandates))
    knows_meeting = Exists(meetings_visible_to(viewer).filter(pk=OuterRef("meeting")))
    return rows.annotate(knows_meeting=knows_meeting, leads_to_mandate=_leads_to_mandate()).in_bulk(numbers)


def _leads_to_mandate() -> Exists:
    """Whether a mandate was made from guidance, be it one that the reader may not see: then it does not wait."""
    return Exists(Mandate.objects.filter(guidance=OuterRef("pk")))


def _points(numbers: list[int], viewer: Viewer) -> dict[int, PointRaised]:
    rows: QuerySet[PointRaised] = points_visible_to(viewer).select_related("meeting")
    return rows.in_bulk(numbers)


def _outcomes(guidance: Iterable[Guidance], viewer: Viewer) -> dict[int, list[Outcome]]:
    """What was produced under its mandates, the first of it, by mandate; a mandate's own page has the rest."""
    mandates = [mandate.pk for each in guidance for mandate in each.mandates.all()]
    if not mandates:
        return {}
    outcomes: dict[int, list[Outcome]] = {}
    rows = outcomes_visible_to(viewer).filter(event__activity__mandate__in=mandates).select_related("event__activity")
    for outcome in rows.order_by("produced_on", "slug")[:PRODUCED]:
        if mandate_id := outcome.event.activity.mandate_id:
            outcomes.setdefault(mandate_id, []).append(outcome)
    return outcomes


def _statements_by_record(
    guidance: Iterable[Guidance], outcomes: dict[int, list[Outcome]], viewer: Viewer
) -> StatementsByRecord:
    slugs = {
        "guidance": [each.slug for each in guidance],
        "mandates": [mandate.slug for each in guidance for mandate in each.mandates.all()],
        "outcomes": [outcome.slug for group in outcomes.values() for outcome in group],
    }
    return statements_of_all(slugs, viewer)


def _of_guidance(guidance: Guidance, outcomes: dict[int, list[Outcome]], statements: StatementsByRecord) -> TopicEntry:
    mandates = list(guidance.mandates.all())
    own_outcomes = [outcome for mandate in mandates for outcome in outcomes.get(mandate.pk, ())]
    records = [
        ("guidance", guidance.slug),
        *(("mandates", mandate.slug) for mandate in mandates),
        *(("outcomes", outcome.slug) for outcome in own_outcomes),
    ]
    by_place = {row.place: row for key in records for row in statements.get(key, ())}
    return TopicEntry(
        guidance.given,
        guidance,
        outcomes=tuple(own_outcomes),
        statements=tuple(by_place[place].part for place in sorted(by_place)),
        leads_to_mandate=getattr(guidance, "leads_to_mandate", False),
    )


def _of_point(point: PointRaised) -> TopicEntry:
    return TopicEntry(PartialDate(point.meeting.starts_on), point=point)
