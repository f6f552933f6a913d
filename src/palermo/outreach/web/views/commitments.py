"""Commitments: the list, one of them, the files, and the screen of an event that shows them."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from palermo.accounts.requests import SiteRequest
from palermo.core import clock
from palermo.events.queries.events import outcomes_visible_to
from palermo.events.queries.register import progress_visible_to
from palermo.governance.models import Activity
from palermo.governance.queries.activities import activities_visible_to
from palermo.library.web.papers import paper_of
from palermo.outreach.models import Commitment, PledgeContact
from palermo.outreach.queries.commitments import commitments_on_screens, commitments_visible_to, with_makers
from palermo.outreach.queries.partners import partners_visible_to
from palermo.outreach.rules.commitments import acts_for_maker
from palermo.outreach.web.commitment_files import FORMATS, commitments_file
from palermo.outreach.web.commitment_rows import InOrder, charts_of_commitments, narrow, row_of, rows_of
from palermo.site.action_pages import named_action_links
from palermo.site.charts.pages import render_with_charts
from palermo.site.listing import PER_PAGE

# What may be done about a commitment in the register.
IN_REGISTER = ("report-progress", "move-follow-up", "reschedule-follow-up")
ON_CONTACT = ("send-pledge-link", "erase-pledge-contact")
# As many as a person reads in passing.
ON_SCREEN = 12


@login_not_required
@require_safe
def commitment_list(request: SiteRequest) -> HttpResponse:
    """The commitments that the reader may see, the latest first."""
    viewer = request.viewer
    narrowed = narrow(request, viewer)
    page: Page = Paginator(InOrder(narrowed, viewer), PER_PAGE).get_page(  # type: ignore[arg-type]  # slices alone
        request.GET.get("page")
    )
    keys = list(page)
    read = with_makers(Commitment.objects.defer("text", "reason")).in_bulk(keys)
    is_narrowed = bool(narrowed.chosen or narrowed.words)
    context = {
        "page": page,
        "rows": rows_of((read[key] for key in keys if key in read), viewer),
        "find": narrowed.words,
        "chosen": narrowed.chosen,
        "choices": narrowed.choices,
        "is_narrowed": is_narrowed,
        "formats": FORMATS,
        "query": request.GET.urlencode(),
    }
    charts = charts_of_commitments(viewer) if "chart" in request.GET or not (is_narrowed or page.number > 1) else {}
    return render_with_charts(request, "outreach/commitments/list.html", context, charts)


@login_not_required
@require_safe
def commitment_file(request: SiteRequest, form: str) -> HttpResponseBase:
    """The list, narrowed as it is, as a table for a spreadsheet."""
    if form not in FORMATS:
        raise Http404
    narrowed = narrow(request, request.viewer)
    asked = {**narrowed.chosen, **({"find": narrowed.words} if narrowed.words else {})}
    return commitments_file(request, form, narrowed.rows, asked)


@login_not_required
@require_safe
def commitment_detail(request: SiteRequest, slug: str) -> HttpResponse:
    """One commitment: who promised what, where and by when, and what those that made it reported since."""
    viewer = request.viewer
    found = with_makers(commitments_visible_to(viewer)).select_related("outcome__event__activity")
    commitment = get_object_or_404(found, slug=slug)
    entry = commitment.follow_up
    event = activities_visible_to(viewer).filter(pk=commitment.activity.pk).first() if commitment.activity else None
    outcome = outcomes_visible_to(viewer).filter(pk=commitment.outcome.pk) if commitment.outcome else None
    partner = partners_visible_to(viewer).filter(pk=commitment.partnership.pk) if commitment.partnership else None
    reports = progress_visible_to(viewer).filter(follow_up=entry).order_by("number") if entry else None
    context = {
        "commitment": commitment,
        "row": row_of(commitment, {event.pk: event} if event else {}),
        "entry": entry,
        "due": commitment.due_in_force,
        "outcome": outcome.select_related("event__activity").first() if outcome is not None else None,
        "partner": partner.first() if partner is not None else None,
        "progress": list(
            reports.select_related("organisation", "state_by").prefetch_related(
                paper_of(viewer, "evidence"), "state_by__former_names"
            )
        )
        if reports is not None
        else [],
        "ways": named_action_links(IN_REGISTER, entry, viewer, request.user) if entry else [],
        "is_own": bool(viewer.roles) and not viewer.is_secretariat and acts_for_maker(viewer, commitment),
        **_contact(commitment, request),
    }
    response = render(request, "outreach/commitments/detail.html", context)
    if viewer.is_secretariat:
        response["Cache-Control"] = "private, no-store"
    return response


def _contact(commitment: Commitment, request: SiteRequest) -> dict[str, object]:
    """How to reach who made a commitment by a form, and what the secretariat may do about it."""
    if not request.viewer.is_secretariat:
        return {}
    contact = PledgeContact.objects.filter(commitment=commitment).first()
    ways = named_action_links(ON_CONTACT, commitment, request.viewer, request.user) if contact else []
    return {"contact": contact, "contact_ways": ways}


@login_not_required
@require_safe
def commitment_screen(request: SiteRequest, slug: str) -> HttpResponse:
    """The commitments of an event on the whole of a screen, as far as their speakers agree and everybody may see them.

    Its script brings it up to date each half minute; without script it is loaded again each minute.
    """
    event: Activity = get_object_or_404(activities_visible_to(request.viewer).filter(pledging__isnull=False), slug=slug)
    shown = list(commitments_on_screens(event)[:ON_SCREEN])
    context = {
        "activity": event,
        "commitments": shown,
        "address": reverse("pledge", args=[slug]),
        "is_open": event.pledging.is_open_on(clock.today()),
    }
    response = render(request, "outreach/commitments/screen.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response
