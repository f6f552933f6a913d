"""Press releases, as they are found."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils import timezone

from palermo.core.audiences import Audience
from palermo.core.dates import PartialDate
from palermo.core.kinds import kind_of
from palermo.outreach.models import PressRelease
from palermo.outreach.queries.press import published_press_releases
from palermo.search.sources import Draft, SearchSource, same, searchable
from palermo.search.wording import drafts_of


def _press_releases(releases: QuerySet[PressRelease]) -> Iterator[Draft]:
    """Those that are out: nothing of the others is in the index, under nobody's name.

    The schedule records the publication of a release whose embargo has ended, and so brings it here.
    """
    for release in releases.filter(pk__in=published_press_releases().values("pk")):
        assert release.public_at is not None
        day = PartialDate(timezone.localdate(release.public_at))
        texts = (release.lead, release.body, release.notes, release.correction)
        yield from drafts_of(release, release.title, *texts, on=day, audience=Audience.PUBLIC)


searchable(SearchSource(kind_of(PressRelease), _press_releases, {"press-releases": same}))
