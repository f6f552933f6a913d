"""Papers taken away together as one ZIP file: a meeting's, an event's, or one document in several languages."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from palermo.accounts.requests import SiteRequest
from palermo.core.languages import CODES
from palermo.events.queries.events import outcomes_visible_to
from palermo.governance.models import Meeting
from palermo.governance.queries.activities import activities_visible_to
from palermo.governance.queries.meetings import meetings_visible_to
from palermo.governance.states.activities import ActivityKind
from palermo.governance.states.bodies import MeetingKind
from palermo.governance.web.views.consultations import WITH_MEMBER_STATES
from palermo.library.queries import documents_visible_to
from palermo.library.web.bundles import bundle, requested_languages
from palermo.site.access import member_states_only


@require_safe
@member_states_only
def consultation_papers(request: SiteRequest, slug: str) -> HttpResponseBase:
    """The papers of a meeting with Member States."""
    meetings = meetings_visible_to(request.viewer).filter(kind__in=WITH_MEMBER_STATES)
    return _of_meeting(request, get_object_or_404(meetings, slug=slug))


@require_safe
@member_states_only
def committee_papers(request: SiteRequest, slug: str) -> HttpResponseBase:
    """The papers of a meeting of the Steering Committee."""
    meetings = meetings_visible_to(request.viewer).filter(kind=MeetingKind.COMMITTEE)
    return _of_meeting(request, get_object_or_404(meetings, slug=slug))


def _of_meeting(request: SiteRequest, meeting: Meeting) -> HttpResponseBase:
    """The papers of a meeting: those before it, those under its agenda, and the reports of it."""
    of_it = Q(meeting_papers__meeting=meeting) | Q(agenda_items__meeting=meeting)
    documents = documents_visible_to(request.viewer).filter(of_it).distinct()
    name = f"{meeting.slug}-papers"
    return bundle(request, documents, title=meeting.display_name(), name=name, languages=requested_languages(request))


@login_not_required
@require_safe
def event_papers(request: SiteRequest, slug: str) -> HttpResponseBase:
    """The papers of an event, and the documents in which its outcomes stand."""
    viewer = request.viewer
    activity = get_object_or_404(activities_visible_to(viewer).filter(kind=ActivityKind.EVENT), slug=slug)
    outcomes = outcomes_visible_to(viewer).filter(event__activity=activity)
    of_it = Q(activities=activity) | Q(pk__in=outcomes.exclude(document=None).order_by().values("document"))
    documents = documents_visible_to(viewer).filter(of_it).distinct()
    name = f"{slug}-papers"
    return bundle(request, documents, title=activity.display_name(), name=name, languages=requested_languages(request))


@login_not_required
@require_safe
def document_papers(request: SiteRequest, slug: str) -> HttpResponseBase:
    """One document in every language in which it is there, or in those chosen."""
    document = get_object_or_404(documents_visible_to(request.viewer), slug=slug)
    documents = documents_visible_to(request.viewer).filter(pk=document.pk)
    languages = requested_languages(request) if "language" in request.GET else list(CODES)
    return bundle(request, documents, title=document.display_name(), name=slug, languages=languages)
