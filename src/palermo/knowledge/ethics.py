"""Whether the work of a study with persons and data was covered by an ethics review on a day."""

from collections.abc import Iterable
from datetime import date

from palermo.knowledge.models import EthicsReview
from palermo.knowledge.states.studies import EthicsResult

CLEARED = frozenset({EthicsResult.APPROVED, EthicsResult.CONDITIONAL, EthicsResult.EXEMPT})


def is_cleared_on(reviews: Iterable[EthicsReview], day: date) -> bool:
    """Whether a review that was approved, or not required, was valid on a day; a later refusal by any body ends it."""
    decided = [(each, each.decided_on) for each in reviews if each.decided_on is not None and each.decided_on <= day]
    refused = max((on for each, on in decided if each.result == EthicsResult.REFUSED), default=None)
    return any(
        each.result in CLEARED
        and (each.valid_until is None or day <= each.valid_until)
        and (refused is None or refused < on)
        for each, on in decided
    )
