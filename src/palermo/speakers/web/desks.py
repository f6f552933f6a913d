"""What a delegation's desk says of persons nominated to speak."""

from itertools import groupby
from typing import NamedTuple

from django.urls import reverse

from palermo.accounts.viewer import Viewer
from palermo.core.speech.collation import sort_for_reader
from palermo.core.text import MultilingualText
from palermo.events.rules.events import OVER
from palermo.speakers.models import Speaker
from palermo.speakers.queries import speaker_proposals_visible_to
from palermo.speakers.states import ADVISED_ON
from palermo.speakers.web.listing import LONG

# So many nominees of an event are named on a desk; the page of its speakers has all.
SHOWN = 5


class AdviceRequest(NamedTuple):
    """An event, the first nominees on whom the delegation has not commented yet, and how many more there are."""

    title: MultilingualText
    address: str
    speakers: list[Speaker]
    more: int


def advice_requests(viewer: Viewer) -> list[AdviceRequest]:
    """Events with nominees on whom one's delegation has not commented, by one query; nothing for others."""
    if not viewer.delegation_ids:
        return []
    shared = (
        speaker_proposals_visible_to(viewer)
        .filter(state__in=sorted(ADVISED_ON))
        .exclude(event__activity__state__in=OVER)
    )
    waiting = shared.exclude(advice__by_state__in=sorted(viewer.delegation_ids))
    rows = waiting.select_related("event__activity").defer(*LONG).order_by("event__activity__slug", "slug")
    return [_request(list(speakers)) for _slug, speakers in groupby(rows, lambda each: each.event.activity.slug)]


def _request(speakers: list[Speaker]) -> AdviceRequest:
    activity = speakers[0].event.activity
    first = sort_for_reader(speakers, lambda speaker: speaker.display_name())[:SHOWN]
    address = reverse("event_speakers", args=[activity.slug])
    return AdviceRequest(activity.title, address, first, len(speakers) - len(first))
