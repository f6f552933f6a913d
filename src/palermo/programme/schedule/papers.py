"""The papers of an item by their ids: annotated on the items where many are read, else queried."""

from django.db.models import OuterRef, QuerySet, StringAgg, Subquery, TextField, Value
from django.db.models.functions import Coalesce

from palermo.programme.models import ProgrammeItem


def with_papers(items: QuerySet[ProgrammeItem]) -> QuerySet[ProgrammeItem]:
    """Items annotated with the ids of their papers, without another query."""
    through = ProgrammeItem.documents.through._default_manager.filter(programmeitem=OuterRef("pk"))
    slugs = through.order_by().values("programmeitem").annotate(slugs=StringAgg("document__slug", Value(" ")))
    # The plugin for types does not know what was annotated.
    joined = Subquery(slugs.values("slugs"), TextField())  # type: ignore[misc]
    return items.annotate(paper_slugs=Coalesce(joined, Value("", TextField())))


def papers_of_item(item: ProgrammeItem) -> tuple[str, ...]:
    """The ids of an item's papers, in order."""
    slugs: str | None = getattr(item, "paper_slugs", None)
    return tuple(sorted(slugs.split() if slugs is not None else (document.slug for document in item.documents.all())))
