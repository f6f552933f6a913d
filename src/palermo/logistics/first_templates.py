"""The templates that come with the installation: which of the first tasks events of a kind have."""

from typing import NamedTuple

from django.utils import translation
from django.utils.functional import Promise

from palermo.core.languages import BY_CODE, CODES
from palermo.core.text import MultilingualText
from palermo.events.states.events import EventKind
from palermo.logistics.first_tasks import BY_KEY, FIRST_TASKS, FirstTask


class FirstTemplate(NamedTuple):
    """A template: of which kind of event, and its tasks."""

    slug: str
    kind: EventKind
    tasks: tuple[FirstTask, ...]

    @property
    def title(self) -> str | Promise:
        """Called as the kind of event is."""
        return self.kind.label

    @property
    def text(self) -> MultilingualText:
        """The title in six languages."""
        titles = {}
        for code in CODES:
            with translation.override(BY_CODE[code].django_code):
                titles[code] = str(self.title)
        return MultilingualText(titles)


def _of(kind: EventKind, **days: int) -> FirstTemplate:
    """Tasks by their keys, with underscores, each so many days before the opening."""
    tasks = tuple(BY_KEY[key.replace("_", "-")]._replace(days_before=before) for key, before in days.items())
    return FirstTemplate(kind.value.replace("_", "-"), kind, tasks)


# A regional event has one hall and the papers of a few days; a meeting of experts has fewer people still.
FIRST_TEMPLATES = (
    FirstTemplate("forum", EventKind.FORUM, FIRST_TASKS),
    _of(
        EventKind.REGIONAL,
        host_agreement=120,
        rooms=100,
        invitations=90,
        interpretation=60,
        visa_letters=45,
        papers_submitted=50,
        papers_translated=28,
        access=21,
        transport=14,
    ),
    _of(EventKind.EXPERT_MEETING, rooms=60, invitations=60, visa_letters=40, papers_submitted=35, papers_translated=14),
)
