"""Events: their preparation, what they produced, and what participants say of them."""

from palermo.events.models.events import Event, Outcome, Recommendation, Rescheduling, Showing
from palermo.events.models.feedback import FeedbackAnswer, FeedbackForm, FeedbackLink, FeedbackQuestion, FeedbackSheet
from palermo.events.models.participant_groups import ParticipantGroup, ParticipantName
from palermo.events.models.preparation import BudgetLine, EventInvitation

__all__ = [
    "BudgetLine",
    "Event",
    "EventInvitation",
    "FeedbackAnswer",
    "FeedbackForm",
    "FeedbackLink",
    "FeedbackQuestion",
    "FeedbackSheet",
    "Outcome",
    "ParticipantGroup",
    "ParticipantName",
    "Recommendation",
    "Rescheduling",
    "Showing",
]
