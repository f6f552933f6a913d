"""By which tag a client knows that it already has the figures it asks for."""

from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256

from palermo.core import clock
from palermo.core.languages import active_language
from palermo.figures.exchange.rows import Extract
from palermo.figures.labels import state_names
from palermo.figures.models import Indicator

# Another number wherever files of the same figures are written in another way than before.
WRITING = 1


def tag_of(extract: Extract, form: str) -> str:
    """An ETag: another one wherever a figure, a name or a notice is another."""
    parts = [
        (part.release.slug, part.release.status, part.release.cube_digest, str(part.release.reason), part.origins)
        for part in extract.parts
    ]
    names = (
        state_names(),
        [(each.slug, each.display_name()) for each in Indicator.objects.prefetch_related("editions")],
    )
    state = (form, active_language().code, extract.choice.to_query(), parts, names, WRITING)
    return f'"{sha256(repr(state).encode()).hexdigest()}"'


def changed_at(extract: Extract) -> datetime | None:
    """From when the releases that an extract draws on have been as they are, as `settled_at`."""
    days = [day for release in extract.releases for day in (release.released_on, release.withdrawn_on) if day]
    return settled_at(max(days, default=None))


def settled_at(day: date | None) -> datetime | None:
    """The end of the day of the last change, by universal time; None while more can change on it."""
    if day is None:
        return None
    end = datetime.combine(day + timedelta(days=1), time(), UTC)
    return end if end <= clock.now() else None
