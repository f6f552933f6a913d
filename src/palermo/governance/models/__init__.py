"""What Member States decide, advise and approve, and what is done under it."""

from palermo.governance.models.activities import Activity, Partner
from palermo.governance.models.bodies import Body, Membership, Session
from palermo.governance.models.decisions import Decision, OperativeParagraph
from palermo.governance.models.initiative import Initiative, Treaty
from palermo.governance.models.mandates import Endorsement, Guidance, Mandate
from palermo.governance.models.meetings import AgendaItem, Briefing, Meeting, MeetingPaper
from palermo.governance.models.resources import DonorContribution, ReportDue

__all__ = [
    "Activity",
    "AgendaItem",
    "Body",
    "Briefing",
    "Decision",
    "DonorContribution",
    "Endorsement",
    "Guidance",
    "Initiative",
    "Mandate",
    "Meeting",
    "MeetingPaper",
    "Membership",
    "OperativeParagraph",
    "Partner",
    "ReportDue",
    "Session",
    "Treaty",
]
