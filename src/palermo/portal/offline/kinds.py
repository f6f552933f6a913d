"""The kinds of record that a bundle names: by what each is known, and its one visibility query."""

from collections.abc import Callable
from operator import attrgetter
from typing import Any, NamedTuple

from django.db.models import QuerySet

from palermo.accounts.viewer import Viewer
from palermo.events.queries.events import events_visible_to, outcomes_visible_to
from palermo.events.queries.programmes import releases_visible_to
from palermo.events.queries.speakers import speakers_published_to
from palermo.knowledge.queries import studies_visible_to
from palermo.library.queries import documents_visible_to
from palermo.toolkit.queries import tools_visible_to

EVENTS, OUTCOMES, PROGRAMMES = "events", "outcomes", "programmes"
TOOLS, STUDIES, DOCUMENTS = "tools", "studies", "documents"
# Whom a programme for everybody names, as long as they agree to it.
SPEAKERS = "speakers"


class Kind(NamedTuple):
    """`known_by` are the fields that tell one record from all others of its kind, also in another installation."""

    visible_to: Callable[[Viewer], QuerySet[Any]]
    known_by: tuple[str, ...]

    def ident(self, record: Any) -> str:
        """What a record is known by."""
        return "/".join(str(attrgetter(name.replace("__", "."))(record)) for name in self.known_by)

    def seen_by(self, viewer: Viewer) -> set[str]:
        """What the records are known by that a viewer sees."""
        rows = self.visible_to(viewer).order_by().values_list(*self.known_by)
        return {"/".join(map(str, row)) for row in rows}


BY_ACTIVITY = ("activity__slug",)
KINDS: dict[str, Kind] = {
    EVENTS: Kind(events_visible_to, BY_ACTIVITY),
    OUTCOMES: Kind(outcomes_visible_to, ("slug",)),
    PROGRAMMES: Kind(releases_visible_to, ("programme__slug", "number")),
    TOOLS: Kind(tools_visible_to, BY_ACTIVITY),
    STUDIES: Kind(studies_visible_to, BY_ACTIVITY),
    DOCUMENTS: Kind(documents_visible_to, ("slug",)),
    SPEAKERS: Kind(speakers_published_to, ("slug",)),
}
