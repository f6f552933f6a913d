"""Events: their preparation, what they produced, what participants say of them, and the programmes of some."""

from palermo.events.models.devices import DoorDevice
from palermo.events.models.events import Event, Outcome, Recommendation, Rescheduling, Showing
from palermo.events.models.feedback import FeedbackAnswer, FeedbackForm, FeedbackLink, FeedbackQuestion, FeedbackSheet
from palermo.events.models.floor import FloorRequest, GroupLimit, SpeakersList
from palermo.events.models.items import ProgrammeItem, ProgrammePart
from palermo.events.models.logistics import LogisticsTask, ParticipantNeed, TaskReminder
from palermo.events.models.participant_groups import ParticipantGroup, ParticipantName
from palermo.events.models.participants import Accreditation, Badge, CheckIn, CredentialsLetter, Participant
from palermo.events.models.preparation import BudgetLine, EventInvitation
from palermo.events.models.programmes import Programme, ProgrammeDay, ProgrammePerson, Room
from palermo.events.models.registrations import HeadCount, Registration, RegistrationCategory
from palermo.events.models.releases import ProgrammeRelease
from palermo.events.models.screens import Screen, ScreenNotice
from palermo.events.models.speakers import Speaker
from palermo.events.models.speaking import (
    SpeakerAdvice,
    SpeakerConsent,
    SpeakerContact,
    SpeakerInterest,
    SpeakerLink,
    SurvivorDeclaration,
    SurvivorOfficer,
)
from palermo.events.models.templates import TaskTemplate, TemplateTask

__all__ = [
    "Accreditation",
    "Badge",
    "BudgetLine",
    "CheckIn",
    "CredentialsLetter",
    "DoorDevice",
    "Event",
    "EventInvitation",
    "FeedbackAnswer",
    "FeedbackForm",
    "FeedbackLink",
    "FeedbackQuestion",
    "FeedbackSheet",
    "FloorRequest",
    "GroupLimit",
    "HeadCount",
    "LogisticsTask",
    "Outcome",
    "Participant",
    "ParticipantGroup",
    "ParticipantName",
    "ParticipantNeed",
    "Programme",
    "ProgrammeDay",
    "ProgrammeItem",
    "ProgrammePart",
    "ProgrammePerson",
    "ProgrammeRelease",
    "Recommendation",
    "Registration",
    "RegistrationCategory",
    "Rescheduling",
    "Room",
    "Screen",
    "ScreenNotice",
    "Showing",
    "Speaker",
    "SpeakerAdvice",
    "SpeakerConsent",
    "SpeakerContact",
    "SpeakerInterest",
    "SpeakerLink",
    "SpeakersList",
    "SurvivorDeclaration",
    "SurvivorOfficer",
    "TaskReminder",
    "TaskTemplate",
    "TemplateTask",
]
