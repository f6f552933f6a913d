"""Studies, good practices, code lists, sources of data and datasets, as they are found."""

from collections.abc import Iterable, Iterator

from django.db.models import Prefetch, QuerySet

from palermo.core.audiences import Audience
from palermo.core.dates import PartialDate
from palermo.core.kinds import kind_of
from palermo.governance.search.activities import OF_ACTIVITY
from palermo.knowledge.models import CodeList, CodeListEdition, Dataset, GoodPractice, Source, Study
from palermo.knowledge.states.lists import ListEditionStatus
from palermo.knowledge.states.practices import PracticeStatus
from palermo.search import reach
from palermo.search.sources import Draft, Pks, SearchSource, same, searchable
from palermo.search.wording import drafts_of, narrowest, through


def _studies(studies: QuerySet[Study]) -> Iterator[Draft]:
    for study in studies.select_related("activity"):
        activity = study.activity
        texts = (activity.summary, study.question, study.aim, study.method, study.obstacle, study.results_for)
        yield from drafts_of(study, activity.title, *texts, on=activity.starts, audience=activity.audience)


searchable(
    SearchSource(
        kind_of(Study),
        _studies,
        OF_ACTIVITY,
        shown=lambda studies: studies.select_related("activity"),
    )
)


def _sources(sources: QuerySet[Source]) -> Iterator[Draft]:
    for each in sources:
        yield from drafts_of(each, each.name, each.summary, audience=each.audience)


def _datasets(datasets: QuerySet[Dataset]) -> Iterator[Draft]:
    for each in datasets.select_related("source"):
        # Nobody finds a dataset by the words of a source that they may not see.
        audience = narrowest(each.audience, each.source.audience)
        yield from drafts_of(each, each.title, each.summary, audience=audience)


def _givers(sources: Iterable[Source]) -> dict[int, set[str]]:
    """Those who act for the State or the organization whose source it is."""
    named = {}
    for each in sources:
        named[each.pk] = {reach.state(each.state_id)} if each.state_id else set()
        if each.organisation_id:
            named[each.pk] |= {reach.organisation(each.organisation_id), reach.partner(each.organisation_id)}
    return named


def _readers_of_sources(pks: Pks) -> dict[int, set[str]]:
    return _givers(Source.objects.filter(pk__in=list(pks)))


def _readers_of_datasets(pks: Pks) -> dict[int, set[str]]:
    datasets = list(Dataset.objects.filter(pk__in=list(pks)).select_related("source"))
    givers = _givers({each.source for each in datasets})
    return {each.pk: givers[each.source_id] for each in datasets}


searchable(SearchSource(kind_of(Source), _sources, {"data-sources": same}, _readers_of_sources))
searchable(
    SearchSource(
        kind_of(Dataset),
        _datasets,
        {"datasets": same, "data-sources": through(Dataset, "source")},
        _readers_of_datasets,
    )
)


def _practices(practices: QuerySet[GoodPractice]) -> Iterator[Draft]:
    for practice in practices.prefetch_related("states__former_names"):
        states = [state.name_today for state in practice.states.all()]
        texts = (
            practice.summary,
            practice.carried_out_by,
            practice.evidence,
            practice.evaluation,
            practice.transferability,
            *states,
        )
        audience = Audience.SECRETARIAT if practice.status == PracticeStatus.DRAFT else practice.audience
        yield from drafts_of(practice, practice.title, *texts, on=practice.starts, audience=audience)


def _label(practice: GoodPractice) -> str:
    """The field; of one that is a draft or withdrawn, its status too."""
    field = practice.get_field_display()
    is_published = practice.status == PracticeStatus.PUBLISHED
    return field if is_published else f"{field} · {practice.get_status_display()}"


searchable(
    SearchSource(
        kind_of(GoodPractice),
        _practices,
        {"good-practices": same, "states": through(GoodPractice, "states")},
        label=_label,
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
