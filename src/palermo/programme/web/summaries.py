"""The summaries of the sessions of an event, beside the programme as it was published."""

from typing import NamedTuple

from palermo.accounts.models import User
from palermo.accounts.viewer import Viewer
from palermo.core import clock
from palermo.events.models import Event
from palermo.events.rules.preparation import has_begun
from palermo.programme.models import ProgrammeItem
from palermo.programme.queries.programmes import current_releases_visible_to
from palermo.programme.queries.summaries import items_to_summarize, summarized_items_visible_to
from palermo.programme.states.programmes import ItemRole
from palermo.programme.web.rows import ItemFilter, ItemRow, RoleRow, days_of
from palermo.programme.web.versions import content_for
from palermo.site.action_pages import ActionLink, named_action_links_for_each


class SummaryRow(NamedTuple):
    """A session as it was published, with its summary, where the reader has one, and what the reader may do."""

    day: str
    row: ItemRow
    item: ProgrammeItem
    rapporteurs: list[RoleRow]
    ways: list[ActionLink]

    @property
    def is_there(self) -> bool:
        """Whether there is a summary for the reader; otherwise they may record it."""
        return bool(self.item.summary)


def session_summaries(event: Event, viewer: Viewer, user: User | None) -> list[SummaryRow]:
    """The sessions with a summary for the viewer, and those of which the viewer may record it, in their order."""
    has_summaries = has_begun(event, clock.today(event.time_zone))
    release = current_releases_visible_to(viewer).filter(programme__event=event).first() if has_summaries else None
    if release is None:
        return []
    of_event = {"programme__event": event}
    related = ("day", "programme__event__activity", "programme__event__place")
    summarized = summarized_items_visible_to(viewer).filter(**of_event).select_related(*related)
    items = {each.slug: each for each in summarized}
    ways: dict[str, list[ActionLink]] = {}
    if viewer.roles:
        own = list(items_to_summarize(viewer).filter(**of_event).select_related(*related))
        links = named_action_links_for_each(["summarize-session"], own, viewer, user)
        ways = {each.slug: link for each, link in zip(own, links, strict=True) if link}
        items = {each.slug: each for each in own if each.slug in ways} | items
    return [
        SummaryRow(day.words, row, items[row.id], _rapporteurs(row), ways.get(row.id, []))
        for day in days_of(content_for(release), ItemFilter(), papers={})
        for row in day.items
        if row.id in items
    ]


def _rapporteurs(row: ItemRow) -> list[RoleRow]:
    return [each for each in row.roles if each.label == str(ItemRole.RAPPORTEUR.label)]
