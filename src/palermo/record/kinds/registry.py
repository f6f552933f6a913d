"""What the files of each folder are, in the order in which they are read and written."""

from collections.abc import Iterator

from django.db import models

from palermo.record.kinds.action_plans import ACTION_PLANS
from palermo.record.kinds.activities import ACTIVITIES, EVENTS, OCCASIONS, OUTCOMES, STUDIES, TOOLS
from palermo.record.kinds.assistance import ASSISTANCE
from palermo.record.kinds.bodies import BODIES, SESSIONS
from palermo.record.kinds.campaigns import CAMPAIGN_MATERIAL, CAMPAIGNS
from palermo.record.kinds.commitments import COMMITMENTS
from palermo.record.kinds.corrections import STATE_CORRECTIONS
from palermo.record.kinds.decisions import DECISIONS
from palermo.record.kinds.documents import DOCUMENTS
from palermo.record.kinds.endorsements import ENDORSEMENTS, PROCEDURES
from palermo.record.kinds.feedback import FEEDBACK
from palermo.record.kinds.follow_ups import FOLLOW_UPS
from palermo.record.kinds.guidance import GUIDANCE, TOPICS
from palermo.record.kinds.initiative import INITIATIVES
from palermo.record.kinds.laws import LAWS, REVIEWS
from palermo.record.kinds.mandates import MANDATES
from palermo.record.kinds.meetings import MEETINGS
from palermo.record.kinds.notes import NOTES
from palermo.record.kinds.partners import PARTNER_RULES, PARTNERSHIPS
from palermo.record.kinds.practices import GOOD_PRACTICES
from palermo.record.kinds.press import ADVICE, CUTTINGS, KIT_ITEMS, PRESS_CONTACTS, PRESS_RELEASES
from palermo.record.kinds.programmes import PROGRAMMES
from palermo.record.kinds.registrations import REGISTRATIONS
from palermo.record.kinds.reports import CONTRIBUTIONS, DOCUMENT_TYPES, RECORD_NAMES, REPORTS, REPORTS_DUE
from palermo.record.kinds.returns import QUESTIONNAIRES, ROUNDS
from palermo.record.kinds.speakers import SPEAKERS
from palermo.record.kinds.task_templates import TASK_TEMPLATES
from palermo.record.kinds.text_rounds import TEXT_ROUNDS
from palermo.record.kinds.tool_versions import TOOL_VERSIONS
from palermo.record.kinds.training import COURSES, TRAINERS, TRAINING_SESSIONS
from palermo.record.kinds.treaties import LISTED_NAMES, STATEMENTS, TREATIES
from palermo.record.kinds.uptakes import UPTAKES
from palermo.record.kinds.world import ORGANISATIONS, PLACES, REGIONAL_GROUPS, STATES
from palermo.record.schema import Table

KINDS = (
    STATES,
    REGIONAL_GROUPS,
    PLACES,
    ORGANISATIONS,
    BODIES,
    TOPICS,
    PROCEDURES,
    TREATIES,
    STATEMENTS,
    LISTED_NAMES,
    DOCUMENTS,
    LAWS,
    REVIEWS,
    STATE_CORRECTIONS,
    SESSIONS,
    FOLLOW_UPS,
    MEETINGS,
    DECISIONS,
    GUIDANCE,
    ENDORSEMENTS,
    MANDATES,
    NOTES,
    QUESTIONNAIRES,
    ROUNDS,
    INITIATIVES,
    EVENTS,
    SPEAKERS,
    PROGRAMMES,
    REGISTRATIONS,
    OCCASIONS,
    TOOLS,
    TOOL_VERSIONS,
    TEXT_ROUNDS,
    UPTAKES,
    STUDIES,
    ACTIVITIES,
    ASSISTANCE,
    PARTNER_RULES,
    PARTNERSHIPS,
    CAMPAIGNS,
    CAMPAIGN_MATERIAL,
    OUTCOMES,
    GOOD_PRACTICES,
    COMMITMENTS,
    ACTION_PLANS,
    PRESS_RELEASES,
    PRESS_CONTACTS,
    KIT_ITEMS,
    CUTTINGS,
    ADVICE,
    FEEDBACK,
    COURSES,
    TRAINERS,
    TRAINING_SESSIONS,
    TASK_TEMPLATES,
    CONTRIBUTIONS,
    REPORTS_DUE,
    RECORD_NAMES,
    DOCUMENT_TYPES,
    REPORTS,
)
BY_FOLDER = {kind.folder: kind for kind in KINDS}


def tables_below(table: Table) -> Iterator[Table]:
    """The table and every one below it."""
    yield table
    if table.extension:
        yield from tables_below(table.extension)
    for children in table.children:
        yield from tables_below(children.table)


NOUNS: dict[type[models.Model], str] = {table.model: table.noun for kind in KINDS for table in tables_below(kind.table)}
