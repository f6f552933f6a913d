"""What of this room has its versions kept, and who reads a version.

A version is read by those who may see the record now and might have seen it as it was then: what was a draft, or for
fewer readers, stays so.
"""

from django.db.models import Q

from palermo.accounts.viewer import Viewer
from palermo.audit.versioned_models import for_audience
from palermo.audit.versions import keep
from palermo.core.audiences import Audience
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
    OperativeParagraph,
    Partner,
    PointRaised,
    Procedure,
    ReportDue,
    Response,
    Session,
    SessionPart,
    TextVersion,
    Topic,
    Treaty,
)
from palermo.governance.queries.activities import activities_visible_to
from palermo.governance.queries.decisions import decisions_visible_to
from palermo.governance.queries.endorsements import endorsements_visible_to, responses_visible_to
from palermo.governance.queries.guidance import corrections_visible_to, guidance_visible_to
from palermo.governance.queries.mandates import mandates_visible_to
from palermo.governance.queries.meetings import meeting_papers_visible_to, meetings_visible_to
from palermo.governance.queries.notes import notes_visible_to
from palermo.governance.queries.resources import contributions_visible_to, reports_due_visible_to
from palermo.governance.states.activities import NEEDS_NO_AUTHORITY
from palermo.governance.states.bodies import NoteState
from palermo.governance.states.decisions import DecisionState
from palermo.governance.states.guidance import CorrectionState


def _decision(viewer: Viewer) -> Q:
    adopted = Q() if viewer.is_secretariat else ~Q(state=DecisionState.DRAFT)
    return for_audience(viewer) & adopted


def _activity(viewer: Viewer) -> Q:
    reads_plans = Audience.STEERING_COMMITTEE in viewer.audiences
    return for_audience(viewer) & (Q() if reads_plans else ~Q(state__in=sorted(NEEDS_NO_AUTHORITY)))


def _note(viewer: Viewer) -> Q:
    return Q() if viewer.is_secretariat else Q(state=NoteState.ISSUED)


def _correction(viewer: Viewer) -> Q:
    own = Q(state_by_id__in=sorted(viewer.state_ids))
    return Q() if viewer.is_secretariat else Q(state=CorrectionState.ACCEPTED) | own


keep(Body)
keep(Membership, of="body")
keep(Topic)
keep(Procedure)
keep(Treaty)
keep(Initiative)
keep(Session)
keep(SessionPart, of="session")
keep(Decision, visible_to=decisions_visible_to, seen=_decision)
keep(OperativeParagraph, of="decision")
keep(Amendment, of="decision")
keep(Mandate, visible_to=mandates_visible_to, seen=for_audience)
keep(Disposition, of="mandate")
keep(Guidance, visible_to=guidance_visible_to, seen=for_audience)
keep(Correction, of="guidance", visible_to=corrections_visible_to, seen=_correction)
keep(Endorsement, visible_to=endorsements_visible_to, seen=for_audience)
keep(TextVersion, of="endorsement")
keep(Extension, of="version")
keep(Response, of="version", visible_to=responses_visible_to)
keep(Meeting, visible_to=meetings_visible_to, seen=for_audience)
keep(AgendaItem, of=("meeting", "session"))
keep(MeetingPaper, of="meeting", visible_to=meeting_papers_visible_to)
keep(Briefing, of="meeting")
keep(MeetingChange, of="meeting")
keep(Attendance, of="meeting")
keep(PointRaised, of="meeting")
keep(ActionPoint, of="meeting")
keep(NoteVerbale, visible_to=notes_visible_to, seen=_note)
keep(Activity, visible_to=activities_visible_to, seen=_activity)
keep(Partner, of="activity")
keep(DonorContribution, visible_to=contributions_visible_to, seen=for_audience)
keep(ReportDue, visible_to=reports_due_visible_to, seen=for_audience)
