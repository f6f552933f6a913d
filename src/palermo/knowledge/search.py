"""Studies and code lists, as they are found."""

from collections.abc import Iterator

from django.db.models import Prefetch, QuerySet

from palermo.core.audiences import Audience
from palermo.core.dates import PartialDate
from palermo.core.kinds import kind_of
from palermo.governance.search.activities import OF_ACTIVITY
from palermo.knowledge.models import CodeList, CodeListEdition, Study
from palermo.knowledge.states.lists import ListEditionStatus
from palermo.search.sources import Draft, SearchSource, same, searchable
from palermo.search.wording import drafts_of


def _studies(studies: QuerySet[Study]) -> Iterator[Draft]:
    for study in studies.select_related("activity"):
        activity = study.activity
        texts = (activity.summary, study.aim, study.method, study.obstacle, study.results_for)
        yield from drafts_of(study, activity.title, *texts, on=activity.starts, audience=activity.audience)


searchable(
    SearchSource(
        kind_of(Study),
        _studies,
        OF_ACTIVITY,
        shown=lambda studies: studies.select_related("activity"),
    )
)


def _code_lists(lists: QuerySet[CodeList]) -> Iterator[Draft]:
    """A list with the names of the codes of its newest published edition; before that it has nothing to be read."""
    published = CodeListEdition.objects.filter(status=ListEditionStatus.PUBLISHED).order_by("-number")
    for each in lists.prefetch_related(Prefetch("editions", published.prefetch_related("codes"), to_attr="published")):
        editions: list[CodeListEdition] = each.published
        names = [code.names for code in editions[0].codes.all()] if editions else []
        on = editions[0].published_on if editions else None
        yield from drafts_of(
            each,
            each.title,
            each.summary,
            each.origin,
            *names,
            symbols=(each.slug,),
            on=PartialDate(on) if on else None,
            audience=Audience.PUBLIC if editions else Audience.SECRETARIAT,
        )


searchable(SearchSource(kind_of(CodeList), _code_lists, {"code-lists": same}))
