"""Entries of the register on desks: those a reader answers for, late ones, and reports that wait for review."""

from datetime import date
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from palermo.accounts.models import User
from palermo.accounts.viewer import Viewer
from palermo.core.first_rows import FirstRows, first_of
from palermo.core.text import MultilingualText
from palermo.events.queries.register import follow_ups_visible_to, progress_visible_to, reviewed_or_own, with_origin
from palermo.follow_ups.filters import BY_DUE_DATE, SETTLED_STATES, is_late
from palermo.follow_ups.words import FollowUpRow, row_of
from palermo.governance.models import FollowUp, ProgressReport
from palermo.governance.queries.follow_ups import answers_for, answers_for_any
from palermo.governance.states.follow_ups import ProgressState
from palermo.site.action_pages import action_links_for_each

SHOWN = 12


class ProgressRow(NamedTuple):
    """A report on progress and the entry it is on."""

    progress: ProgressReport
    row: FollowUpRow


def answered_for(viewer: Viewer, person: User) -> FirstRows:
    """What the reader's State, organization, body or partner is to do, with what this reader may do about it now.

    Questions of the secretariat come first, then what is due first. What waits for its review is not among them.
    """
    if not answers_for_any(viewer):
        return FirstRows()
    entries = _open_entries(viewer).exclude(Exists(_last_reports(ProgressState.REPORTED)))
    entries = entries.annotate(is_asked=Exists(_last_reports(ProgressState.QUERIED)))
    first = first_of(_with_progress(entries.order_by("-is_asked", *BY_DUE_DATE), viewer), SHOWN)
    ways = action_links_for_each(list(first), viewer, person)
    rows = [row_of(entry, _question(entry))._replace(ways=way) for entry, way in zip(first, ways, strict=True)]
    return FirstRows(rows, first.more)


def reported_by(viewer: Viewer) -> FirstRows:
    """What the reader's State, organization, body or partner has reported, not yet reviewed by the secretariat."""
    if not answers_for_any(viewer):
        return FirstRows()
    entries = _open_entries(viewer).filter(Exists(_last_reports(ProgressState.REPORTED))).order_by(*BY_DUE_DATE)
    first = first_of(_with_progress(entries, viewer), SHOWN)
    return FirstRows([row_of(entry) for entry in first], first.more)


def _open_entries(viewer: Viewer) -> QuerySet[FollowUp]:
    return follow_ups_visible_to(viewer).filter(answers_for(viewer)).exclude(state__in=SETTLED_STATES)


def _last_reports(state: ProgressState) -> QuerySet[ProgressReport]:
    """Of an entry, the report after which nothing was reported, if it stands there."""
    reports = ProgressReport.objects.filter(follow_up=OuterRef("pk"))
    later = ProgressReport.objects.filter(follow_up=OuterRef("follow_up"), number__gt=OuterRef("number"))
    return reports.filter(~Exists(later), state=state)


def _with_progress(entries: QuerySet[FollowUp], viewer: Viewer) -> QuerySet[FollowUp]:
    visible = ProgressReport.objects.filter(reviewed_or_own(viewer)).order_by("number")
    return with_origin(entries).prefetch_related(Prefetch("progress", visible), "responsible_state__former_names")


def _question(entry: FollowUp) -> MultilingualText | None:
    reports = list(entry.progress.all())
    return reports[-1].review if reports and reports[-1].state == ProgressState.QUERIED else None


def late_entries(viewer: Viewer, today: date) -> FirstRows:
    """The entries that are late, the longest late first."""
    entries = with_origin(follow_ups_visible_to(viewer).filter(is_late(today))).order_by("due_on", "slug")
    first = first_of(entries.prefetch_related("responsible_state__former_names"), SHOWN)
    return FirstRows([row_of(entry) for entry in first], first.more)


def waiting_for_review(viewer: Viewer) -> FirstRows:
    """Reports on progress that nobody has looked at, the oldest first."""
    waiting = progress_visible_to(viewer).filter(state=ProgressState.REPORTED).order_by("made_on", "pk")
    waiting = waiting.select_related("state_by", "organisation").prefetch_related("state_by__former_names")
    reports = first_of(waiting, SHOWN)
    entries = with_origin(FollowUp.objects.filter(pk__in=[each.follow_up_id for each in reports]))
    rows = {entry.pk: row_of(entry) for entry in entries.prefetch_related("responsible_state__former_names")}
    for each in reports:
        each.follow_up = rows[each.follow_up_id].entry
    return FirstRows([ProgressRow(each, rows[each.follow_up_id]) for each in reports], reports.more)
