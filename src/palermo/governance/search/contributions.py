"""What donors gave, and for what."""

from collections.abc import Iterator

from django.db.models import QuerySet

from palermo.core import clock
from palermo.core.kinds import kind_of
from palermo.core.text import MultilingualText
from palermo.governance.models import DonorContribution
from palermo.search.sources import Draft, SearchSource, same, searchable
from palermo.search.wording import drafts_of


def _drafts(contributions: QuerySet) -> Iterator[Draft]:
    for each in contributions.select_related("state", "organisation"):
        facts = {"on": each.given, "audience": each.audience}
        yield from drafts_of(each, each.purpose, _donor(each), each.earmark, **facts)


def _donor(contribution: DonorContribution) -> MultilingualText:
    if contribution.organisation:
        return contribution.organisation.name
    if contribution.state is None:
        return MultilingualText()
    return contribution.state.short_name_on(contribution.given_on or clock.today())


searchable(SearchSource(kind_of(DonorContribution), _drafts, {"contributions": same}))
