"""Kinds, states and legal moves of what Member States decide and the initiative does."""

from palermo.governance.states.activities import (
    ACTIVITY_MOVES,
    NEEDS_NO_AUTHORITY,
    ActivityKind,
    ActivityState,
    PartnerRole,
)
from palermo.governance.states.bodies import (
    BodyKind,
    MeetingKind,
)
from palermo.governance.states.decisions import (
    DECISION_MOVES,
    DecisionKind,
    DecisionState,
    Wording,
)
from palermo.governance.states.endorsements import (
    ENDORSEMENT_MOVES,
    EndorsementState,
    Procedure,
)
from palermo.governance.states.guidance import (
    GuidanceKind,
)
from palermo.governance.states.mandates import (
    ENDED,
    MANDATE_MOVES,
    Ask,
    MandateState,
)

__all__ = [
    "ACTIVITY_MOVES",
    "DECISION_MOVES",
    "ENDED",
    "ENDORSEMENT_MOVES",
    "MANDATE_MOVES",
    "NEEDS_NO_AUTHORITY",
    "ActivityKind",
    "ActivityState",
    "Ask",
    "BodyKind",
    "DecisionKind",
    "DecisionState",
    "EndorsementState",
    "GuidanceKind",
    "MandateState",
    "MeetingKind",
    "PartnerRole",
    "Procedure",
    "Wording",
]
