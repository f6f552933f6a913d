"""The editions of a tool as its page shows them: their stages in plain words, and where they are presented."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from django.db.models import Model, Prefetch, QuerySet
from django.utils.translation import gettext as _

from palermo.accounts.models import User
from palermo.accounts.viewer import Viewer
from palermo.core.speech.here import localize_day
from palermo.core.text import plain
from palermo.events.models import Event
from palermo.events.queries.events import events_visible_to
from palermo.library.web.papers import paper_of
from palermo.site.action_pages import ActionLink, named_action_links_for_each
from palermo.toolkit.models import Edition, EditionStage, Occasion, Presentation, Tool, ToolVersion
from palermo.toolkit.queries.occasions import presentations_visible_to
from palermo.toolkit.queries.texts import versions_visible_to
from palermo.toolkit.states.stages import Stage


class StageLine(NamedTuple):
    """A stage in words, with the meeting and the frozen text of it that the reader may see."""

    entry: EditionStage
    words: str
    meeting: Event | None
    version: ToolVersion | None
    is_current: bool
    ways: Sequence[ActionLink]


class PresentationLine(NamedTuple):
    """A presentation, the text that was presented, and the edition that followed."""

    presentation: Presentation
    version: ToolVersion | None
    next_edition: Edition | None
    ways: Sequence[ActionLink]


class EditionLine(NamedTuple):
    """An edition with its stages and presentations, and what the reader may do."""

    edition: Edition
    stages: Sequence[StageLine]
    presentations: Sequence[PresentationLine]
    ways: Sequence[ActionLink]


def editions_of_tool(tool: Tool, viewer: Viewer, person: User | None) -> list[EditionLine]:
    """The editions of a tool in order, by a fixed number of queries."""
    editions = list(
        tool.editions.prefetch_related(
            paper_of(viewer),
            Prefetch("stages", EditionStage.objects.order_by("number")),
            Prefetch("presentations", with_occasions(Presentation.objects.all())),
            Prefetch("versions", _versions(viewer)),
        )
    )
    for edition in editions:
        edition.tool = tool
        for entry in edition.stages.all():
            entry.edition = edition
        for presentation in edition.presentations.all():
            presentation.edition = edition
    meetings = {
        each.pk: each
        for each in events_visible_to(viewer)
        .filter(edition_stages__edition__tool=tool)
        .select_related("activity")
        .distinct()
    }
    entries = [entry for edition in editions for entry in edition.stages.all()]
    shown = [each for edition in editions for each in edition.presentations.all()]
    corrections = _ways(("change-stage",), entries, viewer, person)
    latest = [list(edition.stages.all())[-1] for edition in editions if edition.stages.all()]
    corrections |= _ways(("change-stage", "remove-stage"), latest, viewer, person)
    presented = _ways(("change-presentation", "remove-presentation"), shown, viewer, person)
    ways = named_action_links_for_each(("move-edition", "record-presentation"), editions, viewer, person)
    return [
        EditionLine(
            edition,
            _stage_lines(edition, meetings, corrections),
            [
                PresentationLine(each, _text_presented(each), following, presented[each])
                for each in edition.presentations.all()
            ],
            own,
        )
        for edition, following, own in zip(editions, [*editions[1:], None], ways, strict=False)
    ]


def _ways[Row: Model](
    names: Sequence[str], rows: Sequence[Row], viewer: Viewer, person: User | None
) -> dict[Row, Sequence[ActionLink]]:
    return dict(zip(rows, named_action_links_for_each(names, rows, viewer, person), strict=True))


def with_occasions(presentations: QuerySet[Presentation]) -> QuerySet[Presentation]:
    """Presentations with what their pages show of the occasions, the earliest first."""
    related = presentations.select_related("occasion__place", "occasion__organisation")
    return related.order_by("occasion__starts_on", "pk")


def presentations_at(occasion: Occasion, viewer: Viewer, person: User | None) -> list[PresentationLine]:
    """What is presented at an occasion that the reader may see, by a fixed number of queries."""
    found = list(
        presentations_visible_to(viewer)
        .filter(occasion=occasion)
        .select_related("occasion", "edition__tool__activity")
        .prefetch_related(
            "edition__tool__editions",
            Prefetch("edition__versions", _versions(viewer)),
        )
        .order_by("edition__tool__activity__slug", "edition__order")
    )
    ways = _ways(("change-presentation", "remove-presentation"), found, viewer, person)
    return [PresentationLine(each, _text_presented(each), _next_edition(each.edition), ways[each]) for each in found]


def _next_edition(edition: Edition) -> Edition | None:
    later = [each for each in edition.tool.editions.all() if each.order > edition.order]
    for each in later:
        each.tool = edition.tool
    return min(later, key=lambda each: each.order, default=None)


def _versions(viewer: Viewer) -> QuerySet[ToolVersion]:
    return versions_visible_to(viewer).select_related("tool__activity").order_by("frozen_on", "number")


def _stage_lines(
    edition: Edition, meetings: dict[int, Event], ways: dict[EditionStage, Sequence[ActionLink]]
) -> list[StageLine]:
    entries = list(edition.stages.all())
    ends: dict[EditionStage, date] = {entry: following.began_on for entry, following in pairwise(entries)}
    return [
        StageLine(
            entry,
            stage_words(entry),
            meetings.get(entry.meeting_id) if entry.meeting_id else None,
            _version_of_stage(edition, entry.began_on, ends.get(entry)),
            is_current=entry is entries[-1],
            ways=ways[entry],
        )
        for entry in entries
    ]


def stage_words(entry: EditionStage) -> str:
    """What the timeline says of a stage: “Consultation of Member States until 4 March 2008”."""
    words = {"whom": plain(entry.consulted), "until": localize_day(entry.until_on)}
    if entry.stage == Stage.CONSULTATION and words["whom"] and words["until"]:
        return _("Consultation of %(whom)s until %(until)s") % words
    if words["until"]:
        return _("%(stage)s until %(until)s") % {**words, "stage": entry.get_stage_display()}
    return str(entry.get_stage_display())


def _version_of_stage(edition: Edition, since: date, before: date | None) -> ToolVersion | None:
    """The last text of the edition that was frozen during a stage."""
    frozen = [each for each in edition.versions.all() if each.frozen_on >= since]
    versions = [each for each in frozen if before is None or each.frozen_on < before]
    return versions[-1] if versions else None


def _text_presented(presentation: Presentation) -> ToolVersion | None:
    """The text of the edition as it was last frozen before the occasion was over."""
    occasion = presentation.occasion
    last = occasion.ends_on or occasion.starts_on
    versions = [each for each in presentation.edition.versions.all() if each.frozen_on <= last]
    return versions[-1] if versions else None
