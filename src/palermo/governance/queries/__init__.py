"""Who may see which record of governance, and what hangs on what."""

from palermo.governance.queries.activities import (
    Coordination,
    activities_begun_before_authority,
    activities_visible_to,
    activities_without_authority,
    activity_seen_by,
    coordination_of,
)
from palermo.governance.queries.bodies import (
    chair_on,
    former_members,
    members_on,
    session_parts_visible_to,
    sessions_visible_to,
)
from palermo.governance.queries.chain import (
    CHAIN,
    Link,
    chain_of,
    with_chain,
)
from palermo.governance.queries.decisions import (
    amendments_visible_to,
    decisions_visible_to,
    paragraphs_visible_to,
)
from palermo.governance.queries.delegations import (
    delegations_of,
)
from palermo.governance.queries.dispositions import (
    dispositions_visible_to,
    first_use_of,
    last_use_of,
    unfinished_under,
    with_came_under,
)
from palermo.governance.queries.endorsements import (
    endorsements_at_odds,
    endorsements_closed,
    endorsements_open,
    endorsements_to_announce,
    endorsements_to_settle,
    endorsements_visible_to,
    endorsements_with_deadline,
    is_approved,
    may_read_objections,
    put_versions,
    responses_visible_to,
    result_day,
    standing_of,
    standings_of,
    standings_of_versions,
)
from palermo.governance.queries.follow_ups import (
    answers_for,
    bodies_of,
    seats_of,
)
from palermo.governance.queries.guidance import (
    corrections_visible_to,
    guidance_visible_to,
    guidance_waiting,
    points_visible_to,
    topics_with_counts,
)
from palermo.governance.queries.mandates import (
    Addressee,
    activities_under_ended_mandates,
    addressees_of,
    mandates_addressed_to,
    mandates_due_within,
    mandates_overdue,
    mandates_visible_to,
    mandates_without_activity,
)
from palermo.governance.queries.meetings import (
    meeting_papers_visible_to,
    meetings_visible_to,
)
from palermo.governance.queries.notes import (
    notes_visible_to,
    particulars_of,
)
from palermo.governance.queries.resources import (
    contributions_visible_to,
    reports_due_visible_to,
)

__all__ = [
    "CHAIN",
    "Addressee",
    "Coordination",
    "Link",
    "activities_begun_before_authority",
    "activities_under_ended_mandates",
    "activities_visible_to",
    "activities_without_authority",
    "activity_seen_by",
    "addressees_of",
    "amendments_visible_to",
    "answers_for",
    "bodies_of",
    "chain_of",
    "chair_on",
    "contributions_visible_to",
    "coordination_of",
    "corrections_visible_to",
    "decisions_visible_to",
    "delegations_of",
    "dispositions_visible_to",
    "endorsements_at_odds",
    "endorsements_closed",
    "endorsements_open",
    "endorsements_to_announce",
    "endorsements_to_settle",
    "endorsements_visible_to",
    "endorsements_with_deadline",
    "first_use_of",
    "former_members",
    "guidance_visible_to",
    "guidance_waiting",
    "is_approved",
    "last_use_of",
    "mandates_addressed_to",
    "mandates_due_within",
    "mandates_overdue",
    "mandates_visible_to",
    "mandates_without_activity",
    "may_read_objections",
    "meeting_papers_visible_to",
    "meetings_visible_to",
    "members_on",
    "notes_visible_to",
    "paragraphs_visible_to",
    "particulars_of",
    "points_visible_to",
    "put_versions",
    "reports_due_visible_to",
    "responses_visible_to",
    "result_day",
    "seats_of",
    "session_parts_visible_to",
    "sessions_visible_to",
    "standing_of",
    "standings_of",
    "standings_of_versions",
    "topics_with_counts",
    "unfinished_under",
    "with_came_under",
    "with_chain",
]
