"""Studies, as they are found."""

from collections.abc import Iterator

from django.db.models import QuerySet

from palermo.core.kinds import kind_of
from palermo.governance.search.activities import OF_ACTIVITY
from palermo.knowledge.models import Study
from palermo.search.sources import Draft, SearchSource, searchable
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
