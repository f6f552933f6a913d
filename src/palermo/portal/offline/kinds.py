"""The kinds of record that a bundle names, each with its one visibility query."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet

from palermo.accounts.viewer import Viewer
from palermo.events.queries import events_visible_to, outcomes_visible_to, releases_visible_to
from palermo.knowledge.queries import studies_visible_to
from palermo.library.queries import documents_visible_to
from palermo.toolkit.queries import tools_visible_to

EVENTS, OUTCOMES, PROGRAMMES = "events", "outcomes", "programmes"
TOOLS, STUDIES, DOCUMENTS = "tools", "studies", "documents"

VISIBLE: dict[str, Callable[[Viewer], QuerySet[Any]]] = {
    EVENTS: events_visible_to,
    OUTCOMES: outcomes_visible_to,
    PROGRAMMES: releases_visible_to,
    TOOLS: tools_visible_to,
    STUDIES: studies_visible_to,
    DOCUMENTS: documents_visible_to,
}
