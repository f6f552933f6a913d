"""Decisions, mandates, meetings, guidance, endorsements and activities as kinds of record.

A version is read by those who may see the record now and might have seen it as it was then: what was a draft, or for
fewer readers, stays so.
"""

from django.db.models import Q, QuerySet

from palermo.accounts.viewer import Viewer
from palermo.audit.versioned_models import for_audience
from palermo.core.audiences import Audience
from palermo.core.kinds import RecordKind, register
from palermo.governance.models import (
    ActionPoint,
    Activity,
    AgendaItem,
    Amendment,
    Attendance,
    Body,
    Briefing,
    Correction,
    Decision,
    Disposition,
    DonorContribution,
    Endorsement,
    Extension,
    Guidance,
    Initiative,
    Mandate,
    Meeting,
    MeetingChange,
    MeetingPaper,
    Membership,
    NoteVerbale,
    OfferOfAssistance,
    OperativeParagraph,
    Partner,
    PointRaised,
    Procedure,
    ReportDue,
    RequestForAssistance,
    Response,
    Session,
    SessionPart,
    TextVersion,
    Topic,
)
from palermo.governance.queries.activities import activities_visible_to
from palermo.governance.queries.assistance import assistance_condition, assistance_visible_to
from palermo.governance.queries.bodies import bodies_visible_to, topics_visible_to
from palermo.governance.queries.decisions import decisions_visible_to
from palermo.governance.queries.endorsements import endorsements_visible_to, responses_visible_to
from palermo.governance.queries.guidance import corrections_visible_to, guidance_visible_to
from palermo.governance.queries.mandates import mandates_visible_to
from palermo.governance.queries.meetings import meeting_papers_visible_to, meetings_visible_to
from palermo.governance.queries.notes import notes_visible_to
from palermo.governance.queries.resources import contributions_visible_to, reports_due_visible_to
from palermo.governance.states.activities import NEEDS_NO_AUTHORITY, ActivityKind
from palermo.governance.states.bodies import NoteState
from palermo.governance.states.decisions import DecisionState
from palermo.governance.states.guidance import CorrectionState
from palermo.governance.structured_data import activity_data, contribution_data, decision_data


def _decision(viewer: Viewer) -> Q:
    adopted = Q() if viewer.is_secretariat else ~Q(state=DecisionState.DRAFT)
    return for_audience(viewer) & adopted


def _activity(viewer: Viewer) -> Q:
    reads_plans = Audience.STEERING_COMMITTEE in viewer.audiences
    return for_audience(viewer) & (Q() if reads_plans else ~Q(state__in=sorted(NEEDS_NO_AUTHORITY)))


def _other_activities(viewer: Viewer) -> QuerySet[Activity]:
    """Activities with a page of their own: events, tools and studies are shown as what they are."""
    return activities_visible_to(viewer).filter(kind=ActivityKind.OTHER)


def _note(viewer: Viewer) -> Q:
    return Q() if viewer.is_secretariat else Q(state=NoteState.ISSUED)


def _correction(viewer: Viewer) -> Q:
    own = Q(state_by_id__in=sorted(viewer.state_ids))
    return Q() if viewer.is_secretariat else Q(state=CorrectionState.ACCEPTED) | own


register(
    RecordKind(model=Body, slug="bodies", shown_to=bodies_visible_to, is_named_to_all=True),
    RecordKind(model=Membership, slug="memberships", part_of=("body",)),
    RecordKind(model=Topic, slug="topics", shown_to=topics_visible_to, is_named_to_all=True),
    RecordKind(model=Procedure, slug="procedures", is_named_to_all=True),
    RecordKind(model=Initiative, slug="initiatives", is_named_to_all=True),
    RecordKind(model=Session, slug="sessions", is_named_to_all=True, named_by=("body",)),
    RecordKind(model=SessionPart, slug="session-parts", part_of=("session",)),
    RecordKind(
        model=Decision,
        slug="decisions",
        visible_to=decisions_visible_to,
        version_condition=_decision,
        pages=("decision",),
        list_page="decision_list",
        sitemap_page="decision",
        summary=lambda decision: decision.body.name,
        structured_data=decision_data,
    ),
    RecordKind(model=OperativeParagraph, slug="operative-paragraphs", part_of=("decision",)),
    RecordKind(model=Amendment, slug="amendments", part_of=("decision",)),
    RecordKind(
        model=Mandate,
        slug="mandates",
        visible_to=mandates_visible_to,
        version_condition=for_audience,
        pages=("mandate",),
        list_page="mandate_list",
        sitemap_page="mandate",
        summary=lambda mandate: mandate.text,
    ),
    RecordKind(model=Disposition, slug="dispositions", part_of=("mandate",)),
    RecordKind(
        model=Guidance,
        slug="guidance",
        visible_to=guidance_visible_to,
        version_condition=for_audience,
        pages=("guidance",),
        is_for_member_states=True,
    ),
    RecordKind(
        model=Correction,
        slug="corrections",
        part_of=("guidance",),
        visible_to=corrections_visible_to,
        version_condition=_correction,
    ),
    RecordKind(
        model=Endorsement,
        slug="endorsements",
        visible_to=endorsements_visible_to,
        version_condition=for_audience,
        pages=("endorsement",),
        is_for_member_states=True,
    ),
    RecordKind(model=TextVersion, slug="text-versions", part_of=("endorsement",)),
    RecordKind(model=Extension, slug="extensions", part_of=("version",)),
    RecordKind(model=Response, slug="responses", part_of=("version",), visible_to=responses_visible_to),
    RecordKind(
        model=Meeting,
        slug="meetings",
        visible_to=meetings_visible_to,
        version_condition=for_audience,
        pages=("consultation", "committee_meeting"),
        is_for_member_states=True,
    ),
    RecordKind(model=AgendaItem, slug="agenda-items", part_of=("meeting", "session")),
    RecordKind(model=MeetingPaper, slug="meeting-papers", part_of=("meeting",), visible_to=meeting_papers_visible_to),
    RecordKind(model=Briefing, slug="briefings", part_of=("meeting",)),
    RecordKind(model=MeetingChange, slug="meeting-changes", part_of=("meeting",)),
    RecordKind(model=Attendance, slug="attendance", part_of=("meeting",)),
    RecordKind(model=PointRaised, slug="points-raised", part_of=("meeting",)),
    RecordKind(model=ActionPoint, slug="action-points", part_of=("meeting",)),
    RecordKind(
        model=NoteVerbale,
        slug="notes",
        visible_to=notes_visible_to,
        version_condition=_note,
        pages=("note",),
        is_for_member_states=True,
    ),
    RecordKind(
        model=Activity,
        slug="activities",
        visible_to=activities_visible_to,
        version_condition=_activity,
        pages=("activity", "event", "tool", "study", "campaign"),
        sitemap_page="activity",
        shown_to=_other_activities,
        summary=lambda activity: activity.summary,
        structured_data=activity_data,
    ),
    RecordKind(model=Partner, slug="partners", part_of=("activity",)),
    RecordKind(
        model=DonorContribution,
        slug="contributions",
        visible_to=contributions_visible_to,
        version_condition=for_audience,
        pages=("contribution",),
        list_page="contribution_list",
        sitemap_page="contribution",
        summary=lambda contribution: contribution.purpose,
        structured_data=contribution_data,
    ),
    RecordKind(model=ReportDue, slug="reports-due", visible_to=reports_due_visible_to, version_condition=for_audience),
    RecordKind(
        model=RequestForAssistance,
        slug="assistance-requests",
        visible_to=assistance_visible_to,
        version_condition=assistance_condition,
        pages=("assistance_request",),
        list_page="assistance_list",
        sitemap_page="assistance_request",
        summary=lambda request: request.summary,
    ),
    RecordKind(
        model=OfferOfAssistance, slug="assistance-offers", key=("request__slug", "number"), part_of=("request",)
    ),
)
