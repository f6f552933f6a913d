"""Mandates: the text, its source, and everything done under it."""

from datetime import date

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Page
from django.db.models import Case, F, Prefetch, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from palermo.accounts.requests import SiteRequest
from palermo.accounts.viewer import Viewer
from palermo.core import clock
from palermo.core.finding import filter_by_words
from palermo.core.first_rows import FirstRows, first_of
from palermo.core.languages import active_language
from palermo.core.text import MultilingualText
from palermo.governance.models import Activity, Mandate
from palermo.governance.queries.activities import activities_visible_to
from palermo.governance.queries.chain import with_chain
from palermo.governance.queries.mandate_actions import mandates_without_action, with_action_counts
from palermo.governance.queries.mandates import (
    ADDRESSEES,
    activities_under_ended_mandates,
    addressees_of,
    mandates_addressed_to,
    mandates_due_within,
    mandates_overdue,
    mandates_visible_to,
)
from palermo.governance.queries.resources import reports_due_visible_to
from palermo.governance.states.activities import ActivityState
from palermo.governance.states.mandates import MandateState
from palermo.governance.web.assistance_rows import assistance_naming
from palermo.governance.web.chains import Part, authority_parts
from palermo.governance.web.charts.mandates import charts_of_mandates
from palermo.governance.web.mandate_timelines import TimelineRow, mandate_timeline
from palermo.governance.web.statements import statement_parts
from palermo.library.web.page_cache import cached
from palermo.library.web.papers import paper_of
from palermo.site.charts.pages import render_with_charts
from palermo.site.listing import STARTS_FIRST, Facets, facets_of, filter_value, page_of, search_words

OPEN = (ActivityState.PROPOSED, ActivityState.AUTHORISED, ActivityState.UNDER_WAY)
IN_FORCE_FIRST = Case(When(state=MandateState.IN_FORCE, then=Value(0)), default=Value(1))
DUE_FIRST = Coalesce("due_on", "due_session__starts_on").asc(nulls_last=True)
IN_ORDER = (IN_FORCE_FIRST, DUE_FIRST, "in_force_from", "pk")
DUE, LATE, IDLE, ENDED = "due", "late", "idle", "ended"
SHOWS = [
    (DUE, gettext_lazy("due soon")),
    (LATE, gettext_lazy("due, no result on record")),
    (IDLE, gettext_lazy("no activity on record")),
    (ENDED, gettext_lazy("activities without a mandate in force")),
]
WEEKS, MOST_WEEKS = 4, 520
MOST_OPEN = 20


@login_not_required
def mandate_list(request: SiteRequest) -> HttpResponse:
    """Every mandate the reader may see, in force first, the earliest due at the top; or those that need somebody."""
    show = filter_value(request, "show", [name for name, _label in SHOWS])
    context = _stranded_context(request) if show == ENDED else _list_context(request, show)
    context |= {"shows": SHOWS, "show": show, "today": clock.today(), "find": search_words(request)}
    return render_with_charts(request, "governance/mandates/list.html", context, charts_of_mandates(request.viewer))


def _list_context(request: SiteRequest, show: str) -> dict[str, object]:
    """The list of mandates, filtered by what they need, by state, by addressee, by words."""
    viewer, weeks = request.viewer, _weeks(request)
    words, needed = search_words(request), _filter_by_need(show, viewer, clock.today(), weeks)
    mandates = filter_by_words(needed, words, texts=("title", "text"))
    facets = (
        _facets(mandates) if words else cached(f"facets of mandates {show} {weeks}", viewer, lambda: _facets(needed))
    )
    chosen = {
        "state": filter_value(request, "state", MandateState.values),
        "addressee": request.GET.get("addressee", ""),
    }
    if chosen["state"]:
        mandates = mandates.filter(state=chosen["state"])
    if chosen["addressee"]:
        mandates = mandates.filter(pk__in=mandates_addressed_to(viewer, chosen["addressee"]).values("pk"))
    # Only the numbers first: so an index answers, and of twenty thousand rows only those of one page are read.
    page = page_of(request, mandates.order_by(*IN_ORDER).values_list("pk", flat=True))
    counted = with_action_counts(mandates_visible_to(viewer).filter(pk__in=list(page)), viewer)
    joined = with_chain(counted).order_by(*IN_ORDER)
    rows = list(joined.select_related("addressee_organisation", "addressee_body", "due_session__body"))
    return {
        "page": page,
        "rows": _rows(rows, viewer),
        "counts_more": any(each.action_count != each.activity_count for each in rows),
        "states": facets.choices("state", MandateState.choices, chosen),
        "addressees": facets.choices("addressee", cached("addressees", viewer, lambda: _addressees(viewer)), chosen),
        **chosen,
        "weeks": weeks,
    }


def _facets(mandates: QuerySet[Mandate]) -> Facets:
    """By status and by the key of the addressee, whatever kind of addressee that is."""
    kinds = {kind: f"{field}__slug" for kind, field in ADDRESSEES.items()}
    found = facets_of(mandates, state="state", **kinds).found
    keys = (
        (state, next((f"{kind}-{slug}" for kind, slug in zip(kinds, slugs, strict=True) if slug), None))
        for state, *slugs in found
    )
    return Facets(("state", "addressee"), frozenset(keys))


def _addressees(viewer: Viewer) -> list[tuple[str, str]]:
    """To whom mandates that the reader may see are addressed: the key of an address, and the name."""
    return [(each.key, _local_name(each.name)) for each in addressees_of(viewer)]


def _local_name(name: MultilingualText) -> str:
    shown = name.shown_in(active_language().code)
    return shown.words if shown else ""


def _filter_by_need(show: str, viewer: Viewer, today: date, weeks: int) -> QuerySet[Mandate]:
    if show == DUE:
        return mandates_due_within(viewer, today, weeks)
    if show == LATE:
        return mandates_overdue(viewer, today)
    return mandates_without_action(viewer) if show == IDLE else mandates_visible_to(viewer)


def _weeks(request: SiteRequest) -> int:
    """The number of weeks that "due soon" looks ahead; the default where the address holds nonsense."""
    written = request.GET.get("weeks", "")
    # Digits of other scripts are decimal, too: int reads them.
    weeks = int(written) if written.isdecimal() and len(written) < len(str(MOST_WEEKS)) + 1 else WEEKS
    return weeks if 1 <= weeks <= MOST_WEEKS else WEEKS


def _stranded_context(request: SiteRequest) -> dict[str, object]:
    """Unfinished activities whose mandate has ended, which still need a disposition."""
    viewer = request.viewer
    activities = filter_by_words(activities_under_ended_mandates(viewer), search_words(request), texts=("title",))
    mandates = Prefetch("mandate", mandates_visible_to(viewer))
    rows = activities.prefetch_related(mandates).order_by(STARTS_FIRST, "slug")
    page = page_of(request, rows)
    return {"page": page, "stranded": list(page)}


def _rows(mandates: list[Mandate], viewer: Viewer) -> list[tuple[Mandate, Part]]:
    """Each mandate with its source."""
    return [(each, authority_parts(each, viewer)[-1]) for each in mandates]


@login_not_required
def mandate_detail(request: SiteRequest, slug: str) -> HttpResponse:
    """One mandate: open and late first, then everything done under it in time order."""
    viewer, today = request.viewer, clock.today()
    visible = mandates_visible_to(viewer)
    mandates = with_chain(visible).select_related("addressee_organisation", "addressee_body", "due_session__body")
    mandate = get_object_or_404(mandates, slug=slug)
    page, rows = mandate_timeline(mandate, viewer, request)
    statements = statement_parts("mandates", slug, viewer)
    activities = activities_visible_to(viewer).filter(mandate=mandate)
    open_activities = _late_first(activities, today)
    related = list(visible.filter(Q(pk=mandate.superseded_by_id) | Q(superseded_by=mandate)))
    context = {
        "mandate": mandate,
        "chain": [*authority_parts(mandate, viewer), *_from_here(_count(page, rows, mandate, viewer)), *statements],
        "open_activities": [] if _is_whole_list(open_activities, page) else open_activities,
        "page": page,
        "done": rows,
        "reports_due": reports_due_visible_to(viewer)
        .filter(mandate=mandate)
        .select_related("body", "session", "responsible")
        .prefetch_related(paper_of(viewer)),
        "assistance": assistance_naming(viewer, mandate=mandate),
        "successor": next((each for each in related if each.pk == mandate.superseded_by_id), None),
        "predecessors": [each for each in related if each.superseded_by_id == mandate.pk],
        "statements": statements,
        "is_overdue": mandate.is_overdue_on(today),
        "today": today,
    }
    return render(request, "governance/mandates/detail.html", context)


def _is_whole_list(open_activities: FirstRows, page: Page) -> bool:
    """Whether what is open is all there is and nothing of it is late: then the list below says the same."""
    return page.paginator.count == len(open_activities) and not any(each.is_late for each in open_activities)


def _count(page: Page, rows: list[TimelineRow], mandate: Mandate, viewer: Viewer) -> int:
    """How many activities are under the mandate itself; where one page shows everything, they are counted there."""
    if page.has_other_pages():
        return activities_visible_to(viewer).filter(mandate=mandate).count()
    return sum(isinstance(each.record, Activity) and each.record.mandate_id == mandate.pk for each in rows)


def _from_here(count: int) -> list[Part]:
    """The mandate in its chain, and how much was done under it."""
    words = ngettext("%(count)d activity", "%(count)d activities", count) % {"count": count}
    return [Part(_("This mandate"), is_here=True), *([Part(words, "#done")] if count else [])]


def _late_first(activities: QuerySet[Activity], today: date) -> FirstRows:
    """The open ones: those that should be over first, then by when they begin; each knows whether it is late."""
    late = Case(When(ends_on__lt=today, then=Value(True)), default=Value(False))
    rows = activities.filter(state__in=OPEN).annotate(is_late=late)
    return first_of(rows.order_by(F("is_late").desc(), STARTS_FIRST, "slug"), MOST_OPEN)
