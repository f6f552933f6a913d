"""What donors gave, and for what."""

from collections.abc import Iterator

from django.db.models import QuerySet

from palermo.core import clock
from palermo.core.text import MultilingualText
from palermo.governance.models import DonorContribution
from palermo.governance.queries.resources import contributions_visible_to
from palermo.search.kinds import Draft, Kind, same, searchable
from palermo.search.wording import drafts_of


def _drafts(contributions: QuerySet) -> Iterator[Draft]:
    for each in contributions.select_related("state", "organisation"):
        facts = {"day": each.given_on, "audience": each.audience}
        yield from drafts_of(each, each.purpose, _donor(each), each.earmark, **facts)


def _donor(contribution: DonorContribution) -> MultilingualText:
    if contribution.organisation:
        return contribution.organisation.name
    if contribution.state is None:
        return MultilingualText()
    return contribution.state.short_name_on(contribution.given_on or clock.today())


searchable(
    Kind(
        "contributions",
        DonorContribution,
        contributions_visible_to,
        _drafts,
        {"contributions": same},
    )
)
