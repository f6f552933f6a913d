"""Who sees which proposed person, and the advice on them."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from palermo.accounts.viewer import Viewer
from palermo.events.models import Event
from palermo.governance.queries.activities import activity_seen_by
from palermo.speakers.models import Speaker, SpeakerAdvice, SpeakerInterest, SurvivorDeclaration, SurvivorOfficer
from palermo.speakers.states import Party


def speakers_visible_to(viewer: Viewer) -> QuerySet[Speaker]:
    """All for the secretariat; for Member States what was shared and what is their own; for everybody the published.

    Readers who see a speaker only because of publication see what is published: see `speaker_proposals_visible_to`.
    """
    seen = Speaker.objects.filter(activity_seen_by(viewer, "event__activity__"))
    if viewer.is_secretariat:
        return seen
    return seen.filter(Q(published_at__isnull=False) | _is_shared_with(viewer))


def speaker_proposals_visible_to(viewer: Viewer) -> QuerySet[Speaker]:
    """Speakers whose proposal the viewer may see: why they were proposed, by whom, and its state."""
    seen = Speaker.objects.filter(activity_seen_by(viewer, "event__activity__"))
    return seen if viewer.is_secretariat else seen.filter(_is_shared_with(viewer))


def _is_shared_with(viewer: Viewer) -> Q:
    own = Q(proposed_for_state__in=sorted(viewer.delegation_ids)) | Q(
        proposed_for_organisation__in=sorted(viewer.agency_ids)
    )
    return own | Q(shared_at__isnull=False) if viewer.reads_member_states else own


def speakers_published(event: Event) -> QuerySet[Speaker]:
    """The published speakers of an event."""
    return Speaker.objects.filter(event=event, published_at__isnull=False)


def published_among(slugs: Iterable[str]) -> set[str]:
    """Which of some persons, by the ids of their records, are published now."""
    published = Speaker.objects.filter(slug__in=sorted(slugs), published_at__isnull=False)
    return set(published.order_by().values_list("slug", flat=True))


def speakers_published_to(viewer: Viewer) -> QuerySet[Speaker]:
    """Those who are published, of events that the viewer may see: by this they are found."""
    published = Speaker.objects.filter(published_at__isnull=False)
    return published.filter(activity_seen_by(viewer, "event__activity__"))


def speaker_records_of(viewer: Viewer) -> QuerySet[Speaker]:
    """Persons whose whole past a reader may see: the secretariat only."""
    return speaker_proposals_visible_to(viewer) if viewer.is_secretariat else Speaker.objects.none()


def advice_visible_to(viewer: Viewer) -> QuerySet[SpeakerAdvice]:
    """What Member States advised, for those who read what was shared with them."""
    advice = SpeakerAdvice.objects.filter(speaker__in=speaker_proposals_visible_to(viewer))
    return advice if viewer.reads_member_states else advice.none()


def interests_visible_to(viewer: Viewer) -> QuerySet[SpeakerInterest]:
    """What a proposer declared, for those who advise; what persons declare of themselves, for the secretariat."""
    interests = SpeakerInterest.objects.filter(speaker__in=speaker_proposals_visible_to(viewer))
    return interests if viewer.is_secretariat else interests.filter(party=Party.PROPOSER)


def survivor_declarations_visible_to(viewer: Viewer) -> QuerySet[SurvivorDeclaration]:
    """What persons declared as survivors, for the officers named to act on it at that event, and nobody else."""
    if not viewer.is_secretariat or viewer.user_id is None:
        return SurvivorDeclaration.objects.none()
    events = SurvivorOfficer.objects.filter(user=viewer.user_id, until_on=None).values("event")
    return SurvivorDeclaration.objects.filter(
        speaker__event__in=events, speaker__in=speaker_proposals_visible_to(viewer)
    )
