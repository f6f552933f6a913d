"""What Member States decide, advise and approve, and what is done under it."""

from palermo.governance.models.activities import Activity, Partner
from palermo.governance.models.assistance import OfferOfAssistance, RequestForAssistance
from palermo.governance.models.bodies import Body, Membership
from palermo.governance.models.decisions import Amendment, Decision, OperativeParagraph
from palermo.governance.models.dispositions import Disposition
from palermo.governance.models.endorsements import Endorsement, Extension, Procedure, Response, TextVersion
from palermo.governance.models.follow_ups import ActionPoint, FollowUp, ProgressReport
from palermo.governance.models.guidance import Correction, Guidance
from palermo.governance.models.initiative import Initiative
from palermo.governance.models.mandates import Mandate
from palermo.governance.models.meetings import (
    AgendaItem,
    Attendance,
    Briefing,
    Meeting,
    MeetingChange,
    MeetingPaper,
    PointRaised,
)
from palermo.governance.models.notes import NoteVerbale
from palermo.governance.models.resources import DonorContribution, ReportDue
from palermo.governance.models.sessions import Session, SessionPart, Sitting, days_outside
from palermo.governance.models.topics import Topic

__all__ = [
    "ActionPoint",
    "Activity",
    "AgendaItem",
    "Amendment",
    "Attendance",
    "Body",
    "Briefing",
    "Correction",
    "Decision",
    "Disposition",
    "DonorContribution",
    "Endorsement",
    "Extension",
    "FollowUp",
    "Guidance",
    "Initiative",
    "Mandate",
    "Meeting",
    "MeetingChange",
    "MeetingPaper",
    "Membership",
    "NoteVerbale",
    "OfferOfAssistance",
    "OperativeParagraph",
    "Partner",
    "PointRaised",
    "Procedure",
    "ProgressReport",
    "ReportDue",
    "RequestForAssistance",
    "Response",
    "Session",
    "SessionPart",
    "Sitting",
    "TextVersion",
    "Topic",
    "days_outside",
]
