"""Requests for assistance, as they are found."""

from collections.abc import Iterator

from django.db.models import QuerySet

from palermo.core.dates import PartialDate
from palermo.core.kinds import kind_of
from palermo.governance.models import RequestForAssistance
from palermo.governance.queries.assistance import with_offers
from palermo.search import reach
from palermo.search.sources import Draft, Pks, SearchSource, same, searchable
from palermo.search.wording import drafts_of
from palermo.treaties.models.participants import name_on


def _drafts(requests: QuerySet[RequestForAssistance]) -> Iterator[Draft]:
    for each in with_offers(requests):
        texts = [name_on(each.participant, each.asked_on), each.summary, each.result, each.outcome]
        texts += [offer.text for offer in each.offers.all()]
        yield from drafts_of(each, each.title, *texts, on=PartialDate(each.asked_on), audience=each.audience)


def _readers(pks: Pks) -> dict[int, list[str]]:
    """Those posted for whoever asks, also outside the audience and before the request is recorded."""
    return {
        pk: [reach.state(state) if state else reach.organisation(organisation)]
        for pk, state, organisation in RequestForAssistance.objects.filter(pk__in=list(pks)).values_list(
            "pk", "state_id", "organisation_id"
        )
    }


searchable(SearchSource(kind_of(RequestForAssistance), _drafts, {"assistance-requests": same}, readers=_readers))
