"""The desk of a representative of a partner: commitments and requests, material, events, contributions, own entry."""

from datetime import timedelta
from typing import NamedTuple

from django.db.models import Case, F, Prefetch, When
from django.http import HttpResponse

from palermo.accounts.requests import SiteRequest
from palermo.accounts.viewer import Viewer
from palermo.accounts.visits import previous_visit
from palermo.core import clock
from palermo.core.first_rows import FirstRows, first_of
from palermo.core.text import MultilingualText
from palermo.events.queries.register import reviewed_or_own
from palermo.follow_ups.words import is_entry_late
from palermo.following import reader_news as news
from palermo.governance.models import FollowUp, ProgressReport
from palermo.governance.states.follow_ups import ProgressState
from palermo.governance.web.money import contribution_row, with_donor
from palermo.outreach.models import Commitment
from palermo.outreach.queries.campaigns import material_visible_to
from palermo.outreach.queries.commitments import commitments_visible_to
from palermo.outreach.queries.contributions import contributions_of
from palermo.outreach.queries.partners import partners_of
from palermo.outreach.states.campaigns import MaterialStatus
from palermo.outreach.states.commitments import CommitmentStatus
from palermo.outreach.web.partners import joint_activities
from palermo.portal.charts.desk import next_dates
from palermo.site.action_pages import ActionLink, action_links_for_each, named_action_links_for_each
from palermo.site.charts.pages import render_with_charts

RECENT = timedelta(days=120)
SHOWN = 12


class CommitmentRow(NamedTuple):
    """A commitment on the desk: its entry in the register, what the secretariat asks, and what may be done about it."""

    commitment: Commitment
    entry: FollowUp | None
    question: MultilingualText | None
    is_late: bool
    is_reported: bool
    ways: list[ActionLink]


def partner_desk(request: SiteRequest) -> HttpResponse:
    """The desk; each section comes from the visibility query of its model."""
    viewer, today = request.viewer, clock.today()
    since = previous_visit(request)
    partners = list(partners_of(viewer).order_by("slug"))
    rows = _commitment_rows(request)
    context = {
        "entries": list(zip(partners, action_links_for_each(partners, viewer, request.user), strict=True)),
        "asked": [row for row in rows if row.question is not None or (row.is_late and not row.is_reported)],
        "promised": FirstRows(
            [row for row in rows if row.question is None and not (row.is_late and not row.is_reported)], rows.more
        ),
        "material": _material(viewer),
        "activities": joint_activities(partners, viewer),
        "contributions": _contributions(viewer),
        "since": since,
        "new": news.news_since(viewer, since, SHOWN) if since else news.recent_news(viewer, today - RECENT, SHOWN),
        "today": today,
    }
    charts = {"timeline": next_dates(viewer, today)}
    return render_with_charts(request, "portal/partner_desk.html", context, charts)


def _commitment_rows(request: SiteRequest) -> FirstRows:
    """Commitments of the partners that the reader acts for, those due first at the top; withdrawn ones are left out."""
    viewer = request.viewer
    own = commitments_visible_to(viewer).filter(partnership__in=partners_of(viewer).order_by().values("pk"))
    own = own.exclude(status__in=[CommitmentStatus.WITHDRAWN, CommitmentStatus.DECLINED])
    reports = ProgressReport.objects.filter(reviewed_or_own(viewer)).order_by("number")
    own = own.select_related("activity", "follow_up", "partnership__organisation")
    ordered = own.prefetch_related(Prefetch("follow_up__progress", reports))
    due_in_force = Case(When(follow_up=None, then="due_on"), default="follow_up__due_on")
    first = first_of(ordered.order_by(due_in_force.asc(nulls_last=True), "slug"), SHOWN)
    shown = list(first)
    ways = action_links_for_each(shown, viewer, request.user)
    entries = [each.follow_up for each in shown if each.follow_up]
    reporting = named_action_links_for_each(["report-progress"], entries, viewer, request.user)
    report = {entry.pk: links for entry, links in zip(entries, reporting, strict=True)}
    rows = [
        _row(each, [*report.get(each.follow_up_id or 0, []), *of_commitment])
        for each, of_commitment in zip(shown, ways, strict=True)
    ]
    return FirstRows(rows, first.more)


def _row(commitment: Commitment, ways: list[ActionLink]) -> CommitmentRow:
    entry = commitment.follow_up
    last = next(reversed(entry.progress.all()), None) if entry else None
    question = last.review if last and last.state == ProgressState.QUERIED else None
    is_reported = last is not None and last.state == ProgressState.REPORTED
    is_late = entry is not None and is_entry_late(entry)
    return CommitmentRow(commitment, entry, question, is_late, is_reported, ways)


def _material(viewer: Viewer) -> FirstRows:
    """Material offered to partners, the latest first."""
    offered = material_visible_to(viewer).filter(is_for_partners=True).exclude(status=MaterialStatus.WITHDRAWN)
    return first_of(offered.order_by(F("published_on").desc(nulls_first=True), "slug"), SHOWN)


def _contributions(viewer: Viewer) -> FirstRows:
    """Contributions of the organizations that the reader acts for."""
    first = first_of(with_donor(contributions_of(viewer)).order_by("-given_on", "slug"), SHOWN)
    return FirstRows([contribution_row(each) for each in first], first.more)
