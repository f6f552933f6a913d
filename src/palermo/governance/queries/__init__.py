"""Who may see which record of governance, and what hangs on what."""

from palermo.governance.queries.activities import (
    Coordination,
    activities_begun_before_authority,
    activities_visible_to,
    activities_without_authority,
    coordination_of,
)
from palermo.governance.queries.bodies import (
    chair_on,
    former_members,
    members_on,
    sessions_visible_to,
)
from palermo.governance.queries.chain import (
    CHAIN,
    Link,
    chain_of,
    with_chain,
)
from palermo.governance.queries.decisions import (
    decisions_visible_to,
)
from palermo.governance.queries.endorsements import (
    endorsements_open,
    endorsements_visible_to,
)
from palermo.governance.queries.follow_ups import (
    answers_for,
    bodies_of,
    seats_of,
)
from palermo.governance.queries.guidance import (
    guidance_visible_to,
)
from palermo.governance.queries.mandates import (
    activities_under_ended_mandates,
    mandates_overdue,
    mandates_visible_to,
)
from palermo.governance.queries.meetings import (
    meeting_papers_visible_to,
    meetings_visible_to,
)
from palermo.governance.queries.resources import (
    contributions_visible_to,
    reports_due_visible_to,
)

__all__ = [
    "CHAIN",
    "Coordination",
    "Link",
    "activities_begun_before_authority",
    "activities_under_ended_mandates",
    "activities_visible_to",
    "activities_without_authority",
    "answers_for",
    "bodies_of",
    "chain_of",
    "chair_on",
    "contributions_visible_to",
    "coordination_of",
    "decisions_visible_to",
    "endorsements_open",
    "endorsements_visible_to",
    "former_members",
    "guidance_visible_to",
    "mandates_overdue",
    "mandates_visible_to",
    "meeting_papers_visible_to",
    "meetings_visible_to",
    "members_on",
    "reports_due_visible_to",
    "seats_of",
    "sessions_visible_to",
    "with_chain",
]
