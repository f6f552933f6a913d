"""The feeds of events and outcomes."""

from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from palermo.accounts.viewer import VISITOR
from palermo.core import clock
from palermo.core.text import plain
from palermo.events.models import Event, Outcome, Recommendation
from palermo.events.queries.events import events_visible_to, outcomes_visible_to
from palermo.site.feeds import Feed, register_feeds


def _events() -> QuerySet[Event]:
    """By the day on which they were authorized: the feed has plans as soon as they are public."""
    rows = events_visible_to(VISITOR).filter(activity__authorised_on__isnull=False)
    return rows.select_related("activity", "place").order_by("-activity__authorised_on", "-pk")


def _outcomes() -> QuerySet[Outcome]:
    rows = outcomes_visible_to(VISITOR).filter(produced_on__lte=clock.today())
    return rows.select_related("event__activity").order_by("-produced_on", "-pk")


def _recommendations(outcome: Outcome) -> dict[str, object]:
    return {"recommendations": Recommendation.objects.filter(outcome=outcome).order_by("number")}


register_feeds(
    Feed(
        name="events",
        order=3,
        label=_("Events"),
        page="event_list",
        pages=("event_list", "event"),
        title=lambda event: capfirst(plain(event.activity.title)) or event.display_name(),
        records=_events,
        day=lambda event: event.activity.authorised_on,
        slug=lambda event: event.activity.slug,
        kind=lambda event: event.get_kind_display(),
        template="events/feeds/event.html",
        log="activities",
    ),
    Feed(
        name="outcomes",
        order=4,
        label=_("Outcomes"),
        page="event_list",
        pages=(),
        records=_outcomes,
        day=lambda outcome: outcome.produced_on,
        slug=lambda outcome: outcome.slug,
        kind=lambda outcome: outcome.get_kind_display(),
        template="events/feeds/outcome.html",
        log="outcomes",
        more=_recommendations,
    ),
)
