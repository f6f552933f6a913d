"""Persons proposed to speak as a kind of record."""

from palermo.audit.versioned_models import for_secretariat
from palermo.core.kinds import RecordKind, register
from palermo.speakers.models import Speaker, SpeakerAdvice, SpeakerConsent, SpeakerInterest, SurvivorOfficer
from palermo.speakers.queries import speaker_records_of, speakers_published_to

register(
    # What was written of a person, once published or not, is shown to nobody but the secretariat.
    RecordKind(
        model=Speaker,
        slug="speakers",
        visible_to=speakers_published_to,
        versions_visible_to=speaker_records_of,
        version_condition=for_secretariat,
        has_history=True,
    ),
    RecordKind(model=SpeakerAdvice, slug="speaker-advice", part_of=("speaker",)),
    RecordKind(model=SpeakerInterest, slug="speaker-interests", part_of=("speaker",)),
    RecordKind(model=SpeakerConsent, slug="speaker-consents", part_of=("speaker",)),
    RecordKind(model=SurvivorOfficer, slug="survivor-officers", is_versioned=False),
)
