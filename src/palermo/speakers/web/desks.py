"""What a delegation's desk says of persons proposed to speak."""

from dataclasses import dataclass

from django.db.models import Count
from django.urls import reverse

from palermo.accounts.viewer import Viewer
from palermo.core.text import MultilingualText
from palermo.events.rules.events import OVER
from palermo.speakers.queries import speaker_proposals_visible_to
from palermo.speakers.states import ADVISED_ON


@dataclass(frozen=True)
class AdviceRequest:
    """An event, and on how many persons the delegation has not advised yet."""

    title: MultilingualText
    address: str
    count: int


def advice_requests(viewer: Viewer) -> list[AdviceRequest]:
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
    requests = [AdviceRequest(title, reverse("event_speakers", args=[slug]), count) for slug, title, count in rows]
    return sorted(requests, key=lambda request: request.address)
