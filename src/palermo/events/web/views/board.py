"""The Committee's board: who leads and who supports what, what waits for authority, where plans meet."""

from itertools import groupby
from typing import NamedTuple

from django.db.models import F, Prefetch, Q, QuerySet, prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import render

from palermo.accounts.models import Organisation
from palermo.accounts.requests import SiteRequest
from palermo.accounts.viewer import Viewer
from palermo.core import clock
from palermo.core.audiences import Audience
from palermo.core.languages import active_language
from palermo.core.text import plain
from palermo.events.queries.events import MOST_OVERLAPS, overlapping_activities
from palermo.governance.models import Activity, Partner
from palermo.governance.queries.activities import activities_visible_to
from palermo.governance.queries.mandates import mandates_visible_to
from palermo.governance.rules.authority import authority_gap_for
from palermo.governance.states.activities import NEEDS_NO_AUTHORITY, UNFINISHED, ActivityState, PartnerRole
from palermo.governance.states.bodies import BodyKind
from palermo.library.web.page_cache import cached
from palermo.site.access import member_states_only
from palermo.site.listing import STARTS_FIRST, Facets, facets_of, filter_value, page_of

PER_PAGE = 25
WAITS_SHOWN = 10
LATEST_FIRST = F("starts_on").desc(nulls_last=True)
SUPPORT = Partner.objects.filter(role=PartnerRole.SUPPORT, organisation__isnull=False).select_related("organisation")


class WaitingGroup(NamedTuple):
    """Proposals for which the same authority is missing; `gap` says which and how to seek it, empty where none is."""

    gap: str
    activities: list[Activity]


@member_states_only
def board(request: SiteRequest) -> HttpResponse:
    """Activities by agency and state, a page of them; for readers of the Committee's papers, what needs it first."""
    viewer = request.viewer
    reads_papers = Audience.STEERING_COMMITTEE in viewer.audiences
    states = [each for each in ActivityState if reads_papers or each not in NEEDS_NO_AUTHORITY]
    agencies = list(Organisation.objects.filter(memberships__body__kind=BodyKind.COMMITTEE).distinct())
    chosen = {
        "state": filter_value(request, "state", [each.value for each in states]),
        "agency": filter_value(request, "agency", [each.slug for each in agencies]),
    }
    facets = cached("facets of the board", viewer, lambda: _facets(viewer))
    agency = next((each for each in agencies if each.slug == chosen["agency"]), None)
    page = page_of(request, _activity_pks(viewer, chosen["state"], agency), PER_PAGE)
    activities = list(_in_full(activities_visible_to(viewer).filter(pk__in=list(page))).order_by(LATEST_FIRST, "pk"))
    is_whole = page.number == 1 and not any(chosen.values())
    proposals = list(_proposals(viewer)) if reads_papers and is_whole else []
    prefetch_related_objects(
        [*activities, *proposals],
        Prefetch("partners", SUPPORT, to_attr="supporting"),
        Prefetch("mandate", mandates_visible_to(viewer)),
    )
    overlaps = overlapping_activities(viewer, clock.today(), MOST_OVERLAPS + 1) if is_whole else []
    context = {
        "page": page,
        "rows": [(activity, _gap(activity, viewer)) for activity in activities],
        "has_partners": any(getattr(each, "supporting", []) for each in activities),
        "states": facets.choices("state", [(each.value, each.label) for each in states], chosen),
        "agencies": facets.choices("agency", [(each.slug, _short(each)) for each in agencies], chosen),
        **chosen,
        "unfinished": UNFINISHED,
        "reads_papers": reads_papers,
        "is_whole": is_whole,
        "waiting": _group_by_gap(proposals[:WAITS_SHOWN], viewer),
        "more_wait": len(proposals) > WAITS_SHOWN,
        "overlaps": overlaps[:MOST_OVERLAPS],
        "more_overlaps": len(overlaps) > MOST_OVERLAPS,
    }
    return render(request, "events/board.html", context)


def _facets(viewer: Viewer) -> Facets:
    """In which states there are activities, and which agency leads or supports some of them."""
    activities = activities_visible_to(viewer)
    led = facets_of(activities, state="state", agency="lead__slug")
    supported = facets_of(SUPPORT.filter(activity__in=activities), state="activity__state", agency="organisation__slug")
    return Facets(led.names, led.found | supported.found)


def _short(agency: Organisation) -> str:
    """An agency in one word where the reader's language has it."""
    return agency.acronym.get(active_language().code, "") or plain(agency.name)


def _in_full(activities: QuerySet[Activity]) -> QuerySet[Activity]:
    """Activities joined with what a row shows."""
    return activities.select_related("lead", "event__place").defer("summary", "event__theme")


def _activity_pks(viewer: Viewer, state: str, agency: Organisation | None) -> QuerySet[Activity, int]:
    """The numbers of the activities by what the address says, those that begin last first. Only the numbers: so an
    index answers, and of fifty thousand rows only those of one page are read."""
    activities = activities_visible_to(viewer)
    if state:
        activities = activities.filter(state=state)
    if agency:
        led, supported = Activity.objects.filter(lead=agency).values("pk"), SUPPORT.filter(organisation=agency)
        # As a sum it is no key by which SQLite would look up each row: it goes along the index of beginnings instead.
        activities = activities.alias(at=F("pk") + 0).filter(Q(at__in=led) | Q(at__in=supported.values("activity")))
    return activities.order_by(LATEST_FIRST, "pk").values_list("pk", flat=True)


def _proposals(viewer: Viewer) -> QuerySet[Activity]:
    """The proposals that wait, those that begin first at the top; one more than is shown."""
    waiting = activities_visible_to(viewer).filter(state=ActivityState.PROPOSED).order_by(STARTS_FIRST, "pk")
    first = waiting.values("pk")[: WAITS_SHOWN + 1]
    return _in_full(activities_visible_to(viewer).filter(pk__in=first)).order_by(STARTS_FIRST, "pk")


def _gap(activity: Activity, viewer: Viewer) -> str | None:
    """Why a proposal cannot go on today; None where it can, and "" where its mandate is not this reader's to know."""
    if activity.state != ActivityState.PROPOSED:
        return None
    if activity.mandate_id and activity.mandate is None:
        return ""
    return authority_gap_for(viewer, activity.mandate, clock.today())


def _group_by_gap(proposals: list[Activity], viewer: Viewer) -> list[WaitingGroup]:
    """Group proposals by the authority that they lack."""
    gaps = ((_gap(each, viewer) or "", at, each) for at, each in enumerate(proposals))
    with_gaps = sorted(gaps, key=lambda row: row[:2])
    return [WaitingGroup(gap, [each for *_, each in rows]) for gap, rows in groupby(with_gaps, key=lambda row: row[0])]
