"""What of outcomes and documents is shown at the Forum, for whom."""

from datetime import date
from typing import NamedTuple

from django.db.models import Prefetch, Q, QuerySet

from palermo.accounts.viewer import Viewer
from palermo.events.models import Event, Outcome, Showing
from palermo.events.queries.events import events_visible_to, outcomes_visible_to
from palermo.events.states.events import ShowingKind
from palermo.library.models import Document
from palermo.library.queries import documents_visible_to


class ShownRecord(NamedTuple):
    """What is shown at a Forum and how; an outcome comes with its event, and its document where the reader has it."""

    showing: Showing
    record: Outcome | Document


def showings_visible_to(viewer: Viewer) -> QuerySet[Showing]:
    """Marks on outcomes and documents that the viewer may see, at Forums they may see; what was taken from there is
    the secretariat's."""
    seen = Showing.objects.filter(
        Q(outcome__in=outcomes_visible_to(viewer)) | Q(document__in=documents_visible_to(viewer)),
        forum__in=events_visible_to(viewer),
    )
    return seen if viewer.is_secretariat else seen.filter(withdrawn_on=None)


def standing_on(day: date) -> Q:
    """The marks that stood when `day` was over."""
    return (Q(marked_on=None) | Q(marked_on__lte=day)) & (Q(withdrawn_on=None) | Q(withdrawn_on__gt=day))


def shown_at_forum(forum: Event, viewer: Viewer, *, kind: ShowingKind | str = "") -> list[ShownRecord]:
    """What a reader is shown at a Forum, in the order of events and outcomes, then documents by title.

    With `kind`, only what is handed out, or only what is on the screens. For an offline package or a screen, pass the
    viewer for whom it is made: it contains nothing else.
    """
    marks = showings_visible_to(viewer).filter(forum=forum, withdrawn_on=None)
    marks = marks.filter(kind=kind) if kind else marks
    outcomes = outcomes_visible_to(viewer).select_related("event__activity", "event__place")
    own = Prefetch("document", documents_visible_to(viewer))
    showings = list(
        marks.prefetch_related(
            Prefetch("outcome", outcomes.prefetch_related(Prefetch("document", documents_visible_to(viewer)))), own
        )
    )
    shown = [ShownRecord(mark, record) for mark in showings if (record := mark.outcome or mark.document)]
    return sorted(shown, key=_place)


def _place(shown: ShownRecord) -> tuple[object, ...]:
    record = shown.record
    if isinstance(record, Document):
        return (1, date.min, record.slug, 0, shown.showing.kind)
    activity = record.event.activity
    return (0, activity.starts_on or date.max, activity.slug, record.order, shown.showing.kind)
