"""The links of invited persons: a secret that only the mail holds, and what the database knows of it."""

from datetime import datetime, timedelta
from secrets import token_urlsafe

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from palermo.core import clock
from palermo.core.digests import digest_of_text
from palermo.speakers.models import Speaker, SpeakerLink
from palermo.speakers.states import LinkPurpose


def open_link(speaker: Speaker, purpose: LinkPurpose, expires_at: datetime | None) -> SpeakerLink:
    """A link in the place of the one before, which opens nothing from now on.

    Its digest is of a secret that nobody has: the one that opens is made as the mail is.
    """
    now = clock.now()
    speaker.links.filter(purpose=purpose, used_at=None, ended_at=None).update(ended_at=now)
    return SpeakerLink.objects.create(
        speaker=speaker, purpose=purpose, digest=digest_of_text(token_urlsafe()), made_at=now, expires_at=expires_at
    )


def end_links(speaker: Speaker, *purposes: LinkPurpose) -> None:
    """Links of these purposes open nothing from now on."""
    speaker.links.filter(purpose__in=purposes, used_at=None, ended_at=None).update(ended_at=clock.now())


def end_of_day(speaker: Speaker) -> datetime:
    """Until when a person can answer: the end of the day that they were given."""
    assert speaker.answer_by_on
    day = datetime.combine(speaker.answer_by_on, datetime.min.time(), clock.now().tzinfo)
    return day + timedelta(days=1)


def new_secret(language: str) -> tuple[str, str]:
    """The whole address of a link in a language, and the digest of its secret."""
    secret = token_urlsafe(32)
    with translation.override(language):
        path = reverse("speaker_link", args=[secret])
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{path}", digest_of_text(secret)
