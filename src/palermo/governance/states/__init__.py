"""Kinds, states and legal moves of what Member States decide and the initiative does."""

from palermo.governance.states.activities import (
    ACTIVITY_MOVES,
    NEEDS_NO_AUTHORITY,
    ActivityKind,
    ActivityState,
    PartnerRole,
)
from palermo.governance.states.bodies import (
    NOTE_MOVES,
    BodyKind,
    MeetingKind,
    NoteKind,
    NoteState,
    Seat,
)
from palermo.governance.states.decisions import (
    AMENDMENT_MOVES,
    DECISION_MOVES,
    NEVER_ADOPTED,
    AmendmentState,
    DecisionKind,
    DecisionState,
    Wording,
)
from palermo.governance.states.endorsements import (
    COUNTED,
    ENDORSEMENT_MOVES,
    Electorate,
    EndorsementState,
    ProcedureKind,
    ResponseKind,
)
from palermo.governance.states.follow_ups import (
    FOLLOW_UP_MOVES,
    PROGRESS_MOVES,
    SETTLED,
    FollowUpOrigin,
    FollowUpState,
    ProgressState,
)
from palermo.governance.states.guidance import (
    CORRECTION_MOVES,
    AnswerKind,
    CorrectionState,
    GuidanceKind,
)
from palermo.governance.states.mandates import (
    ENDED,
    MANDATE_MOVES,
    Ask,
    Fate,
    MandateChange,
    MandateState,
)

__all__ = [
    "ACTIVITY_MOVES",
    "AMENDMENT_MOVES",
    "CORRECTION_MOVES",
    "COUNTED",
    "DECISION_MOVES",
    "ENDED",
    "ENDORSEMENT_MOVES",
    "FOLLOW_UP_MOVES",
    "MANDATE_MOVES",
    "NEEDS_NO_AUTHORITY",
    "NEVER_ADOPTED",
    "NOTE_MOVES",
    "PROGRESS_MOVES",
    "SETTLED",
    "ActivityKind",
    "ActivityState",
    "AmendmentState",
    "AnswerKind",
    "Ask",
    "BodyKind",
    "CorrectionState",
    "DecisionKind",
    "DecisionState",
    "Electorate",
    "EndorsementState",
    "Fate",
    "FollowUpOrigin",
    "FollowUpState",
    "GuidanceKind",
    "MandateChange",
    "MandateState",
    "MeetingKind",
    "NoteKind",
    "NoteState",
    "PartnerRole",
    "ProcedureKind",
    "ProgressState",
    "ResponseKind",
    "Seat",
    "Wording",
]
