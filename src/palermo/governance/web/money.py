"""What a donor gave, in words: for the pages of contributions and of the activities they pay for."""

from typing import Any, NamedTuple

from django.db.models import QuerySet

from palermo.accounts.viewer import Viewer
from palermo.core import clock
from palermo.core.languages import active_language
from palermo.core.speech.numbers import say_amount
from palermo.core.text import MultilingualText
from palermo.governance.models import DonorContribution
from palermo.governance.queries.resources import contributions_visible_to


class Given(NamedTuple):
    """A contribution as a list shows it: `amount` in words, empty where the record holds none."""

    contribution: DonorContribution
    donor: MultilingualText
    amount: str


def donor_of(contribution: DonorContribution) -> MultilingualText:
    """The donor's name: a State's as it was called when it gave."""
    if contribution.state:
        return contribution.state.short_name_on(contribution.given_on or clock.today())
    return contribution.organisation.name if contribution.organisation else MultilingualText()


def given_of(contribution: DonorContribution) -> Given:
    """A contribution with its donor and its amount in the reader's language."""
    amount, currency = contribution.amount, contribution.currency
    words = "" if amount is None else say_amount(amount, currency, active_language().code)
    return Given(contribution, donor_of(contribution), words)


def with_donor(contributions: QuerySet[DonorContribution]) -> QuerySet[DonorContribution]:
    """Join what a list shows of them."""
    return contributions.select_related("state", "organisation").prefetch_related("state__former_names")


def activity_contributions(activity: Any, viewer: Viewer) -> list[Given]:
    """The contributions that pay for an activity, as far as the reader may know of them."""
    return [given_of(each) for each in with_donor(contributions_visible_to(viewer)).filter(activities=activity)]
