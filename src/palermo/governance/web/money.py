"""What a donor gave, in words: for the pages of contributions and of the activities they pay for."""

from typing import NamedTuple

from django.db.models import QuerySet

from palermo.accounts.viewer import Viewer
from palermo.core import clock
from palermo.core.languages import active_language
from palermo.core.speech.numbers import format_amount
from palermo.core.text import MultilingualText
from palermo.governance.models import Activity, DonorContribution
from palermo.governance.queries.resources import contributions_visible_to


class ContributionRow(NamedTuple):
    """A contribution as a list shows it: `amount` in words, empty where the record holds none."""

    contribution: DonorContribution
    donor: MultilingualText
    amount: str


def donor_of(contribution: DonorContribution) -> MultilingualText:
    """The donor's name: a State's as it was called when it gave."""
    if contribution.state:
        return contribution.state.short_name_on(contribution.given_on or clock.today())
    return contribution.organisation.name if contribution.organisation else MultilingualText()


def contribution_row(contribution: DonorContribution) -> ContributionRow:
    """A contribution with its donor and its amount in the reader's language."""
    amount, currency = contribution.amount, contribution.currency
    words = "" if amount is None else format_amount(amount, currency, active_language().code)
    return ContributionRow(contribution, donor_of(contribution), words)


def with_donor(contributions: QuerySet[DonorContribution]) -> QuerySet[DonorContribution]:
    """Join what a list shows of them."""
    return contributions.select_related("state", "organisation").prefetch_related("state__former_names")


def activity_contributions(activity: Activity, viewer: Viewer) -> list[ContributionRow]:
    """The contributions that pay for an activity, as far as the reader may know of them."""
    return [contribution_row(each) for each in with_donor(contributions_visible_to(viewer)).filter(activities=activity)]
