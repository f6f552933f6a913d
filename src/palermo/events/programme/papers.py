"""The papers of an item by their ids: told along with the items where many are read, else asked for."""

from django.db.models import OuterRef, QuerySet, StringAgg, Subquery, TextField, Value
from django.db.models.functions import Coalesce

from palermo.events.models import ProgrammeItem


def with_papers(items: QuerySet[ProgrammeItem]) -> QuerySet[ProgrammeItem]:
    """Items that know the ids of their papers, with no query more."""
    through = ProgrammeItem.documents.through._default_manager.filter(programmeitem=OuterRef("pk"))
    told = through.order_by().values("programmeitem").annotate(told=StringAgg("document__slug", Value(" ")))
    # The plugin for types does not know what was annotated.
    found = Subquery(told.values("told"), TextField())  # type: ignore[misc]
    return items.annotate(told_papers=Coalesce(found, Value("", TextField())))


def papers_of_item(item: ProgrammeItem) -> tuple[str, ...]:
    """The ids, in order."""
    told: str | None = getattr(item, "told_papers", None)
    return tuple(sorted(told.split() if told is not None else (document.slug for document in item.documents.all())))
