"""What a delegation's desk says of persons proposed to speak."""

from typing import NamedTuple

from django.db.models import Count
from django.urls import reverse

from palermo.accounts.viewer import Viewer
from palermo.core.text import MultilingualText
from palermo.events.rules.events import OVER
from palermo.speakers.queries import speaker_proposals_visible_to
from palermo.speakers.states import ADVISED_ON


class Wanted(NamedTuple):
    """An event, and on how many persons the delegation has not advised yet."""

    title: MultilingualText
    address: str
    count: int


def advice_wanted(viewer: Viewer) -> list[Wanted]:
    """Events whose lists hold persons on whom one's delegation has not advised, by one query; nothing for others."""
    if not viewer.delegation_ids:
        return []
    shared = (
        speaker_proposals_visible_to(viewer)
        .filter(state__in=sorted(ADVISED_ON))
        .exclude(event__activity__state__in=OVER)
    )
    waiting = shared.exclude(advice__by_state__in=sorted(viewer.delegation_ids))
    rows = waiting.order_by().values_list("event__activity__slug", "event__activity__title").annotate(Count("pk"))
    found = [Wanted(title, reverse("event_speakers", args=[slug]), count) for slug, title, count in rows]
    return sorted(found, key=lambda wanted: wanted.address)
