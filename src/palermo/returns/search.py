"""Questionnaires and rounds of data collection, as they are found."""

from collections.abc import Iterator

from django.db.models import Prefetch, QuerySet

from palermo.core.audiences import Audience
from palermo.core.dates import PartialDate
from palermo.core.kinds import kind_of
from palermo.returns.models import Questionnaire, QuestionnaireEdition, Round
from palermo.returns.states.rounds import QuestionnaireStatus, RoundStatus
from palermo.search.sources import Draft, SearchSource, same, searchable
from palermo.search.wording import drafts_of


def _questionnaires(questionnaires: QuerySet[Questionnaire]) -> Iterator[Draft]:
    published = QuestionnaireEdition.objects.filter(status=QuestionnaireStatus.PUBLISHED).only("questionnaire")
    for each in questionnaires.prefetch_related(Prefetch("editions", published, to_attr="published_editions")):
        audience = Audience.PUBLIC if each.published_editions else Audience.SECRETARIAT
        yield from drafts_of(each, each.title, each.summary, on=None, audience=audience)


def _rounds(rounds: QuerySet[Round]) -> Iterator[Draft]:
    for each in rounds:
        audience = Audience.SECRETARIAT if each.status == RoundStatus.PLANNED else Audience.PUBLIC
        on = PartialDate(each.opens_on) if each.opens_on else None
        yield from drafts_of(each, each.title, each.guidance, on=on, audience=audience)


searchable(SearchSource(kind_of(Questionnaire), _questionnaires, {"questionnaires": same}))
searchable(SearchSource(kind_of(Round), _rounds, {"rounds": same}))
